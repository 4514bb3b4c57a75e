import { readNotice, readNoticeReaders, readNoticeVersions } from '#contract/notices.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { staffNamed } from '#modules/people/index.ts'
import { readersByName, readersOf } from '#modules/posts/index.ts'
import type { Vault } from '#vault/vault.ts'
import { shownFiles } from './filing.ts'
import * as queries from './notices.queries.ts'
import { myPaper } from './papers.queries.ts'
import * as receipts from './receipts.queries.ts'
import { noticeTextTable } from './sealed.ts'
import { asText, headOf, openTexts, shownPlaces } from './showing.ts'
import { replacedTexts, textsOf } from './texts.queries.ts'

/** What the reader may do with a notice; the permission rows and the walls say the same, and decide. */
const rightsTo = (
  actor: Actor,
  row: queries.NoticeRow,
  { isOffice, follows, isPast }: Awaited<ReturnType<typeof receipts.standing>>,
  seen: number,
) => {
  const isThere = row.state !== 'withdrawn'
  const isOwn = row.authorId !== null && row.authorId === actor.personId
  const isDraft = isOwn && row.publishedAt === null
  const isWhole = seen === row.places
  return {
    correct: isThere && row.authorId !== null && (isDraft || (follows && isWhole)),
    withdraw: isThere && (isDraft || (follows && (isOffice || isWhole))),
    publish: isThere && isDraft,
    follow: row.publishedAt !== null && isThere && follows && !isPast,
  }
}

/** How many can see it: told where one place says it all; the union of several is told where one asks. */
const readersIn = async (hands: { tx: Tx; vault: Vault; now: Date }, [only, ...others]: readonly string[], places: number) =>
  only === undefined || others.length > 0 || places > 1 ? null : ((await readersOf(hands, [only])).get(only) ?? null)

type Receipt = Awaited<ReturnType<typeof receipts.myReceipt>>
/** What the notice is to the reader, and what they have said of it. */
const mineOf = (
  { state, asks }: queries.NoticeRow,
  stands: Awaited<ReturnType<typeof receipts.myStands>>,
  receipt: Receipt,
  paper: Date | null,
  isPast: boolean,
) => ({
  isReader: stands.length > 0,
  isAsked: state === 'published' && !isPast && stands.some((one) => asks.includes(one)),
  ...{ seenAt: asText(receipt?.seenAt ?? null), confirmedAt: asText(receipt?.confirmedAt ?? paper) },
})

export const read = action(readNotice, async ({ tx, actor, vault, params, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const [found, places, rows, receipt, stands, paper, standing] = await Promise.all([
    queries.noticeById(tx, hands.schoolId, params.id),
    queries.placesOf(tx, hands.schoolId, params.id),
    textsOf(tx, hands.schoolId, [params.id]),
    receipts.myReceipt(tx, params.id),
    receipts.myStands(tx, params.id),
    myPaper(tx, params.id),
    receipts.standing(tx, params.id),
  ])
  const row = found ?? refuse('not_found')
  const can = rightsTo(actor, row, standing, places.length)
  const [names, texts, shown, readers, files] = await Promise.all([
    staffNamed(hands, [row.authorId, row.withdrawnBy, ...rows.map(({ authorId }) => authorId)]),
    openTexts(hands, row.state === 'withdrawn' ? [] : rows),
    shownPlaces(hands, places),
    readersIn(
      { tx, vault, now },
      places.map(({ id }) => id),
      row.places,
    ),
    row.state === 'withdrawn' ? [] : shownFiles(tx, vault, hands.schoolId, row.id),
  ])
  return {
    ...headOf(row, names),
    ...{ state: row.state, version: row.version, language: row.language, asks: row.asks, places: shown, can, readers, files },
    publishAt: asText(row.publishAt),
    texts: texts.map(({ language, title, text, authorId }) => ({ language, title, text, author: names.someone(authorId) })),
    mine: mineOf(row, stands, receipt, paper, standing.isPast),
  }
})

export const versions = action(readNoticeVersions, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const notice = (await queries.noticeById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  const from = notice.publishedAt // nobody has seen what a draft said before
  const rows = from
    ? (await replacedTexts(tx, hands.schoolId, params.id)).filter(({ replacedAt }) => replacedAt && replacedAt >= from)
    : []
  const [contents, names] = await Promise.all([
    vault.openSurviving(tx, hands.schoolId, noticeTextTable, rows),
    staffNamed(
      hands,
      rows.map(({ authorId }) => authorId),
    ),
  ])
  return {
    versions: rows.map(({ language, authorId, replacedAt }, nth) => ({
      ...{ language, by: names.display(authorId), replacedAt: replacedAt?.toISOString() ?? '' },
      ...{ title: contents[nth]?.title ?? '', text: contents[nth]?.text ?? '', files: [...(contents[nth]?.files ?? [])] },
    })),
  }
})

export const readers = action(readNoticeReaders, async ({ tx, actor, vault, params }) => {
  const schoolId = actor.schoolId!
  const places = (await queries.placesOf(tx, schoolId, params.id)).map(({ id }) => id)
  return readersByName({ tx, vault, schoolId }, places)
})
