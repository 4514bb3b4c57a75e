import * as z from 'zod/mini'
import { DEFER_DAYS } from '#contract/leaving.ts'
import { dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Installation } from '#kernel/installation.ts'
import { job, type Unit, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { carryOut, certificateCode, groundOf, isDelayed } from '#modules/privacy/index.ts'
import * as queries from './steps.queries.ts'

type Nights = Working<Record<string, never>>
type Due = Awaited<ReturnType<typeof queries.dueSteps>>[number]

const changeState = async (
  { tx, now, emit }: Unit,
  schoolId: string,
  personId: string,
  state: 'leaving' | 'guidance' | 'archived',
) => {
  await queries.insertState(tx, { schoolId, personId, state, fromAt: now })
  emit('person.state_changed', { state, why: 'retention' }, { subject: personId })
}

/** Whoever has gone stands in no class; guardians of nobody else have sixty days to take what is theirs. */
const settle = async (unit: Unit, schoolId: string, today: string) => {
  const { tx, emit } = unit
  for (const { personId, places } of await queries.endPlaces(tx, schoolId, today))
    emit('leaving.places_ended', { places }, { subject: personId })
  for (const personId of await queries.guardiansLeft(tx)) await changeState(unit, schoolId, personId, 'leaving')
}

/** What was announced the day before, for those who are still that far: who was let in again meanwhile is left alone. */
const takeSteps = async (unit: Unit, schoolId: string, today: string): Promise<Due[]> => {
  const { tx, now } = unit
  const { profile, timeZone } = await schoolOf(tx)
  const due = await queries.dueSteps(tx, today)
  const next = new Map(
    (await queries.reckonedBy(tx, await queries.clocksOf(tx, profile), timeZone, today)).map((one) => [one.personId, one.step]),
  )
  const [still, gone] = [
    due.filter((one) => next.get(one.personId) === one.step),
    due.filter((one) => next.get(one.personId) !== one.step),
  ]
  const quiet = still.filter(({ step }) => step !== 'erased')
  for (const { personId, step } of quiet) if (step !== 'erased') await changeState(unit, schoolId, personId, step)
  await queries.markDone(
    tx,
    [...gone, ...quiet].map(({ id }) => id),
    now,
  )
  return still.filter(({ step }) => step === 'erased')
}

/** Of whom nothing may go stays until that is looked at again. */
const putOff = async ({ tx, now, emit }: Unit, { id, personId, step }: Due, until: string) => {
  await queries.deferTo(tx, { id, until, why: 'question_open', at: now, by: null })
  emit('leaving.step_deferred', { stepId: id, step, why: 'question_open' }, { subject: personId })
}

/** What takes conversations that guardians in dispute share waits for the head, as a deletion that somebody asks for does; why is told to nobody else. */
const waitForHead = async (hands: Unit, due: Due, today: string) => {
  await putOff(hands, due, dayAfter(today, `P${DEFER_DAYS}D`))
  hands.emit('leaving.head_asked', { stepId: due.id })
}

/** Erases one after the other, each in a unit of its own: one that fails keeps nobody else from being erased. */
const eraseAll = async ({ installation, schoolId, unit }: Nights, due: readonly Due[], today: string) => {
  if (due.length === 0) return
  const ground = await groundOf(installation)
  for (const one of due) {
    try {
      await unit(async (hands) => {
        const until = await isDelayed(hands.tx, ground, schoolId, one.personId)
        if (until !== undefined) return putOff(hands, one, until)
        if (await queries.waitsForHead(hands.tx, one.id)) return waitForHead(hands, one, today)
        await carryOut(hands, ground, { personId: one.personId, locale: undefined, codeDigest: certificateCode().digest })
      })
    } catch (error) {
      installation.log.error({ err: error }, 'somebody who has left could not be erased')
    }
  }
  await writtenDown(installation, schoolId)
}

const writtenDown = async ({ custody, log }: Installation, schoolId: string) => {
  await custody.journal.keep().catch((error) => log.error({ err: error, schoolId }, 'the journal waits'))
  await custody.everyoneHeard().catch((error) => log.error({ err: error, schoolId }, 'nobody knows whether all processes heard'))
}

/** The dry run: what would come tomorrow is written down today, for the office to see. */
const announceNext = async ({ tx, emit }: Unit, schoolId: string, today: string) => {
  const { profile, timeZone } = await schoolOf(tx)
  const tomorrow = dayAfter(today, 'P1D')
  const reckoned = await queries.reckonedBy(tx, await queries.clocksOf(tx, profile), timeZone, tomorrow)
  const made = await queries.announce(tx, schoolId, reckoned, today, tomorrow)
  const of = (step: Due['step']) => made.filter((one) => one.step === step).length
  if (made.length) emit('leaving.announced', { guidance: of('guidance'), archived: of('archived'), erased: of('erased') })
}

const remind = async ({ tx, emit }: Unit, schoolId: string, today: string) => {
  for (const [days, step] of [
    [7, 'told_7'],
    [30, 'told_30'],
  ] as const) {
    const rows = await queries.toRemind(tx, today, days, step)
    if (rows.length === 0) continue
    await queries.noteReminders(tx, schoolId, rows, step, today)
    if (step === 'told_7') await queries.noteReminders(tx, schoolId, rows, 'told_30', today) // one letter a day is enough
    for (const { personId } of rows) emit('leaving.reminded', { days }, { subject: personId })
  }
}

/** Every night: whoever has left goes a step further, if it was announced the day before; and what comes tomorrow is announced. */
export const leavingNight = job(
  'leaving.night',
  'legal',
  z.object({}),
  async (working) => {
    const { schoolId, unit } = working
    const today = await unit(async ({ tx, now }) => schoolDay(now, (await schoolOf(tx)).timeZone))
    const erasing = await unit(async (hands) => {
      await settle(hands, schoolId, today)
      return takeSteps(hands, schoolId, today)
    })
    await eraseAll(working, erasing, today)
    await unit(async (hands) => {
      await announceNext(hands, schoolId, today)
      await remind(hands, schoolId, today)
    })
  },
  { isDaily: true },
)
