import type { Place } from './blob.ts'
import { boundedCache } from './cache.ts'
import type { Dying } from './dying.ts'
import { leavesNamed, type Named } from './layout.ts'

/** Opened contents, by the blob's own iv and tag and by its place: a changed row is another entry. As text: what is handed out may be changed by whoever asked. */
export const keepContents = (limit: number, dying: Dying) => {
  const kept = boundedCache<{ text: string; owners: string }>(limit)
  let flushes = 0
  const nameOf = (place: Place, row: string, blob: Buffer) => {
    if (blob.length < 32) return ''
    const iv = blob.readUInt16BE(2)
    return `${blob.toString('latin1', iv, iv + 12)}${blob.toString('latin1', -16)}${row}${place.table}${place.school}`
  }
  return {
    get: (place: Place, row: string, blob: Buffer) => kept.get(nameOf(place, row, blob))?.text,
    set: (place: Place, row: string, blob: Buffer, named: Named, text: string) => {
      const owners = [...leavesNamed(named)].map(({ id }) => id)
      if (!owners.some(dying.has)) kept.set(nameOf(place, row, blob), { text, owners: owners.join('') })
    },
    forget: (ids: ReadonlySet<string>) => {
      flushes++
      kept.drop(({ owners }) => {
        for (const id of ids) if (owners.includes(id)) return true
        return false
      })
    },
    clear: () => {
      flushes++
      kept.clear()
    },
    flushes: () => flushes,
    counters: kept.counters,
  }
}
