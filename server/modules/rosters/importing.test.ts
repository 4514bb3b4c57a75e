import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { applyImport, stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { fileOf, packageOf, sample, smallSchool, spoilt } from '../../../tests/packages.ts'
import { facts, openWorld, type World } from '../../../tests/world.ts'
import { apply, stage, uploadOf } from './importing.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const operator = () => ({ schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })

type Preview = z.infer<typeof stageImport.output>

const previewed = async (bytes: Buffer, source = 'roster'): Promise<Preview> => {
  const { output } = await stage.perform(world.installation, operator(), {
    params: {},
    query: {},
    body: { package: uploadOf(bytes), source },
  })
  return stageImport.output.parse(output)
}

const imported = async (bytes: Buffer, { source = 'roster', leaving = false } = {}): Promise<Preview> => {
  const preview = await previewed(bytes, source)
  await apply.perform(world.installation, operator(), { params: { id: preview.id }, query: {}, body: { leaving } })
  await world.doJobs()
  return preview
}

const count = async (text: string, values: unknown[] = []) =>
  Number((await world.owner.query(`select count(*) as n from ${text}`, values)).rows[0].n)

test('a package brings its people, their roles, the class, its places and the guardian', async () => {
  const preview = await imported(packageOf(smallSchool()))
  expect(preview.people).toEqual({ added: 3, changed: 0, leaving: 0, known: 0 })
  expect(preview.differences.filter(({ kind }) => kind === 'person').map(({ display }) => display)).toEqual([
    'Rosa Lindqvist',
    'Noor Haddad',
    'Amal Haddad',
  ])
  expect(await count("roster_run where state = 'applied'")).toBe(1)
  expect(await count('person')).toBe(3)
  expect(await count("person_role where reason = 'roster' and until_at is null")).toBe(3)
  expect(await count('class')).toBe(1)
  expect(await count("enrolment where role = 'pupil' and until_on = '2026-06-12'")).toBe(1)
  expect(
    await count("guardianship where source = 'roster' and relation = 'guardian' and preset = 'equal' and until_at is null"),
  ).toBe(1)
  expect(await count('roster_stage')).toBe(0)
  expect(await count('roster_package')).toBe(0)
  const said = await facts(world)
  expect(said.filter((name) => name === 'roster.person_changed')).toHaveLength(3)
  expect(said.filter((name) => name === 'roster.class_changed')).toHaveLength(1)
})

test('the same package once more changes nothing', async () => {
  const preview = await imported(packageOf(smallSchool()))
  expect([preview.people, preview.othersTouched]).toEqual([{ added: 0, changed: 0, leaving: 0, known: 3 }, 0])
  expect(await count('person')).toBe(3)
  expect(await count('person where version > 1')).toBe(0)
})
