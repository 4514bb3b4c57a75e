import type { ListedNotice, NoticePlaceShown } from '#contract/notices.ts'
import type { Tx } from '#kernel/db.ts'
import type { NamesByPerson } from '#modules/people/index.ts'
import { labelsOf } from '#modules/posts/index.ts'
import type { Vault } from '#vault/vault.ts'
import type * as queries from './notices.queries.ts'
import { noticeTextTable } from './sealed.ts'
import type { TextRow } from './texts.queries.ts'

export type Hands = { tx: Tx; vault: Vault; schoolId: string }

export const asText = (at: Date | null): string | null => at?.toISOString() ?? null

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

/** The places of a notice as a page names them: the label of a class or a group, and the kind of the others. */
export const shownPlaces = async (hands: Hands, rows: readonly queries.PlaceRow[]): Promise<NoticePlaceShown[]> => {
  const labels = await labelsOf(hands, rows)
  return rows.map(({ id, kind, targetId }) => ({ id, kind, label: labels.get(targetId) ?? null }))
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

/** What stands above a notice, wherever it is shown. */
export const headOf = (
  row: Headed,
  { someone, display }: NamesByPerson,
): Omit<ListedNotice, 'language' | 'isOwnLanguage' | 'title' | 'text' | 'children' | 'mine'> => ({
  ...{ id: row.id, kind: row.kind, reason: row.reason, impact: row.impact },
  author: someone(row.authorId),
  publishedAt: asText(row.publishedAt),
  editedAt: asText(row.editedAt),
  effectiveFrom: asText(row.effectiveFrom),
  effectiveUntil: asText(row.effectiveUntil),
  withdrawn: row.withdrawnAt ? { at: row.withdrawnAt.toISOString(), by: display(row.withdrawnBy) } : null,
})
