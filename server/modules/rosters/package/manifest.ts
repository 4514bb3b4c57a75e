import type { Archive } from './archive.ts'
import { lettersProblem } from './cells.ts'
import { otherFiles, type RosterFile, rosterFiles } from './columns.ts'
import type { Limits } from './limits.ts'
import { type Problems, Unreadable } from './problems.ts'
import { eachRow, type Row } from './table.ts'
import { type Version, versions } from './vocabulary.ts'

/** How a file is to be taken: as everything there is, or as what changed. */
export type Mode = 'bulk' | 'delta'

/** What the manifest says of the package. */
export type Manifest = { version: Version; modes: Partial<Record<RosterFile, Mode>> }

const file = 'manifest.csv'
const modes = ['absent', 'bulk', 'delta'] as const
const read: ReadonlySet<string> = new Set(rosterFiles)
const every: readonly string[] = [...rosterFiles, ...otherFiles]

/** The names that may stand in a package. */
export const knownFiles: ReadonlySet<string> = new Set([file, ...every.map((name) => `${name}.csv`)])

const known = new Set([
  'manifest.version',
  'oneroster.version',
  'source.systemName',
  'source.systemCode',
  ...every.map((name) => `file.${name}`),
])

const readProperties = async (archive: Archive, problems: Problems, limits: Limits) => {
  const packed = archive.get(file)
  if (!packed) throw new Unreadable('roster.manifest_missing', { file })
  const properties = new Map<string, { value: string; line: number }>()
  let header = false
  const property = ({ line, cells }: Row) => {
    const [name = '', value = ''] = cells.map((cell) => cell.trim())
    if (cells.length !== 2) throw new Unreadable('roster.row_ragged', { file, line })
    if (lettersProblem(name + value)) throw new Unreadable('roster.character_forbidden', { file, line })
    if (!known.has(name)) return problems.add('roster.property_unknown', { file, line, column: 'propertyName' })
    if (properties.has(name)) problems.add('roster.property_twice', { file, line, column: 'propertyName', value: name })
    properties.set(name, { value, line })
  }
  await eachRow(packed, problems, limits, (row) => {
    if (header) return property(row)
    header = true
    for (const [i, name] of ['propertyName', 'value'].entries())
      if (row.cells[i]?.trim() !== name) throw new Unreadable('roster.column_missing', { file, line: row.line, column: name })
  })
  if (!header) throw new Unreadable('roster.header_missing', { file, line: 1 })
  return properties
}

type Properties = Awaited<ReturnType<typeof readProperties>>

const versionOf = (properties: Properties, problems: Problems): Version => {
  const layout = properties.get('manifest.version')
  if (!layout) problems.add('roster.property_missing', { file, value: 'manifest.version' })
  else if (layout.value !== '1.0')
    problems.add('roster.value_not_listed', { file, line: layout.line, column: 'value', value: '1.0' })
  const stated = properties.get('oneroster.version')
  if (!stated) throw new Unreadable('roster.property_missing', { file, value: 'oneroster.version' })
  const version = versions.find((one) => one === stated.value)
  const place = { file, line: stated.line, column: 'value', value: versions.join(', ') }
  if (!version) throw new Unreadable('roster.value_not_listed', place)
  return version
}

const modeOf = (name: string, archive: Archive, properties: Properties, problems: Problems): Mode | undefined => {
  const stated = properties.get(`file.${name}`)
  const mode = modes.find((one) => one === (stated?.value ?? 'absent'))
  const packed = archive.has(`${name}.csv`)
  if (!mode) problems.add('roster.value_not_listed', { file, line: stated?.line ?? 1, column: 'value', value: modes.join(', ') })
  else if (packed && mode === 'absent') problems.add('roster.file_undeclared', { file: `${name}.csv` })
  else if (!packed && mode !== 'absent') problems.add('roster.file_missing', { file: `${name}.csv` })
  else if (packed && !read.has(name)) problems.add('roster.file_not_read', { file: `${name}.csv` })
  return packed && mode !== 'absent' ? mode : undefined
}

/** Reads the manifest and compares it with what the package really holds. */
export const readManifest = async (archive: Archive, problems: Problems, limits: Limits): Promise<Manifest> => {
  const properties = await readProperties(archive, problems, limits)
  const version = versionOf(properties, problems)
  const stated: Partial<Record<RosterFile, Mode>> = {}
  for (const name of otherFiles) modeOf(name, archive, properties, problems)
  for (const name of rosterFiles) {
    const mode = modeOf(name, archive, properties, problems)
    if (mode) stated[name] = mode
  }
  if (Object.keys(stated).length === 0) problems.add('roster.nothing_to_read', { file })
  return { version, modes: stated }
}
