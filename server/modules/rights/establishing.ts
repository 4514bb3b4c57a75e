import { askForProof, confirmAsker, establishAsker, readCasesWaiting, recogniseRequest } from '#contract/establishing.ts'
import { dayAfter, dueAfterProof, proofRules } from '#contract/rights-clocks.ts'
import { action, type Context } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './establishing.queries.ts'
import { replaceKey } from './leaver-key.queries.ts'
import { holdRequest, type Request } from './requests.queries.ts'
import { requestTable } from './sealed.ts'
import { askSecond } from './seconding.ts'
import { saidIn } from './showing.ts'

/** The one gate: for a request that came on paper nothing is shown, handed out, changed or deleted before it is confirmed who asks. */
export const mustBeEstablished = async (tx: Tx, id: string): Promise<void> => {
  if (!(await queries.isEstablished(tx, id))) refuse('rights.not_established')
}

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'now' | 'emit'>
const open = async ({ tx, actor }: Hands, id: string) =>
  (await holdRequest(tx, actor.schoolId!, id)) ?? refuse('rights.already_closed')

/** The last day, once it is known who asks: another only where the law lets the clock wait. */
const goesOn = async ({ tx, actor, now }: Hands, { id, profile, dueOn, neededAt }: Request): Promise<string> => {
  if (!neededAt) return dueOn
  const { timeZone } = await schoolOf(tx)
  const later = dueAfterProof(proofRules[profile], dueOn, schoolDay(neededAt, timeZone), schoolDay(now, timeZone))
  if (later !== dueOn) await queries.moveDue(tx, actor.schoolId!, id, later)
  return later
}

export const recognise = action(recogniseRequest, async ({ params: { id }, body, ...hands }) => {
  const { tx, actor, now, emit } = hands
  const schoolId = actor.schoolId!
  if (body.verdict === 'not_mine') {
    const { kind, askedBy, came } = (await queries.disown(tx, schoolId, id, now)) ?? refuse('rights.already_closed')
    // Whoever asked with the key is not whom it was handed to.
    if (came === 'key') await replaceKey(tx, schoolId, askedBy, now)
    emit('rights.disowned', { requestId: id, kind }, { subject: askedBy, own: true })
    return { id }
  }
  const row = await open(hands, id)
  if (!(await queries.confirmCase(tx, id, now))) refuse('rights.already_closed')
  await goesOn(hands, row)
  emit('rights.confirmed', { requestId: id, how: 'own' }, { subject: row.askedBy, own: true })
  return { id }
})

export const establish = action(establishAsker, async ({ params: { id }, body: { identity }, ...hands }) => {
  const row = await open(hands, id)
  if (!(await queries.establish(hands.tx, id, identity))) refuse('rights.already_closed')
  hands.emit('rights.established', { requestId: id, identity }, { subject: row.askedBy })
  await askSecond(hands, id)
  return { id, dueOn: await goesOn(hands, row) }
})

/** What is asked for lies within this span from today. */
const LONGEST = 'P3M'

export const askMore = action(askForProof, async ({ params: { id }, body: { needed, until }, ...hands }) => {
  const { tx, actor, vault, now, emit } = hands
  const [schoolId, row] = [actor.schoolId!, await open(hands, id)]
  if (await queries.isEstablished(tx, id)) refuse('rights.already_closed')
  const today = schoolDay(now, (await schoolOf(tx)).timeZone)
  if (until <= today || until > dayAfter(today, LONGEST)) refuse('rights.proof_day')
  const [said] = await saidIn(tx, vault, schoolId, [row])
  const content = { ...said, needed }
  const [sealed] = await vault.seal(tx, schoolId, requestTable.table, [{ id, owners: snapshot(id), content }])
  await queries.askMore(tx, { schoolId, id, at: now, until, sealed: sealed! })
  emit('rights.proof_asked', { requestId: id }, { subject: row.askedBy })
  return { id, dueOn: row.dueOn }
})

/** Why whoever acts is not the second who confirms. */
const refuseSecond = async ({ tx }: Hands, id: string) => {
  const waits = await queries.waitsFor(tx, id)
  if (waits === null) return refuse('rights.already_closed')
  if (waits === 'asker') return refuse('rights.asker_confirms')
  return refuse(waits === 'proof' ? 'rights.not_established' : 'rights.own_confirmation')
}

export const confirm = action(confirmAsker, async ({ params: { id }, ...hands }) => {
  const { tx, now, emit } = hands
  const { askedBy } = await open(hands, id)
  const how = (await queries.confirmCase(tx, id, now)) ?? (await refuseSecond(hands, id))
  emit('rights.confirmed', { requestId: id, how }, { subject: askedBy })
  return { id }
})

export const waiting = action(readCasesWaiting, async ({ tx, actor }) => ({
  toConfirm: await queries.toConfirm(tx, actor.schoolId!),
}))
