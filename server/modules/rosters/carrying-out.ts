import * as z from 'zod/mini'
import { schoolDay } from '#kernel/clock.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { type Job, job, type Working } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { person as personOwner } from '#vault/owners.ts'
import { unhurried } from '#vault/pace.ts'
import { type Applying, applyStage, becomeLast } from './applying.queries.ts'
import { compare, countsOf, readBefore } from './comparing.ts'
import * as queries from './importing.queries.ts'
import type { Plan } from './matching.ts'
import { type Meet, meetSchool } from './meeting.ts'
import { packageTable } from './sealed.ts'
import { keysAtOnce, portions, reserveUsernames, stagePortion, stageRest } from './staging.ts'
import { applyUndo, stageUndo, touchedBy } from './undoing.queries.ts'
import { factsOfUndo } from './undoing.ts'

const lease = 120_000
const mostTries = 3

type Work = Pick<Working<unknown>, 'schoolId' | 'installation' | 'unit'>
type Run = NonNullable<Awaited<ReturnType<typeof queries.claim>>>

/** Another import of the same source was applied in the meantime: everything begins again with what is true now. */
class Overtaken extends Error {}

const until = (now: Date) => new Date(now.getTime() + lease)

const changes = { add: 'made', change: 'updated', return: 'returned', leave: 'left' } as const

/** One fact for each person touched, one for each class whose list changed, and one for the import. Classes and people come before what they are in. */
const factsOf = async ({ entries, ends }: Plan, importId: string): Promise<Emitted[]> => {
  const people = new Map<string, 'made' | 'updated' | 'returned' | 'left'>()
  const classes = new Map<string, 'made' | 'updated'>()
  const pace = unhurried()
  for (const { kind, change, act, targetId, personId, note } of entries) {
    if (pace.isTime()) await pace.rest()
    if (kind === 'person' && change && targetId) people.set(targetId, note.found ? 'updated' : changes[change])
    else if (kind === 'class' && act && targetId) classes.set(targetId, act === 'make' ? 'made' : 'updated')
    else if (act) {
      if (personId && !people.has(personId)) people.set(personId, 'updated')
      if (note.classId && !classes.has(note.classId)) classes.set(note.classId, 'updated')
    }
  }
  for (const { personId, classId } of ends) {
    if (!people.has(personId)) people.set(personId, 'updated')
    if (classId && !classes.has(classId)) classes.set(classId, 'updated')
  }
  const emitted: Emitted[] = [
    { name: 'roster.import_applied', payload: { importId, people: people.size, classes: classes.size }, about: {} },
  ]
  for (const [subject, change] of people)
    emitted.push({ name: 'roster.person_changed', payload: { importId, change }, about: { subject } })
  for (const [classId, change] of classes)
    emitted.push({ name: 'roster.class_changed', payload: { importId, classId, change }, about: {} })
  return emitted
}

/** What is known, and the package once more: the preview may be hours old. */
const prepare = async ({ unit, schoolId }: Work, run: Run) => {
  const { before, seenRunId, bytes, reading } = await unit(async ({ tx, vault, now }) => {
    const source = await queries.sourceOf(tx, schoolId, run.sourceId)
    const packed = await queries.packageOf(tx, schoolId, run.id)
    const [content] = packed ? await vault.open(tx, schoolId, packageTable, [packed]) : []
    const before = await readBefore(tx, vault, schoolId, run.sourceId, now)
    return {
      before,
      seenRunId: source.appliedRunId,
      bytes: content ? Buffer.from(content.zip, 'base64') : undefined,
      reading: { fields: content?.fields ?? 'all', list: content?.list ?? {} },
    }
  })
  const meet: Meet = (users, pupils) => unit(({ tx, vault }) => meetSchool({ tx, vault, schoolId }, users, pupils, before))
  const comparison = bytes && (await compare(bytes, before, reading, meet))
  if (!comparison?.roster) return undefined
  const { plan } = comparison
  if (countsOf(plan).asksAgain && !run.asksAgain) return undefined
  const { locale, timeZone, today } = before
  return { plan, facts: await factsOf(plan, run.id), locale, timeZone, today, seenRunId }
}

type Prepared = NonNullable<Awaited<ReturnType<typeof prepare>>>

/** What an attempt left that did not come to its end: links nobody sees, and keys of people who never came to be. */
const takeBack = ({ unit, schoolId }: Work, run: Run) =>
  unit(async ({ tx, vault }) => {
    const ids = await queries.takeBack(tx, schoolId, run.id)
    if (ids.length > 0) await vault.destroy(tx, schoolId, ids.map(personOwner))
  })

