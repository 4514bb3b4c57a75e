import * as z from 'zod/mini'
import { type Job, job, type Unit, type Working } from '#kernel/job.ts'
import { openClass } from '#modules/classes/index.ts'
import * as ground from './ground.queries.ts'
import { draftOf, type Hands, type Plan } from './ground.ts'
import * as moving from './moving.queries.ts'
import * as queries from './plans.queries.ts'
import { takeBack } from './taking-back.ts'

const lease = 120_000
/** As many rows as one short transaction takes; of classes fewer, since each is sealed. */
export const portion = 500
const fewer = 50

export type Work = Pick<Working<unknown>, 'schoolId' | 'unit'>
const until = (now: Date) => new Date(now.getTime() + lease)

const makeClasses = async ({ tx, vault, emit, now }: Unit, hands: Hands, plan: Plan, moves: readonly moving.Move[]) => {
  const { targets } = await draftOf(hands, plan)
  const labels = new Map(targets.map(({ id, label }) => [id, label.trim()]))
  const year = (await ground.years(tx, hands.schoolId)).find(({ id }) => id === plan.toYearId)
  if (!year) throw new Error('a plan makes classes of a year that is not there')
  for (const { targetId, wantedId } of moves)
    await openClass(
      { tx, vault, emit, now },
      { schoolId: hands.schoolId, id: targetId, label: labels.get(wantedId ?? '') ?? '', year },
    )
}

const doThese = async (unit: Unit, plan: Plan, moves: readonly moving.Move[]) => {
  const { tx, vault, now, emit } = unit
  const { schoolId, id: planId, confirmedBy: by } = plan
  const [first] = moves
  for (const { kind, personId, classId } of moves)
    if ((kind === 'begin' || kind === 'end') && personId && classId)
      emit('year.person_moved', { planId, classId, change: kind === 'begin' ? 'placed' : 'ended' }, { subject: personId })
    else if (kind === 'leave' && personId) emit('person.leaving', { source: 'hand' }, { subject: personId })
  if (first?.kind === 'year') {
    await moving.makeYear(tx, schoolId, planId, first, now)
    await moving.setYear(tx, schoolId, planId, first.targetId)
    emit('year.made', { yearId: first.targetId })
  } else if (first?.kind === 'class') await makeClasses(unit, { tx, vault, schoolId, now }, plan, moves)
  else if (first?.kind === 'begin') await moving.beginPlaces(tx, schoolId, moves, by)
  else if (first?.kind === 'end') await moving.endPlaces(tx, schoolId, moves)
  else if (first?.kind === 'leave') await moving.beginLeaving(tx, schoolId, moves, by)
  else if (first?.kind === 'role') await moving.endRoles(tx, schoolId, moves, by)
}

/** One short transaction: the next rows, their facts, and how far it has come. False when nothing is left. */
const goOn = ({ unit, schoolId }: Work, planId: string) =>
  unit(async (hands) => {
    const plan = await queries.planById(hands.tx, schoolId, planId)
    const found = await moving.nextMoves(hands.tx, schoolId, planId, portion)
    const moves = found[0]?.kind === 'class' ? found.slice(0, fewer) : found
    if (!plan || moves.length === 0) return false
    await doThese(hands, plan, moves)
    await moving.setDone(hands.tx, schoolId, moves)
    await queries.goOn(hands.tx, schoolId, planId, moves.length, until(hands.now))
    return true
  })

const finish = ({ unit, schoolId }: Work, { id, counts }: Plan) =>
  unit(async ({ tx, now, emit, later }) => {
    const { placed, leaving, withoutClass } = counted.parse(counts)
    await queries.finish(tx, schoolId, id, 'applied', {}, now)
    emit('year.turned', { planId: id, placed, leaving, withoutClass })
    await later('year.grade.move', {}, { key: `year.grade.move:${schoolId}` })
    await later('class.key.close_ended', {}, { key: `class.key.close_ended:${schoolId}` })
  })

const count = z.catch(z.int(), 0)
const counted = z.object({ placed: count, leaving: count, withoutClass: count })

/** Another process has it in hand. Should that one die, somebody takes it up when its lease is over. */
const lookAgain = ({ unit, schoolId }: Work, planId: string) =>
  unit(async ({ tx, later }) => {
    const plan = await queries.planById(tx, schoolId, planId)
    if (plan?.state !== 'applying' && plan?.state !== 'undoing') return
    await later('year.plan.carry_out', { planId }, { afterSeconds: lease / 1000 + 10, key: `year.plan.carry_out:${planId}` })
  })

/** Carries a plan out, or takes it back; begun again after whatever interrupted it, it goes on where it was. */
export const carryOut = async (work: Work, planId: string): Promise<void> => {
  const plan = await work.unit(({ tx, now }) => queries.claim(tx, work.schoolId, planId, now, until(now)))
  if (!plan) return lookAgain(work, planId)
  if (plan.state === 'undoing') return takeBack(work, plan, until)
  while (await goOn(work, planId));
  await finish(work, plan)
}

export const carryOutJob: Job = job('year.plan.carry_out', 'administration', z.object({ planId: z.uuid() }), async (working) =>
  carryOut(working, working.payload.planId),
)

/** Days after which nothing of how it was is needed any more: a plan can be taken back for seven. */
export const tidy = job(
  'year.plan.tidy',
  'administration',
  z.object({}),
  async ({ schoolId, unit }) =>
    unit(async ({ tx, now, emit }) => {
      const tidied = await queries.tidy(tx, schoolId, now)
      if (tidied > 0) emit('year.plan_tidied', { rows: tidied })
    }),
  { isDaily: true },
)
