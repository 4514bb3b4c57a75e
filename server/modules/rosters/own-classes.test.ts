import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { classOf, openWorld, type World } from '../../../tests/world.ts'
import { apply, stage } from './importing.ts'
import { undo } from './undoing.ts'
import { upload } from './upload.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })
const list = (...rows: string[]) => upload(Buffer.from(['prénom;nom;classe', ...rows].join('\n')))
const previewed = async (source: string, ...rows: string[]) => {
  const body = { package: list(...rows), source }
  return stageImport.output.parse((await stage.perform(world.installation, operator(), { params: {}, query: {}, body })).output)
}
const carriesOut = async ({ id }: { id: string }) => {
  await apply.perform(world.installation, operator(), { params: { id }, query: {}, body: { leaving: true } })
  await world.doJobs()
}
const one = async (text: string, values: unknown[] = []) => (await world.owner.query(text, values)).rows[0]?.n
const classes = () => one('select count(*)::int as n from class')
const pupilsIn = (classId: string) =>
  one(
    `select count(*)::int as n from enrolment where class_id = $1 and role = 'pupil' and (until_on is null or until_on > current_date)`,
    [classId],
  )
const saidOf = ({ differences }: Awaited<ReturnType<typeof previewed>>) =>
  differences.flatMap(({ kind, change, display }) => (kind === 'class' ? [`${display} ${change}`] : []))

test('a class that the office opened before the list came is the one the list means, however it writes it', async () => {
  const opened = await classOf(world, 'CM1 É', [], [])
  const before = await classes()
  const preview = await previewed('one', 'Noor;Haddad;cm1 e', 'Ali;Lind;CM2')
  expect([saidOf(preview).toSorted(), preview.counts.class.arriving]).toEqual([['CM2 add', 'cm1 e found'], 1])
  await carriesOut(preview)
  expect([await classes(), await pupilsIn(opened)]).toEqual([before + 1, 1])
  const again = await previewed('one', 'Noor;Haddad;cm1 e', 'Ali;Lind;CM2')
  expect(again.touched).toBe(0)
})

test('what the list brought into such a class can be taken back; the class stays', async () => {
  const opened = await classOf(world, 'CE1', [], [])
  const preview = await previewed('two', 'Sara;Sol;CE1')
  await carriesOut(preview)
  expect(await pupilsIn(opened)).toBe(1)
  const { output } = await undo.perform(world.installation, operator(), { params: { id: preview.id }, query: {}, body: {} })
  await carriesOut(stageImport.output.parse(output))
  expect([await pupilsIn(opened), await one('select count(*)::int as n from class where id = $1', [opened])]).toEqual([0, 1])
})

test('of two classes of one name nobody guesses which is meant; and the class of another list is another class', async () => {
  await classOf(world, 'CP', [], [])
  await classOf(world, 'CP', [], [])
  expect(saidOf(await previewed('three', 'Iris;Sol;CP'))).toEqual(['CP add'])
  expect(saidOf(await previewed('four', 'Iris;Sol;CM2'))).toEqual(['CM2 add'])
})
