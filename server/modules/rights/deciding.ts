import { tellingReasonOf } from '#contract/corrections.ts'
import { isGroundFor, type RefusalGround } from '#contract/refusal-grounds.ts'
import { decideRight, extendRight, listRightCases } from '#contract/rights.ts'
import { clockOf, dayAfter } from '#contract/rights-clocks.ts'
import { action, type Context, preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolOf } from '#kernel/school.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import { thatNeedHead } from './disputes.queries.ts'
import { mustBeEstablished } from './establishing.ts'
import { upheldBy } from './following.queries.ts'
import { heldUntil } from './holds.queries.ts'
import { overturn } from './overturning.ts'
import * as queries from './requests.queries.ts'
import { restrict } from './restricting.ts'
import { requestTable } from './sealed.ts'
import { namesOf, numbersOf, saidIn, shownGone, shownRequest } from './showing.ts'

/** Whether the reader may answer a case that is open. */
const isOpenTo = ({ closedAt, answers }: queries.Case) => closedAt === null && answers

/** What the reader may do with a case now: of one on paper nothing that opens anything, before it is confirmed who asks. */
const whatCan = (row: queries.Case, { today, now, isWaiting }: { today: string; now: Date; isWaiting: boolean }) => {
  const { kind, identity, waitsFor, coolsUntil } = row
  const [isOpen, isErasure] = [isOpenTo(row), kind === 'erasure']
  const isKnown = isOpen && waitsFor === null
  const mayExtend = clockOf(row.profile, kind).extension !== null && row.extendedAt === null && today <= row.dueOn
  return {
    decide: isOpen,
    grant: isKnown && !isErasure && (!row.byHand || row.byLetter),
    extend: isOpen && mayExtend,
    erase: isKnown && isErasure && coolsUntil !== null && coolsUntil <= now && !isWaiting,
    prepare: isKnown && row.byHand && !row.isGone,
    take: row.answers && row.byLetter && !row.isGone && row.linkUntil !== null && row.linkUntil > now,
    establish: isOpen && waitsFor !== null && (identity === 'not_established' || identity === 'leaver_key'),
    confirm: row.maySecond,
  }
}

export const list = action(listRightCases, async ({ tx, actor, vault, now, emit }) => {
  const schoolId = actor.schoolId!
  const [rows, past, { timeZone }] = await Promise.all([
    queries.cases(tx, schoolId),
    queries.goneCases(tx, schoolId),
    schoolOf(tx),
  ])
  const people = rows.flatMap(({ personId, askedBy, knownBy }) => [personId, askedBy, ...(knownBy ? [knownBy] : [])])
  const [said, named] = [await saidIn(tx, vault, schoolId, rows), await namesOf(tx, vault, schoolId, people)]
  const today = schoolDay(now, timeZone)
  const ids = rows.map(({ id }) => id)
  const [held, waiting] = await Promise.all([heldUntil(tx, ids), thatNeedHead(tx, ids)])
  const numbered = numbersOf(rows)
  emit('rights.cases_read', {})
  const cases = rows.map((row, nth) => {
    const isWaiting = waiting.has(row.id)
    return {
      ...shownRequest(row, said[nth], named, today),
      waitsFor: row.waitsFor,
      held: held.get(row.id) ?? null,
      follows: numbered(row.follows),
      ...{ asker: named(row.askedBy), twins: row.twins, profile: row.profile },
      needsHead: isWaiting && row.kind === 'erasure' && isOpenTo(row),
      can: whatCan(row, { today, now, isWaiting }),
    }
  })
  return { today, cases, gone: past.map(shownGone) }
})

/** What was written, with the answer under it: sealed again under the request's own key. */
const answered = async (tx: Tx, vault: Vault, schoolId: string, row: queries.Request, answer: string) => {
  const [said] = await saidIn(tx, vault, schoolId, [row])
  const content = { ...said, answer }
  const [sealed] = await vault.seal(tx, schoolId, requestTable.table, [{ id: row.id, owners: snapshot(row.id), content }])
  return sealed!
}

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'vault' | 'now' | 'emit'>
type Ended = { outcome: 'granted' | 'refused' | 'duplicate'; ground: RefusalGround | undefined; answer: string }

/** Closes a request that is held, with what the school says to whoever asked. */
export const closeWith = async (
  { tx, actor, vault, now, emit }: Hands,
  row: queries.Request,
  { outcome, ground, answer }: Ended,
) => {
  const [schoolId, by, { id, kind, askedBy }] = [actor.schoolId!, actor.personId ?? nobody, row]
  const sealed = await answered(tx, vault, schoolId, row, answer)
  await queries.decide(tx, { schoolId, id, at: now, by, outcome, ground: ground ?? null, sealed })
  emit('rights.decided', { requestId: id, kind, outcome }, { subject: askedBy })
}

/** A deletion is granted by carrying it out, and a copy by giving it to whoever can fetch it; everything else in a letter. */
const isGrantedInWords = async (tx: Tx, { kind, byHand, askedBy }: queries.Request) =>
  kind !== 'erasure' && (!byHand || (await queries.isAnsweredByLetter(tx, askedBy)))

const onMap = async ({ installation }: { installation: Pick<Installation, 'dataMap'> }) => installation.dataMap

export const decide = preparedAction(
  decideRight,
  onMap,
  async ({ tx, actor, vault, params: { id }, body, now, ready, emit, later }) => {
    const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
    const { outcome, ground, answer } = body
    if ((outcome === 'refused') !== (ground !== undefined)) refuse('rights.needs_ground')
    const row = (await queries.holdRequest(tx, schoolId, id)) ?? refuse('rights.already_closed')
    if (ground && !isGroundFor(row.profile, row.kind, ground)) refuse('rights.needs_ground')
    if (outcome === 'granted') await mustBeEstablished(tx, id)
    if (outcome === 'granted' && !(await isGrantedInWords(tx, row))) refuse('rights.carry_out')
    const followed = row.follows ? await queries.requestWith(tx, schoolId, row.follows) : undefined
    const decider = await upheldBy(tx, schoolId, id)
    if (followed?.closedBy === by || (decider && decider !== by)) refuse('rights.own_decision')
    await closeWith({ tx, actor, vault, now, emit }, row, { outcome, ground, answer })
    if (row.kind === 'restriction' && outcome === 'granted')
      await restrict(tx, ready, emit, { schoolId, personId: row.personId, requestId: id, parts: body.parts, by, now })
    if (followed && outcome === 'granted') await overturn({ tx, actor, now, emit, later }, row.kind, followed)
    if (tellingReasonOf(row.kind) && outcome === 'granted') await later('rights.find_recipients', { request: id })
    return { id }
  },
)

export const extend = action(extendRight, async ({ tx, actor, vault, params: { id }, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const row = (await queries.holdRequest(tx, schoolId, id)) ?? refuse('rights.already_closed')
  const { extension } = clockOf(row.profile, row.kind)
  const { timeZone } = await schoolOf(tx)
  if (!extension || row.extendedAt || schoolDay(now, timeZone) > row.dueOn) return refuse('rights.no_extension')
  const dueOn = dayAfter(row.dueOn, extension)
  await queries.extend(tx, { schoolId, id, at: now, dueOn, sealed: await answered(tx, vault, schoolId, row, body.answer) })
  emit('rights.extended', { requestId: id, kind: row.kind }, { subject: row.askedBy })
  return { id, dueOn }
})
