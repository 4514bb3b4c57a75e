import {
  type ImageAudience,
  imageAudiences,
  imageWording,
  readImageRights,
  recordImageRight,
  sayImageRight,
} from '#contract/image-rights.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { openNames, staffNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './consents.queries.ts'

/** What is quoted of a receipt: the random end of its id, without signs that are taken for each other. */
export const numberOf = (id: string): string => {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const end = BigInt(`0x${id.replaceAll('-', '').slice(-10)}`)
  const text = Array.from({ length: 8 }, (_, nth) => signs[Number((end >> BigInt(35 - nth * 5)) & 31n)]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

const isAllowedIn = (rows: Awaited<ReturnType<typeof queries.allowed>>, pupilId: string, audience: ImageAudience) =>
  rows.some((row) => row.pupilId === pupilId && row.audience === audience && row.allowed)

const namesOf = async (tx: Tx, vault: Vault, schoolId: string, ids: readonly string[]) => {
  const rows = await queries.people(tx, schoolId, ids)
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
}

/** Who wrote down what came on paper: no secret to whoever answered. */
const recordersOf = async (tx: Tx, vault: Vault, schoolId: string, answers: readonly queries.Answer[]) => {
  const ids = [...new Set(answers.flatMap(({ recordedBy }) => recordedBy ?? []))]
  const rows = ids.length > 0 ? await staffNames(tx, ids) : []
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
}

const asReceipt = (
  names: ReadonlyMap<string, string>,
  staff: ReadonlyMap<string, string>,
  { id, pupilId, audience, says, wording, language, ...row }: queries.Answer,
) => ({
  ...{ id, number: numberOf(id), audience, says, wording, language },
  pupil: { id: pupilId, display: names.get(pupilId) ?? '' },
  year: { from: row.fromOn, to: row.toOn },
  saidAt: row.saidAt.toISOString(),
  replacedAt: row.replacedAt?.toISOString() ?? null,
  paper: row.onPaper ? { by: (row.recordedBy && staff.get(row.recordedBy)) ?? null } : null,
})

export const mine = action(readImageRights, async ({ tx, actor, vault, now }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const year = await schoolYearOn(tx, schoolId, now)
  const [people, answers] = await Promise.all([queries.answeredFor(tx), queries.answersBy(tx, schoolId, by)])
  const [may, names, others, staff] = await Promise.all([
    queries.allowed(
      tx,
      year.id,
      people.map(({ id }) => id),
    ),
    openNames(tx, vault, schoolId, people),
    namesOf(tx, vault, schoolId, [...new Set(answers.map(({ pupilId }) => pupilId))]),
    recordersOf(tx, vault, schoolId, answers),
  ])
  const stands = answers.filter(({ schoolYearId, replacedAt }) => schoolYearId === year.id && replacedAt === null)
  const rightOf = (pupilId: string, audience: ImageAudience) => {
    const said = stands.find((one) => one.pupilId === pupilId && one.audience === audience)
    const answer = { said: said?.says ?? ('open' as const), saidAt: said?.saidAt.toISOString() ?? null }
    return { audience, ...answer, receiptId: said?.id ?? null, isAllowed: isAllowedIn(may, pupilId, audience) }
  }
  return {
    year: { from: year.fromOn, to: year.toOn },
    wording: imageWording,
    people: people.map(({ id, isSelf, mayAgree, isJoint }, nth) => ({
      ...{ id, display: names[nth]?.display ?? '', isSelf, mayAgree, isJoint },
      rights: imageAudiences.map((audience) => rightOf(id, audience)),
    })),
    receipts: answers.map((answer) => asReceipt(others, staff, answer)),
  }
})

export const say = action(sayImageRight, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, byId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const { audience, says, wording, language } = body
  if (wording !== imageWording) refuse('image_right.wording_changed') // nobody agrees to what has not been shown
  if (says === 'yes' && params.id !== byId && (await queries.answersAlone(tx, params.id))) refuse('image_right.pupil_decides')
  const year = await schoolYearOn(tx, schoolId, now)
  await queries.holdImages(tx, params.id)
  await queries.say(tx, {
    ...{ schoolId, id, pupilId: params.id, schoolYearId: year.id, audience, byId, says },
    ...{ wording, language, saidAt: now },
  })
  emit('image_right.said', { receiptId: id, audience, says, wording }, { subject: params.id })
  const may = await queries.allowed(tx, year.id, [params.id])
  return { receiptId: id, number: numberOf(id), isAllowed: isAllowedIn(may, params.id, audience) }
})

export const record = action(recordImageRight, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, recordedBy, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const { byId, audience, says, wording, language } = body
  if (wording !== imageWording) refuse('image_right.wording_changed')
  if (!(await queries.signatories(tx, [params.id])).some((one) => one.id === byId)) refuse('image_right.not_theirs')
  if (says === 'yes' && params.id !== byId && (await queries.answersAlone(tx, params.id))) refuse('image_right.pupil_decides')
  const year = await schoolYearOn(tx, schoolId, now)
  const said = { schoolId, id, pupilId: params.id, schoolYearId: year.id, audience, byId, says, wording, language, saidAt: now }
  await queries.holdImages(tx, params.id)
  if (says === 'yes' && (await queries.hasAnswered(tx, said))) refuse('image_right.has_answered')
  await queries.record(tx, { ...said, recordedBy })
  emit('image_right.said', { receiptId: id, audience, says, wording }, { subject: params.id })
  emit('image_right.recorded', { receiptId: id }, { subject: byId })
  return { receiptId: id, number: numberOf(id) }
})
