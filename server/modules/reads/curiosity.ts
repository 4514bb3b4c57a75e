import type pg from 'pg'
import { duties } from '#contract/curiosity.ts'
import { events } from '#contract/events.ts'
import {
  caseOutcomes,
  closeCuriosity,
  listCuriosity,
  purposeOfNumber,
  readEvents,
  readOfNumber,
} from '#contract/ledger-reading.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import { asSchool } from '#kernel/system.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import { keepPosition, positionOf, type Told, tellFrom } from '#ledger/outbox.ts'
import { namedPeople, rolesOf } from './readers.ts'
import * as queries from './reads.queries.ts'

/** A read of one person, by a person. Lists are read in classes, where the walls decide. */
const isReadOfOne = ({ event, stub, isErased }: Told) =>
  !isErased && stub !== null && stub.actor !== nobody && stub.subject !== nobody && readEvents.some((name) => name === event)

const isExplained = async ({ tx }: Unit, told: Told): Promise<boolean> => {
  const { actor, subject, roles } = told.stub!
  if (actor === subject || !(await queries.isPupil(tx, told.schoolId, subject))) return true
  const purpose = purposeOfNumber(told.purpose)
  if (rolesOf(roles).some((role) => duties[role].some((one) => one === purpose))) return true
  return queries.hasToDoWith(tx, actor, subject, told.at)
}

const consider = async (unit: Unit, told: Told) => {
  if (await isExplained(unit, told)) return
  const { actor, subject } = told.stub!
  const id = uuidv7()
  const isNew = await queries.insertCase(unit.tx, {
    ...{ schoolId: told.schoolId, id, factId: told.id, readerId: actor, pupilId: subject },
    ...{ event: events[told.event].code, purpose: told.purpose, readAt: told.at, openedAt: unit.now },
  })
  if (isNew) unit.emit('access.curiosity_flagged', { caseId: id, readId: told.id }, { subject })
}

const READER = 'curiosity'

/** Looks at the facts since the last time, and opens a case for each read that nothing explains; says whether there may be more. */
export const lookForCuriosity = async (installation: Installation, pool: pg.Pool): Promise<boolean> => {
  const from = await positionOf(pool, READER)
  const { facts, next } = await tellFrom(pool, installation.vault, inSchoolOf(installation, 'access.look'), from)
  for (const [schoolId, some] of Map.groupBy(facts.filter(isReadOfOne), (told) => told.schoolId))
    if (schoolId !== nobody)
      await asSchool(installation, schoolId, 'security', 'access.look', async (unit) => {
        for (const told of some) await consider(unit, told)
      })
  if (next.epoch === from.epoch && next.index === from.index) return false
  await keepPosition(pool, READER, next)
  return true
}

export const listCases = action(listCuriosity, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.cases(tx, schoolId)
  const ids = rows.flatMap(({ readerId, pupilId, closedBy }) => [pupilId, readerId, closedBy])
  const nameOf = await namedPeople(tx, vault, schoolId, ids)
  const named = (id: string) => ({ id, display: nameOf(id) ?? '' })
  emit('ledger.read', {})
  return {
    cases: rows.map(({ id, readAt, openedAt, readerId, pupilId, event, purpose, ...row }) => ({
      id,
      readAt: readAt.toISOString(),
      openedAt: openedAt.toISOString(),
      reader: readerId ? named(readerId) : null,
      pupil: named(pupilId),
      what: readOfNumber(event) ?? null,
      purpose: purposeOfNumber(purpose) ?? null,
      closed: closedAs(row, nameOf),
    })),
  }
})

type Closing = { closedAt: Date | null; closedBy: string | null; outcome: string | null }

const closedAs = ({ closedAt, closedBy, outcome }: Closing, nameOf: (id: string | null) => string | null) => {
  const known = caseOutcomes.find((one) => one === outcome)
  return closedAt && known ? { at: closedAt.toISOString(), by: nameOf(closedBy) ?? '', outcome: known } : null
}

export const closeCase = action(closeCuriosity, async ({ tx, actor, params: { id }, body: { outcome }, now, emit }) => {
  const by = actor.personId ?? nobody
  if (!(await queries.closeCase(tx, { schoolId: actor.schoolId!, id, by, at: now, outcome })))
    refuse('access_case.already_closed')
  emit('access.case_closed', { caseId: id, outcome })
  return { id }
})
