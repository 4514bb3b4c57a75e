import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeLogSettings, closeCuriosity, listCuriosity, readLogSettings, readPersonReads } from '#contract/ledger-reading.ts'
import { exportPerson } from '#contract/privacy.ts'
import { readPupil } from '#contract/pupil-page.ts'
import { answerReadQuestion, askAboutRead, listMyReadQuestions, listReadQuestions } from '#contract/read-questions.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { facts, guard, type Person, person } from '#tests/world.ts'
import { lookForCuriosity } from './curiosity.ts'

let stage: Stage
let log: Awaited<ReturnType<typeof openSequencing>>
let karim: Person
beforeAll(async () => {
  stage = await raiseCurtain()
  log = await openSequencing(stage.world.installation, stage.world.connection, stage.world.keys)
  karim = await person(stage.world, { name: 'Karim Benali', role: 'guardian' })
  await guard(stage.world, karim, stage.people.noor)
}, 60_000)
afterAll(async () => {
  await log.close()
  await stage.world.close()
})

const noor = () => ({ params: { id: stage.people.noor.id } })
const opened = (who: Person, purpose = 'self') => who.ask(readPupil, { ...noor(), headers: { 'x-purpose': purpose } })
const last = async () => (await facts(stage.world)).at(-1)
const settle = () => settled(log.pool, log)
type Row = { what: string; purpose: string; kinds: string[]; reference: string; who: { role: string; name: string } }
const seenBy = async (who: Person): Promise<Row[]> => {
  await settle()
  const days = (await who.ask(readPersonReads, noor())).body['days'] as { reads: Row[] }[]
  return days.flatMap(({ reads }) => reads)
}

test('a teacher opens a pupil’s page for a purpose, and the family sees that purpose', async () => {
  const { rosa, amal } = stage.people
  const { body } = await opened(rosa, 'attendance')
  expect(body).toMatchObject({ person: { display: 'Noor Benali' }, classes: [{ label: '6B', teachers: ['Rosa Roy'] }] })
  expect((body['guardians'] as { display: string }[]).map(({ display }) => display).toSorted()).toEqual([
    'Amal Benali',
    'Bilal Haddad',
    'Karim Benali',
  ])
  expect(await last()).toBe('person.read')
  expect((await seenBy(amal)).filter(({ what }) => what === 'person.read')).toMatchObject([
    { who: { role: 'teacher', name: 'R. R.' }, purpose: 'attendance', kinds: ['identity', 'family'] },
  ])
  expect((await opened(rosa, 'security')).status).toBe(422)
})

test('a guardian finds no other guardian on the page, nor by counting who sees it; and no page holds a contact', async () => {
  const { amal, noor: child, olga } = stage.people
  for (const [who, others] of [
    [amal, ['Amal Benali']],
    [karim, ['Karim Benali']],
  ] as const) {
    const { body } = await opened(who)
    expect((body['guardians'] as { display: string }[]).map(({ display }) => display)).toEqual(others)
    expect(body['seenBy']).toEqual((await opened(olga, 'enrolment')).body['seenBy'])
  }
  expect((await opened(olga, 'enrolment')).body['seenBy']).toEqual([
    { role: 'teacher', people: 1 },
    { role: 'head', people: 1 },
    { role: 'office', people: 1 },
    { role: 'dpo', people: 1 },
    { role: 'administrator', people: 1 },
  ])
  for (const who of [amal, olga, child]) expect((await opened(who, 'class_life')).text).not.toMatch(/@|email|phone/)
  expect((await opened(stage.people.bilal)).status).toBe(404)
})

test('what a guardian opened stands in the guardian’s own log, and a page is a pupil’s only', async () => {
  const rows = await seenBy(karim)
  expect(rows.filter(({ who }) => who.role === 'guardian' || who.role === 'pupil')).toEqual([])
  expect((await stage.people.olga.ask(readPupil, { params: { id: stage.people.rosa.id } })).status).toBe(404)
})

