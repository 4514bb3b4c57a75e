/** How one list of hashes differs from another: what of the left was altered or inserted, what of the right is missing. */
export type Edited = { how: 'altered' | 'inserted' | 'missing'; left: number; right: number }

/** Compares the leaves of the facts that are there with the leaves that were logged; good at few changes, honest about many. */
export const edits = (left: readonly Buffer[], right: readonly Buffer[]): Edited[] => {
  const logged = new Set(right.map((hash) => hash.toString('latin1')))
  const there = new Set(left.map((hash) => hash.toString('latin1')))
  const found: Edited[] = []
  let [l, r] = [0, 0]
  while (l < left.length || r < right.length) {
    const [a, b] = [left[l], right[r]]
    if (a && b && a.equals(b)) {
      l++
      r++
      continue
    }
    const isKnown = a !== undefined && logged.has(a.toString('latin1'))
    const isThere = b !== undefined && there.has(b.toString('latin1'))
    if (a && b && isKnown === isThere) {
      found.push({ how: 'altered', left: l++, right: r++ }) // both unknown: changed; both known: in another place
    } else if (a && !isKnown) found.push({ how: 'inserted', left: l++, right: r })
    else if (b && !isThere) found.push({ how: 'missing', left: l, right: r++ })
    else if (a) found.push({ how: 'inserted', left: l++, right: r })
    else found.push({ how: 'missing', left: l, right: r++ })
  }
  return found
}
