import type { Place } from './blob.ts'
import { boundedCache } from './cache.ts'
import type { Dying } from './dying.ts'
import { leavesNamed, type Named } from './layout.ts'

type Kept = { school: string; table: string; blob: Buffer; text: string; owners: string }

/** Of its own: a slice would hold on to all that arrived with it. */
const copied = (blob: Buffer) => {
  const copy = Buffer.allocUnsafeSlow(blob.length)
  blob.copy(copy)
  return copy
}

/** Opened contents by row, for the very blob they were opened from and its place. As text: what is handed out may be changed by whoever asked. */
export const keepContents = (limit: number, dying: Dying) => {
  const kept = boundedCache<Kept>(limit)
  let flushes = 0
  return {
    get: ({ school, table }: Place, row: string, blob: Buffer) => {
      const found = kept.get(row)
      return found && found.school === school && found.table === table && found.blob.equals(blob) ? found.text : undefined
    },
    set: ({ school, table }: Place, row: string, blob: Buffer, named: Named, text: string) => {
      const owners = [...leavesNamed(named)].map(({ id }) => id)
      if (!owners.some(dying.has)) kept.set(row, { school, table, blob: copied(blob), text, owners: owners.join('') })
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
