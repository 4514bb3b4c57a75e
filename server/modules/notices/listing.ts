import { listNotices, listNoticeVoices, listWrittenNotices, mostNotices, noticeDays } from '#contract/notices.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, staffNamed } from '#modules/people/index.ts'
import { readersOf } from '#modules/posts/index.ts'
import * as queries from './notices.queries.ts'
import * as receipts from './receipts.queries.ts'
import { asText, type Hands, headOf, openTexts, shownPlaces, textFor } from './showing.ts'
import { textsOf } from './texts.queries.ts'

/** So many are counted at once: the newest, which are those somebody still waits for. */
const mostCounted = 20

const languageOf = async (tx: Tx, wanted: string | undefined) => wanted ?? (await receipts.myLanguage(tx))

export const list = action(listNotices, async ({ tx, actor, vault, query, now }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const since = new Date(now.getTime() - noticeDays * 86_400_000)
  const [rows, language] = await Promise.all([receipts.myNotices(tx, since, mostNotices), languageOf(tx, query.language)])
  if (rows.length === 0) return { notices: [] }
  const texts = await textsOf(
    tx,
    hands.schoolId,
    rows.map(({ id }) => id),
  )
  const picked = rows.map(({ id }) =>
    textFor(
      texts.filter(({ noticeId }) => noticeId === id),
      language,
    ),
  )
  const [opened, names] = await Promise.all([
    openTexts(
      hands,
      picked.flatMap(({ text }) => text ?? []),
    ),
    staffNamed(
      hands,
      rows.flatMap(({ authorId, withdrawnBy }) => [authorId, withdrawnBy]),
    ),
  ])
  const saidOf = new Map(opened.map((text) => [text.noticeId, text]))
  return {
    notices: rows.map((row, nth) => {
      const said = row.withdrawnAt ? undefined : saidOf.get(row.id)
      return {
        ...headOf(row, names),
        ...{ language: said?.language ?? row.language, isOwnLanguage: picked[nth]?.isOwn ?? false },
        ...{ title: said?.title ?? '', text: said?.text ?? '', children: row.children },
        mine: {
          isReader: true,
          isAsked: row.state === 'published' && row.stands.some((one) => row.asks.includes(one)),
          ...{ seenAt: asText(row.seenAt), confirmedAt: asText(row.confirmedAt) },
        },
      }
    }),
  }
})

export const voices = action(listNoticeVoices, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const [rows, school] = await Promise.all([queries.voices(tx, schoolId), schoolOf(tx)])
  const [places, counted, urgent] = await Promise.all([
    shownPlaces({ tx, vault, schoolId }, rows),
    readersOf(
      { tx, vault, now },
      rows.map(({ id }) => id),
    ),
    queries.urgency(tx, now),
  ])
  const { compare } = collatorOf(school.locale)
  const audiences = places.map((place) => ({ ...place, readers: counted.get(place.id) ?? { staff: 0, pupils: 0, guardians: 0 } }))
  return {
    audiences: audiences.sort((a, b) => compare(a.label ?? '', b.label ?? '')),
    urgent: { may: urgent.may, thisYear: urgent.count },
  }
})

/** What each says in the reader's language, opened. */
const saidIn = async (hands: Hands, ids: readonly string[]) => {
  const [texts, language] = await Promise.all([textsOf(hands.tx, hands.schoolId, ids), receipts.myLanguage(hands.tx)])
  const picked = ids.flatMap(
    (id) =>
      textFor(
        texts.filter(({ noticeId }) => noticeId === id),
        language,
      ).text ?? [],
  )
  return new Map((await openTexts(hands, picked)).map((text) => [text.noticeId, text]))
}

export const written = action(listWrittenNotices, async ({ tx, actor, vault }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const rows = await queries.written(tx, hands.schoolId, actor.personId ?? refuse('not_signed_in'))
  const ids = rows.map(({ id }) => id)
  const followed = rows.filter(({ isFollowed, state }) => isFollowed && state === 'published').slice(0, mostCounted)
  const counting = receipts.countsOf(
    tx,
    followed.map(({ id }) => id),
  )
  const [said, counts, names] = await Promise.all([
    saidIn(hands, ids),
    counting,
    staffNamed(
      hands,
      rows.map(({ authorId }) => authorId),
    ),
  ])
  return {
    notices: rows.map(({ id, kind, state, version, language, authorId, publishAt, publishedAt, listedAt, asks }) => ({
      ...{ id, kind, state, version, asks, author: names.someone(authorId), counts: counts.get(id) ?? null },
      ...{ title: said.get(id)?.title ?? '', language: said.get(id)?.language ?? language },
      ...{ publishAt: asText(publishAt), publishedAt: asText(publishedAt), listedAt: asText(listedAt) },
    })),
  }
})
