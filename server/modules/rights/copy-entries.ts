import type { CopyEntry } from '#contract/covering.ts'
import { fileTypes } from '#contract/files.ts'
import type { Words } from '#i18n/words.ts'
import { sealedIn } from '#kernel/personal-data.ts'
import {
  coveredText,
  coverWord,
  type ExportedFile,
  fileIn,
  placesBy,
  type StoredPlace,
  tableName,
  textsOf,
  wrote,
} from '#modules/privacy/index.ts'
import type { Entry } from './copies.ts'
import type { Found, finderOf } from './suggesting.ts'

const whatOf = (t: Words, { table }: Entry['one'], field: string): string => {
  const fields = sealedIn(table)?.column.fields ?? {}
  const about = fields[field.split('.')[0] ?? ''] ?? fields['*']
  return about?.kind === 'personal' ? t(`privacy.category.${about.category.replaceAll('.', '_')}` as never) : ''
}

const isIn = ({ from, to }: Found, covered: readonly Found[]) => covered.some((one) => one.from <= from && to <= one.to)

/** So many signs of a digest tell an entry from what it was before. */
const MARK = 11

type Shown = { t: Words; find: ReturnType<typeof finderOf>; places: readonly StoredPlace[]; opened: ReadonlySet<string> }
/** An entry, what stands for it as it is now, and which file is with it. */
export type ShownEntry = CopyEntry & { mark: string; fileId: string | undefined }

/** What a file is called in the copy, without the beginning that tells two of one name apart. */
export const nameIn = ({ path }: ExportedFile): string => path.split('/').at(-1)?.slice(13) ?? ''

const shownFile = (file: ExportedFile, opened: ReadonlySet<string>) => ({
  ...{ name: nameIn(file), size: file.size, kind: fileTypes[file.type].kind, isOpened: opened.has(file.id), thumbnail: null },
})

/** Entries as the desk looks them through: what they say, what may concern somebody else, and what is covered. */
export const shownEntries = (entries: readonly Entry[], { t, find, places, opened }: Shown): ShownEntry[] => {
  const placesOf = placesBy(places)
  const say = coverWord(t)
  return entries.map((entry) => {
    const { one, content, digest } = entry
    const { whole = null, spans, isChanged } = placesOf(one, content)
    const own = whole || isChanged ? [] : spans
    const texts = textsOf(one, content).map(({ field, text }) => {
      const covered = own.filter((place) => place.field === field).map(({ from, to, ground }) => ({ from, to, ground }))
      const suggested = find(text).filter((span) => !isIn(span, covered))
      return { field, what: whatOf(t, one, field), text, shown: coveredText(text, covered, say), suggested, covered }
    })
    const file = fileIn(one, content)
    const at = Object.values(one.row).find((value) => value instanceof Date)
    return {
      mark: digest.slice(0, MARK),
      ...{ table: one.table.table, id: one.id, name: tableName(t, one.table), at: at?.toISOString() ?? null },
      ...{
        isOthers: !wrote(one) && !one.roles.has('self'),
        texts,
        file: file ? shownFile(file, opened) : null,
        whole,
        isChanged,
      },
      fileId: file?.id,
    }
  })
}

export const mayTell = ({ texts, whole }: CopyEntry) => !whole && texts.some(({ suggested }) => suggested.length > 0)
export const isCovered = ({ texts, whole }: CopyEntry) => whole !== null || texts.some(({ covered }) => covered.length > 0)

/** How many entries there are of each kind, and in how many of them something is suggested or covered. */
export const kindsOf = (entries: readonly CopyEntry[]) =>
  [...Map.groupBy(entries, ({ table }) => table)].map(([table, some]) => ({
    ...{ table, name: some[0]?.name ?? '', entries: some.length },
    suggested: some.filter(mayTell).length,
    covered: some.filter(isCovered).length,
  }))

/** The files that go with a copy uncovered, and how many of these somebody has not opened. */
export const filesGoing = (entries: readonly Entry[], places: readonly StoredPlace[], opened: ReadonlySet<string>) => {
  const placesOf = placesBy(places)
  const going = entries.flatMap(({ one, content }) => (placesOf(one, content).whole ? [] : (fileIn(one, content) ?? [])))
  return { files: going.length, unopened: going.filter(({ id }) => !opened.has(id)).length }
}

/** An entry as it is told, with a small picture of what is a picture and goes uncovered. */
export const toldEntry =
  (small: (fileId: string) => string) =>
  ({ mark: _, fileId, ...entry }: ShownEntry): CopyEntry => {
    const { file, whole } = entry
    return file && fileId && !whole && file.kind === 'image' ? { ...entry, file: { ...file, thumbnail: small(fileId) } } : entry
  }
