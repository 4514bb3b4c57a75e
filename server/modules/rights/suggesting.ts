import { folded } from '#modules/people/index.ts'

export type Found = { from: number; to: number }

const isWritten = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
/** Shorter parts of a name stand in too many words. */
const SHORTEST = 3
const words = /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv

/** The parts of names by which somebody is known: in scripts that put no space between words, two signs are enough. */
const partsOf = (names: readonly string[]): Set<string> =>
  new Set(
    names.flatMap((name) =>
      name
        .normalize('NFC')
        .split(/[\s・’'-]+/u)
        .flatMap((part) => {
          const least = isWritten.test(part) ? 2 : SHORTEST
          return [...part].length >= least ? [isWritten.test(part) ? part : folded(part)] : []
        }),
    ),
  )

const unspaced = (parts: ReadonlySet<string>) => {
  const byFirst = Map.groupBy(
    [...parts].filter((part) => isWritten.test(part)),
    (part) => part[0],
  )
  return (text: string): Found[] => {
    const found: Found[] = []
    for (let at = 0; at < text.length; at++) {
      const part = byFirst.get(text[at])?.find((one) => text.startsWith(one, at))
      if (part) found.push({ from: at, to: at + part.length })
    }
    return found
  }
}

/** Parts of one name that stand beside each other are one place. */
const joined = (text: string, found: readonly Found[]): Found[] => {
  const places: Found[] = []
  for (const one of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = places.at(-1)
    const isApart = !last || (one.from > last.to && /[^\s-]/u.test(text.slice(last.to, one.from)))
    if (isApart) places.push({ ...one })
    else last.to = Math.max(last.to, one.to)
  }
  return places
}

/** Finds where a text may name one of these people; what is a part of one's own name as well says nothing. Counted in code points. */
export const finderOf = (names: readonly string[], own: readonly string[]): ((text: string) => Found[]) => {
  const mine = partsOf(own)
  const parts = new Set([...partsOf(names)].filter((part) => !mine.has(part)))
  const written = unspaced(parts)
  const isName = (word: string) =>
    parts.has(word) || (word.endsWith('s') && word.length > SHORTEST && parts.has(word.slice(0, -1)))
  return (text) => {
    const spaced = [...text.matchAll(words)].flatMap(({ 0: word, index }) =>
      isName(folded(word)) ? [{ from: index, to: index + word.length }] : [],
    )
    const signsTo = (at: number) => [...text.slice(0, at)].length
    return joined(text, [...spaced, ...written(text)]).map(({ from, to }) => ({ from: signsTo(from), to: signsTo(to) }))
  }
}
