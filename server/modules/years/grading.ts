import * as z from 'zod/mini'
import { changing } from '#kernel/changes.ts'
import { schoolDay } from '#kernel/clock.ts'
import { job, type Unit } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { personTable, sealedPeople } from '#modules/people/index.ts'
import { person } from '#vault/owners.ts'
import type { GradeMove } from './grades.ts'
import * as queries from './grading.queries.ts'
import type { Hands } from './ground.ts'
import { yearMoveTable } from './sealed.ts'

const portion = 500

/** The grades that these people are in, as the lists of the school say. */
export const gradesNow = async ({ tx, vault, schoolId }: Hands, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await sealedPeople(tx, schoolId, ids)
  const contents = await vault.open(tx, schoolId, personTable, rows)
  return new Map(rows.flatMap(({ id }, nth) => (contents[nth]?.grade ? [[id, contents[nth].grade] as const] : [])))
}

/** Writes down which grades are to move, sealed for each pupil. */
export const stageGrades = async ({ tx, vault, schoolId }: Hands, planId: string, first: number, moves: readonly GradeMove[]) => {
  if (moves.length === 0) return
  const ids = queries.newIds(moves.length)
  const sealed = await vault.seal(
    tx,
    schoolId,
    yearMoveTable.table,
    moves.map(({ personId, from, to }, nth) => ({ id: ids[nth]!, owners: person(personId), content: { from, to } })),
  )
  const rows = moves.map(({ personId }, nth) => ({ id: ids[nth]!, personId, sealed: sealed[nth]! }))
  await queries.stageGrades(tx, schoolId, planId, first, rows)
}

type Graded = { id: string; personId: string; isKept: boolean }

/** Puts each into the other grade who still is in the one that the plan knows; what somebody has written since stays. */
const write = async (
  unit: Unit,
  schoolId: string,
  moves: readonly (queries.SealedMove & { goesOn: boolean })[],
  back: boolean,
) => {
  const { tx, vault } = unit
  const steps = await vault.open(tx, schoolId, yearMoveTable, moves)
  const people = await queries.heldPeople(
    tx,
    schoolId,
    moves.map(({ personId }) => personId),
  )
  const contents = new Map((await vault.open(tx, schoolId, personTable, people)).map((one, nth) => [people[nth]!.id, one]))
  const graded: Graded[] = []
  const rows = moves.flatMap(({ id, personId, goesOn }, nth) => {
    const [content, step] = [contents.get(personId), steps[nth]]
    const [from, to] = back ? [step?.to, step?.from] : [step?.from, step?.to]
    const moving = content !== undefined && to !== undefined && content.grade === from && goesOn
    graded.push({ id, personId, isKept: !moving })
    return moving ? [{ id: personId, owners: person(personId), content: { ...content, grade: to } }] : []
  })
  if (rows.length > 0) {
    const sealed = await vault.seal(tx, schoolId, personTable.table, rows)
    await changing(tx, personTable, ['grade'])
    await queries.setPeople(
      tx,
      schoolId,
      rows.map(({ id }, nth) => ({ id, sealed: sealed[nth]! })),
    )
  }
  await queries.setGraded(tx, schoolId, graded, back)
  return graded
}

const say = ({ emit }: Unit, planId: string, graded: readonly Graded[], change: 'moved' | 'taken_back') => {
  for (const { personId, isKept } of graded) if (!isKept) emit('year.grade_moved', { planId, change }, { subject: personId })
}

/** Some of the grades of a plan go back to what they were; false when there is nothing left. */
export const takeGradesBack = async (unit: Unit, schoolId: string, planId: string): Promise<boolean> => {
  const moves = (await queries.movedGrades(unit.tx, schoolId, planId, portion)).map((move) => ({ ...move, goesOn: true }))
  if (moves.length > 0) say(unit, planId, await write(unit, schoolId, moves, true), 'taken_back')
  else await queries.dropGrades(unit.tx, schoolId, planId)
  return moves.length > 0
}

/** How many grades would go back, and whose stay as somebody has made them since. */
export const gradesToTakeBack = async (hands: Hands, planId: string) => {
  const { tx, vault, schoolId } = hands
  const moves = await queries.movedGrades(tx, schoolId, planId, null)
  const [steps, now] = [
    await vault.open(tx, schoolId, yearMoveTable, moves),
    await gradesNow(
      hands,
      moves.map(({ personId }) => personId),
    ),
  ]
  const kept = moves.filter(({ personId }, nth) => now.get(personId) !== steps[nth]?.to).map(({ personId }) => personId)
  return { back: moves.length - kept.length + (await queries.waitingGrades(tx, schoolId, planId)), kept }
}

/** Moves the grades of a year that has begun: on its first day, or when it is turned, whichever comes later. */
export const moveGrades = job(
  'year.grade.move',
  'administration',
  z.object({}),
  async ({ schoolId, unit }) => {
    const goOn = () =>
      unit(async (hands) => {
        const { timeZone } = await schoolOf(hands.tx)
        const today = schoolDay(hands.now, timeZone)
        const [planId] = await queries.duePlans(hands.tx, schoolId, today)
        if (!planId) return false
        const moves = await queries.nextGrades(hands.tx, schoolId, planId, today, portion)
        say(hands, planId, await write(hands, schoolId, moves, false), 'moved')
        return true
      })
    while (await goOn());
  },
  { isDaily: true },
)
