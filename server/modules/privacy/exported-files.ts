import { type FileType, fileTypes } from '#contract/files.ts'
import { type About, showingTo, storedIn } from '#kernel/personal-data.ts'
import { type Showing, type SubjectRole, showings } from '#kernel/vocabulary.ts'
import { nameFor } from '#modules/files/index.ts'
import type { Held, Row } from './walking.ts'

/** A file that an export hands out: where it lies in the export, and what it is. */
export type ExportedFile = { table: string; id: string; path: string; type: FileType; size: number }

/** Of several roles in one row, the one that sees most counts. */
export const showing = (about: About, roles: ReadonlySet<SubjectRole>): Showing => {
  const all = [...roles].map((role) => showings.indexOf(showingTo(about, role)))
  return showings[Math.min(...all)] ?? 'none'
}

const MOST_NAME = 100 // signs: with its folders before it, a path that Windows can hold

/** A name that every file system takes: no folder in it, nothing that a shell or Windows reads otherwise. */
const safe = (name: string) => {
  const bare = name.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
  const short = [...bare].slice(-MOST_NAME).join('')
  return short.replace(/^[. ]+/, '').replace(/[. ]+$/, '') || 'file'
}
const isFileType = (type: unknown): type is FileType => typeof type === 'string' && Object.hasOwn(fileTypes, type)

/** The file of a row, if it has one that may be handed out to someone in these roles and that still opens. */
export const fileIn = ({ table, row, roles }: Held, content: Row | undefined): ExportedFile | undefined => {
  const stored = storedIn(table)
  if (!stored || !content || showing(stored.column, roles) !== 'full') return undefined
  const { key, size, type, name, when } = stored.column.bytes
  const [id, sort] = [`${row[key]}`, row[type]]
  if (row[when.column] !== when.is || !isFileType(sort)) return undefined
  const path = `files/${id.slice(-12)}-${safe(nameFor(`${content[name] ?? ''}`, sort))}` // the end of the id: two may have one name
  return { table: table.table, id, path, type: sort, size: Number(row[size]) }
}

/** Every file that an export of these rows hands out. */
export const filesIn = (held: readonly Held[], contents: ReadonlyMap<Held, Row>): ExportedFile[] =>
  held.flatMap((one) => fileIn(one, contents.get(one)) ?? [])
