import { partsOf } from './cells.ts'
import type { RosterFile } from './columns.ts'
import type { Heading } from './header.ts'
import type { Manifest } from './manifest.ts'
import type { Place, Problems } from './problems.ts'

/** Says whether an earlier package of the same source brought this id. */
export type Known = (file: RosterFile, id: string) => boolean

type Pending = { to: RosterFile; id: string; place: Place }

/** What every `…SourcedId` of a package points to. */
export type References = {
  declare: (file: RosterFile, id: string) => boolean
  has: (file: RosterFile, id: string) => boolean
  refer: (from: RosterFile, heading: Heading, cell: string, line: number) => void
  settle: (from: RosterFile) => void
  distrust: (file: RosterFile) => void
}

/** Collects the ids of a package and checks what refers to them; a file that could not be read accuses nobody. */
export const references = (manifest: Manifest, known: Known, problems: Problems): References => {
  const ids = new Map<RosterFile, Set<string>>()
  const distrusted = new Set<RosterFile>()
  let pending: Pending[] = []
  const resolves = (from: RosterFile, to: RosterFile, id: string) => {
    if (distrusted.has(to) || ids.get(to)?.has(id)) return true
    const changes = manifest.modes[to] === 'delta' || (manifest.modes[from] === 'delta' && !manifest.modes[to])
    return changes && known(to, id)
  }
  return {
    declare: (file, id) => {
      const own = ids.get(file) ?? new Set()
      ids.set(file, own)
      return own.size !== own.add(id).size
    },
    has: (file, id) => ids.get(file)?.has(id) ?? false,
    refer: (from, { name, column }, cell, line) => {
      if (!column.to) return
      for (const id of column.holds === 'ids' ? partsOf(cell) : [cell]) {
        const place = { file: `${from}.csv`, line, column: name }
        if (column.to === from) pending.push({ to: column.to, id, place })
        else if (!resolves(from, column.to, id)) problems.add('roster.reference_missing', place)
      }
    },
    settle: (from) => {
      for (const { to, id, place } of pending) if (!resolves(from, to, id)) problems.add('roster.reference_missing', place)
      pending = []
    },
    distrust: (file) => {
      distrusted.add(file)
      pending = []
    },
  }
}