test('Amal asks about a line; the office answers once; nobody else of the family knows that she asked', async () => {
  const { amal, olga, dora, noor: child } = stage.people
  const [row] = await seenBy(amal)
  const body = { reference: row!.reference, readOn: '2026-11-21', question: 'Pourquoi cette fiche a-t-elle été ouverte ?' }
  expect((await amal.ask(askAboutRead, { ...noor(), body })).status).toBe(200)
  expect(await last()).toBe('read.questioned')
  const { questions } = (await dora.ask(listReadQuestions)).body as { questions: { id: string }[] }
  expect(questions).toMatchObject([
    { ...body, answer: null, asker: { display: 'Amal Benali' }, person: { display: 'Noor Benali' } },
  ])
  const answer = { params: { id: questions[0]!.id }, body: { answer: 'Pour préparer la sortie du 4 décembre.' } }
  expect((await olga.ask(answerReadQuestion, answer)).status).toBe(200)
  expect((await dora.ask(answerReadQuestion, answer)).body.code).toBe('read_question.already_answered')
  expect((await amal.ask(listMyReadQuestions, noor())).body['questions']).toMatchObject([{ ...body, ...answer.body }])
  for (const other of [karim, child]) {
    expect((await other.ask(listMyReadQuestions, noor())).body['questions']).toEqual([])
    expect((await other.ask(exportPerson, noor())).text).not.toContain('read_question')
  }
  expect((await amal.ask(exportPerson, { params: { id: amal.id } })).text).toContain('Pourquoi cette fiche')
})

test('a read that nothing explains is a case, for the officer and the head, closed once and with what it came to', async () => {
  const { ada, ines, dora, noor: child } = stage.people
  await opened(ada, 'class_life')
  await settle()
  while (await lookForCuriosity(stage.world.installation, log.pool));
  const cases = async (who: Person) => (await who.ask(listCuriosity)).body['cases'] as { id: string }[]
  const [one] = await cases(ines)
  expect(one).toMatchObject({
    reader: { id: ada.id },
    pupil: { id: child.id },
    what: 'person.read',
    purpose: 'class_life',
    closed: null,
  })
  const closing = { params: { id: one!.id }, body: { outcome: 'mistake' } }
  expect((await ines.ask(closeCuriosity, closing)).status).toBe(200)
  expect(await last()).toBe('access.case_closed')
  expect((await dora.ask(closeCuriosity, closing)).body.code).toBe('access_case.already_closed')
  expect(await cases(dora)).toMatchObject([{ closed: { by: 'Inès Tremblay', outcome: 'mistake' } }])
})

test('nobody sees, or closes, a case about themselves', async () => {
  const { ada, dora } = stage.people
  await stage.world.owner.query(`insert into person_role (school_id, id, person_id, role, reason, from_at)
    select school_id, gen_random_uuid(), person_id, 'dpo', reason, from_at from person_role where person_id = '${ada.id}'`)
  await stage.world.owner.query('update curiosity_case set closed_at = null, closed_by = null, outcome = null')
  expect((await ada.ask(listCuriosity)).body['cases']).toEqual([])
  const [one] = (await dora.ask(listCuriosity)).body['cases'] as { id: string }[]
  expect((await ada.ask(closeCuriosity, { params: { id: one!.id }, body: { outcome: 'had_reason' } })).status).toBe(404)
})

test('the head decides how families see the staff, and it holds for what was read before', async () => {
  const { ines, olga, amal } = stage.people
  const teacher = async () => (await seenBy(amal)).find(({ who }) => who.role === 'teacher')?.who.name
  expect((await olga.ask(readLogSettings)).body).toEqual({ readersShownAs: 'initials' })
  expect((await ines.ask(changeLogSettings, { body: { readersShownAs: 'name' } })).status).toBe(200)
  expect(await last()).toBe('school.setting_changed')
  expect(await teacher()).toBe('Rosa Roy')
})
