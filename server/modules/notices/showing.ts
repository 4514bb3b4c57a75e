import type { ListedNotice, NoticePlaceShown } from '#contract/notices.ts'
import { noticePlaces } from '#contract/notices.ts'
import type { Tx } from '#kernel/db.ts'
import { classTable } from '#modules/classes/index.ts'
import { openNames, staffNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type * as queries from './notices.queries.ts'
import { noticeTextTable } from './sealed.ts'
import type { TextRow } from './texts.queries.ts'

export type Hands = { tx: Tx; vault: Vault; schoolId: string }

export const asText = (at: Date | null): string | null => at?.toISOString() ?? null

/** The names of those who announced, corrected or took back something. */
export const namesOf = async ({ tx, vault, schoolId }: Hands, ids: readonly (string | null)[]) => {
  const wanted = [...new Set(ids.flatMap((id) => (id ? [id] : [])))]
  const rows = wanted.length > 0 ? await staffNames(tx, wanted) : []
  const names = await openNames(tx, vault, schoolId, rows)
  const shown = new Map(rows.map(({ id }, nth) => [id, names[nth]?.display]))
  return {
    display: (id: string | null) => (id === null ? null : (shown.get(id) ?? null)),
    someone: (id: string | null) => {
      const display = id === null ? undefined : shown.get(id)
      return id !== null && display !== undefined ? { id, display } : null
    },
  }
}

/** What an old browser, an account and a notice call the same language: the first part of its tag. */
const languageIn = (tag: string) => tag.toLowerCase().split('-')[0]

/** The text that somebody is shown: in their language as they write it, else in their language, else the original. */
export const textFor = <T extends { language: string }>(
  texts: readonly T[],
  wanted: string,
): { text: T | undefined; isOwn: boolean } => {
  const exact = texts.find(({ language }) => language.toLowerCase() === wanted.toLowerCase())
  const same = exact ?? texts.find(({ language }) => languageIn(language) === languageIn(wanted))
  return { text: same ?? texts[0], isOwn: same !== undefined }
}

/** What these rows say, opened; a row that was erased says nothing. */
export const openTexts = async ({ tx, vault, schoolId }: Hands, rows: readonly TextRow[]) => {
  const contents = await vault.openSurviving(tx, schoolId, noticeTextTable, [...rows])
  return rows.map((row, nth) => ({ ...row, title: contents[nth]?.title ?? '', text: contents[nth]?.text ?? '' }))
}

const isPlace = (kind: string): kind is NoticePlaceShown['kind'] => noticePlaces.some((known) => known === kind)

/** The places of a notice as a page names them: the label of a class, and the kind of the others. */
export const shownPlaces = async (
  { tx, vault, schoolId }: Hands,
  rows: readonly { id: string; kind: string; targetId: string; sealed: Buffer | null }[],
): Promise<NoticePlaceShown[]> => {
  const labelled = rows.flatMap(({ targetId, sealed }) => (sealed ? [{ id: targetId, sealed }] : []))
  const labels = await vault.open(tx, schoolId, classTable, labelled)
  const labelOf = new Map(labelled.map(({ id }, nth) => [id, labels[nth]?.label ?? null]))
  return rows.flatMap(({ id, kind, targetId }) => (isPlace(kind) ? [{ id, kind, label: labelOf.get(targetId) ?? null }] : []))
}

type Headed = Pick<
  queries.NoticeRow,
  | 'id'
  | 'kind'
  | 'reason'
  | 'impact'
  | 'authorId'
  | 'publishedAt'
  | 'editedAt'
  | 'effectiveFrom'
  | 'effectiveUntil'
  | 'withdrawnAt'
  | 'withdrawnBy'
>
type Names = Awaited<ReturnType<typeof namesOf>>

/** What stands above a notice, wherever it is shown. */
export const headOf = (
  row: Headed,
  { someone, display }: Names,
): Omit<ListedNotice, 'language' | 'isOwnLanguage' | 'title' | 'text' | 'children' | 'mine'> => ({
  ...{ id: row.id, kind: row.kind, reason: row.reason, impact: row.impact },
  author: someone(row.authorId),
  publishedAt: asText(row.publishedAt),
  editedAt: asText(row.editedAt),
  effectiveFrom: asText(row.effectiveFrom),
  effectiveUntil: asText(row.effectiveUntil),
  withdrawn: row.withdrawnAt ? { at: row.withdrawnAt.toISOString(), by: display(row.withdrawnBy) } : null,
})
