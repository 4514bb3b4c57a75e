import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCuriosity } from '#contract/ledger-reading.ts'
import { exportPerson } from '#contract/privacy.ts'
import { lookForCuriosity } from '#modules/reads/index.ts'
import { isReachedAt } from '../families.ts'
import { facts } from '../world.ts'
import { type LoggedStage, raiseWithLog } from './stage.ts'

let stage: LoggedStage
beforeAll(async () => {
  stage = await raiseWithLog()
}, 60_000)
afterAll(() => stage.close())

const look = async () => {
  await stage.settle()
  while (await lookForCuriosity(stage.world.installation, stage.log.pool));
  await stage.settle()
}
const flagged = async () => (await facts(stage.world)).filter((name) => name === 'access.curiosity_flagged').length

test('those who have to do with a pupil read without a case', async () => {
  const { amal, noor, ines, olga, dora } = stage.people
  for (const who of [amal, noor, ines, olga, dora])
    expect((await who.ask(exportPerson, { params: { id: noor.id } })).status).toBe(200)
  await look()
  expect(await flagged()).toBe(0)
})

test('an administrator who reads a pupil’s data for no duty of hers opens a case that the data protection officer sees, and only once', async () => {
  const { ada, dora, noor } = stage.people
  await ada.ask(exportPerson, { params: { id: noor.id }, headers: { 'x-purpose': 'legal' } })
  await look()
  expect(await flagged()).toBe(0)
  await isReachedAt(stage.world, dora, 'dora@school.example')
  stage.world.mails.splice(0)
  await ada.ask(exportPerson, { params: { id: noor.id }, headers: { 'x-purpose': 'self' } })
  await look()
  expect(await flagged()).toBe(1)
  const letters = stage.world.mails.filter(({ text }) => text.includes('/oversight'))
  expect(letters.map(({ to }) => to)).toContain('dora@school.example')
  expect(letters.map(({ subject, text, html }) => `${subject} ${text} ${html}`).join()).not.toMatch(/Noor|Benali|安田|あだ/)
  await stage.world.owner.query(`delete from ledger.consumer where name = 'curiosity'`) // a crash before the position was kept
  await look()
  expect(await flagged()).toBe(1)
  const { body } = await dora.ask(listCuriosity)
  expect(body['cases']).toMatchObject([
    {
      reader: { id: ada.id, display: '安田 あだ' },
      pupil: { id: noor.id, display: 'Noor Benali' },
      what: 'export.made',
      purpose: 'self',
    },
  ])
})
