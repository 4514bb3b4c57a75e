import { correctNotice, withdrawNotice } from '#contract/notices-writing.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { yearBegins } from '#kernel/school.ts'
import { putFiles, withFiles } from './filing.ts'
import * as queries from './notices.queries.ts'
import { classLife } from './sealed.ts'
import { type Hands, openTexts } from './showing.ts'
import { insertTexts, replaceTexts, textsOf } from './texts.queries.ts'
import { datesOf, sealTexts, speakTo } from './writing.ts'

type Typed = { language: string; title: string; text: string; place: number; files?: string[] | undefined }

/** What changed becomes a row of its own under the name of whoever changed it; what did not stays as it was, with its own author. */
const replace = async (
  hands: Hands,
  row: queries.NoticeRow,
  typed: readonly Typed[],
  { by, now, hasOtherFiles }: { by: string; now: Date; hasOtherFiles: boolean },
) => {
  const { tx, vault, schoolId } = hands
  const before = await openTexts(hands, await textsOf(tx, schoolId, [row.id]))
  const isKept = (one: Typed) =>
    before.find(
      (was) =>
        !(hasOtherFiles && one.place === 1) &&
        was.language === one.language &&
        was.place === one.place &&
        was.title === one.title &&
        was.text === one.text,
    )
  const kept = new Set(typed.flatMap((one) => isKept(one)?.id ?? []))
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  if (gone.length > 0) await replaceTexts(tx, schoolId, gone, by, now)
  const fresh = typed.filter((one) => !isKept(one))
  if (fresh.length === 0) return
  const owners = await vault.epoch(tx, schoolId, classLife, await yearBegins(tx, schoolId, row.schoolYearId))
  await insertTexts(tx, await sealTexts({ ...hands, noticeId: row.id, owners, authorId: by, now }, fresh))
}

export const correct = action(correctNotice, async ({ tx, actor, vault, params, body, version, now, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const by = actor.personId ?? nobody
  const row = (await queries.noticeById(tx, hands.schoolId, params.id)) ?? refuse('not_found')
  if (row.state === 'withdrawn') refuse('notice.withdrawn')
  if (version === undefined) refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (version !== row.version) refuse('version_conflict', { version: row.version })
  if (row.authorId === null) refuse('notice.not_your_audience') // an operator's: said to every school in the same words
  if (row.state === 'published') {
    const audiences = (await queries.placesOf(tx, hands.schoolId, row.id)).map(({ id }) => id)
    await speakTo(tx, actor, audiences, false)
  }
  const [first] = body.texts
  const to = {
    ...{ language: first?.language ?? row.language, asks: [...new Set(body.asks)] },
    ...{ ...datesOf(body), editedAt: row.state === 'published' ? now : null },
  }
  const changed = (await queries.correct(tx, hands.schoolId, row.id, row.version, to)) ?? refuse('version_conflict')
  const { names, areOthers } = await putFiles({ tx, vault, actor, now }, row.id, body.files)
  await replace(hands, row, withFiles(body.texts, names), { by, now, hasOtherFiles: areOthers })
  emit('notice.corrected', { noticeId: row.id, version: changed.version })
  return { id: row.id, version: changed.version }
})

export const withdraw = action(withdrawNotice, async ({ tx, actor, params, now, emit }) => {
  const schoolId = actor.schoolId!
  if (!(await queries.withdraw(tx, schoolId, params.id, actor.personId ?? nobody, now))) refuse('notice.withdrawn')
  emit('notice.withdrawn', { noticeId: params.id })
  return { id: params.id }
})
