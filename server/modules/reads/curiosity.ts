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
import type { Mail } from '#kernel/mail.ts'
import { asSchool } from '#kernel/system.ts'
import { inSchoolOf } from '#ledger/in-school.ts'
import { keepPosition, positionOf, type Told, tellFrom } from '#ledger/outbox.ts'
import { type Letter, letter } from '#modules/letters/index.ts'
import { personTable, responsibleFor } from '#modules/people/index.ts'
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
  if (await isExplained(unit, told)) return false
  const { actor, subject } = told.stub!
  const id = uuidv7()
  const isNew = await queries.insertCase(unit.tx, {
    ...{ schoolId: told.schoolId, id, factId: told.id, readerId: actor, pupilId: subject },
    ...{ event: events[told.event].code, purpose: told.purpose, readAt: told.at, openedAt: unit.now },
  })
  if (isNew) unit.emit('access.curiosity_flagged', { caseId: id, readId: told.id }, { subject })
  return isNew
}

/** Letters for the head and the data protection officer, without a name; of many cases of one day only the first are written of. */
const lettersOf = async ({ tx, vault, now }: Unit, schoolId: string, opened: number, origin: string): Promise<Mail[]> => {
  if (opened === 0 || (await queries.casesSince(tx, schoolId, new Date(now.getTime() - 86_400_000))) > opened) return []
  const told = await responsibleFor(tx, schoolId, ['head', 'dpo'])
  const contents = await vault.openSurviving(tx, schoolId, personTable, told)
  return told.flatMap(({ locale, school, slug }, nth) => {
    const to = contents[nth]?.email
    const say: Letter['say'] = (t) => ({
      subject: t('mail.curiosity.subject', { school }),
      lines: [t('mail.curiosity.what', { count: opened })],
      button: t('mail.open'),
    })
    return to ? [letter({ to, locale, school, link: `${origin}/s/${slug}/oversight`, reason: 'account', say })] : []
  })
}

const READER = 'curiosity'

/** Looks at the facts since the last time, and opens a case for each read that nothing explains; says whether there may be more. */
export const lookForCuriosity = async (installation: Installation, pool: pg.Pool): Promise<boolean> => {
  const from = await positionOf(pool, READER)
  const mails: Mail[] = []
  const { facts, next } = await tellFrom(pool, installation.vault, inSchoolOf(installation, 'access.look'), from)
  for (const [schoolId, some] of Map.groupBy(facts.filter(isReadOfOne), (told) => told.schoolId))
    if (schoolId !== nobody)
      mails.push(
        ...(await asSchool(installation, schoolId, 'security', 'access.look', async (unit) => {
          let opened = 0
          for (const told of some) if (await consider(unit, told)) opened += 1
          return lettersOf(unit, schoolId, opened, installation.origin)
        })),
      )
  if (next.epoch === from.epoch && next.index === from.index) return false
  await keepPosition(pool, READER, next)
  for (const mail of mails)
    await installation.post.send(mail).catch((err: unknown) => installation.log.error({ err }, 'a letter could not be sent'))
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