/** Seals and stages in portions, each in a short transaction of its own. */
const makeReady = async (work: Work, run: Run, { plan, locale }: Prepared) => {
  const { unit, schoolId } = work
  const staging = { schoolId, sourceId: run.sourceId, runId: run.id, locale, plan }
  await takeBack(work, run)
  const all = plan.entries.length
  const waiting = await portions(plan)
  plan.entries = [] // a portion that is written is needed no more
  let done = 0
  const sealOn = async () => {
    for (let portion = waiting.pop(); portion; portion = waiting.pop()) {
      const entries = portion
      const usernames = await reserveUsernames(unit, schoolId, entries)
      await unit(async ({ tx, vault }) => stagePortion({ tx, vault }, staging, entries, usernames))
      done += entries.length
      const step = { step: 'sealing', stepDone: done, stepTotal: all } as const
      await unit(async ({ tx, now }) => queries.setStep(tx, schoolId, run.id, { ...step, claimedUntil: until(now) }))
    }
  }
  await Promise.all([sealOn(), sealOn()]) // one seals while the database takes in what the other sealed
  await unit(async ({ tx, vault }) => stageRest({ tx, vault }, staging))
}

/** The one short transaction. The facts are computed before its first write, so that it holds no number while they are. */
const applyAtOnce = async ({ unit, schoolId, installation }: Work, run: Run, prepared: Prepared) => {
  const { facts, today, timeZone, seenRunId } = prepared
  const subjects = facts.flatMap(({ about }) => (about.subject ? [personOwner(about.subject)] : []))
  for (let from = 0; from < subjects.length; from += keysAtOnce)
    await unit(async ({ tx, vault }) => vault.survivingKeys(tx, schoolId, subjects.slice(from, from + keysAtOnce)))
  await unit(async ({ tx, actor, now }) => {
    const applying: Applying = {
      schoolId,
      runId: run.id,
      sourceId: run.sourceId,
      seenRunId,
      by: run.confirmedBy ?? nobody,
      now,
      today,
      timeZone,
    }
    await installation.ledger.record(tx, actor, facts, now)
    if (!(await becomeLast(tx, applying))) throw new Overtaken()
    await applyStage(tx, applying)
  })
  await unit(async ({ tx, later }) => {
    await queries.clear(tx, schoolId, run.id)
    await later('family.same.find', {}, { key: `family.same.find:${schoolId}` }) // who may be one person is proposed now, not tomorrow
  })
}

/** Taking back is set against set: nothing needs to be read or sealed. */
const attemptUndo = async (work: Work, run: Run, undoes: string) => {
  const { unit, schoolId, installation } = work
  const { applying, facts } = await unit(async ({ tx, now }) => {
    const [source, { timeZone }] = [await queries.sourceOf(tx, schoolId, run.sourceId), await schoolOf(tx)]
    await queries.clear(tx, schoolId, run.id)
    await stageUndo(tx, schoolId, run.id, undoes)
    const facts = factsOfUndo(await touchedBy(tx, schoolId, undoes), run.id)
    return { applying: { seenRunId: source.appliedRunId, timeZone, today: schoolDay(now, timeZone) }, facts }
  })
  await unit(async ({ tx, actor, now }) => {
    const it = { ...applying, schoolId, runId: run.id, sourceId: run.sourceId, by: run.confirmedBy ?? nobody, now }
    await installation.ledger.record(tx, actor, facts, now)
    if (!(await becomeLast(tx, it))) throw new Overtaken()
    await applyUndo(tx, it, undoes)
  })
  await unit(async ({ tx }) => queries.clear(tx, schoolId, run.id))
}

const attemptImport = async (work: Work, run: Run) => {
  const prepared = await prepare(work, run)
  if (!prepared) return false
  await makeReady(work, run, prepared)
  await applyAtOnce(work, run, prepared)
  return true
}

const attempt = async (work: Work, run: Run): Promise<'applied' | 'failed' | 'overtaken'> => {
  try {
    if (run.undoesRunId) await attemptUndo(work, run, run.undoesRunId)
    else if (!(await attemptImport(work, run))) return 'failed'
    return 'applied'
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken'
    throw error
  }
}

/** Another process has it in hand. Should that one die, somebody takes it up when its lease is over. */
const lookAgain = ({ unit, schoolId }: Work, importId: string) =>
  unit(async ({ tx, later }) => {
    const run = await queries.runById(tx, schoolId, importId)
    if (run?.state !== 'applying') return
    await later(
      'roster.import.carry_out',
      { importId },
      { afterSeconds: lease / 1000 + 10, key: `roster.import.carry_out:${importId}` },
    )
  })

/** Applies an import that somebody has said yes to; may be begun again at any time, and is done once. */
export const carryOut = async (work: Work, importId: string): Promise<void> => {
  const run = await work.unit(({ tx, now }) => queries.claim(tx, work.schoolId, importId, now, until(now)))
  if (!run) return lookAgain(work, importId)
  for (let tries = 1; tries <= mostTries; tries++) {
    const outcome = await attempt(work, run)
    if (outcome === 'applied') return
    if (outcome === 'failed') break
  }
  await takeBack(work, run)
  await work.unit(({ tx }) => queries.setFailed(tx, work.schoolId, run.id))
}

export const carryOutJob: Job = job('roster.import.carry_out', 'enrolment', z.object({ importId: z.uuid() }), async (working) =>
  carryOut(working, working.payload.importId),
)

/** Applies at once, in this process: what the command line does, whether or not a worker runs. */
export const carryOutNow = (installation: Work['installation'], schoolId: string, importId: string) =>
  carryOutJob.perform(installation, { schoolId, requestId: uuidv7(), importId })
