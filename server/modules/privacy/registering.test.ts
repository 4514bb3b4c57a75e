import { afterAll, beforeAll, expect, test } from 'vitest'
import { erasePerson, exportPerson, previewErasure, readCertificate } from '#contract/privacy.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import { dataMap } from '#server/registry.ts'
import { endAll } from '#tests/nights.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'
import { registerTable } from './sealed.ts'

let world: World
let office: Person
let noor: Person
let kenta: Person
let rosa: Person
beforeAll(async () => {
  world = await openWorld()
  office = await person(world, { name: 'Inès Office', role: 'office' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  kenta = await person(world, { name: 'Kenta Mori', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, kenta])
})
afterAll(() => world.close())

type Outcome = { table: string; outcome: string; rows: number; until?: string; because?: string }
const preview = async ({ id }: Person) =>
  (await office.ask(previewErasure, { params: { id }, query: { locale: 'en' } })).body['outcomes'] as Outcome[]
const underProfile = (profile: string) => world.owner.query('update school set profile = $1', [profile])
const register = () =>
  asSchool(world.installation, world.schoolId, 'legal', 'register.arrange', async ({ tx, vault }) => {
    const rows = await tx.selectFrom('registerEntry').selectAll().execute()
    const contents = await vault.openSurviving(tx, world.schoolId, registerTable, rows)
    return rows.map(({ personId, yearToOn }, nth) => ({ personId, yearToOn, content: contents[nth] }))
  })
const yearEnd = async () => (await world.owner.query<{ day: string }>('select to_on::text as day from school_year')).rows[0]!.day
const yearsAfter = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`

test('where no law orders it, nothing is kept of a pupil', async () => {
  expect((await preview(noor)).map(({ table }) => table)).not.toContain('public.register_entry')
})

test('where a law orders a register, the preview says what of the pupil is kept, until when and by which rule', async () => {
  await underProfile('JP')
  expect(await preview(noor)).toContainEqual({
    table: 'public.register_entry',
    what: 'Register',
    rows: 1,
    outcome: 'kept',
    because: expect.stringContaining('School Education Act, art. 28'),
    until: yearsAfter(await yearEnd(), 20),
  })
  expect((await preview(rosa)).map(({ table }) => table)).not.toContain('public.register_entry')
})

test('erased, the pupil is nobody’s to find but in the register, by name and year, and in nothing else', async () => {
  const reply = await office.ask(erasePerson, { params: { id: noor.id }, body: {} })
  expect(reply.body['keptUntil']).toBe(yearsAfter(await yearEnd(), 20))
  const until = yearsAfter(await yearEnd(), 20)
  const code = `${reply.body['code']}`
  const certified = await world.visitor(readCertificate, { params: { code } })
  expect(certified.body['stays']).toContainEqual({ table: 'public.register_entry', because: 'jp_register', rows: 1, until })
  for (const [locale, law] of [
    ['en', 'School Education Act, art. 28'],
    ['ja', '学校教育法施行規則'],
  ])
    expect((await world.app.inject({ url: `/verify/${code}?lang=${locale}`, headers: { accept: 'text/html' } })).body).toContain(
      law,
    )
  expect((await office.ask(exportPerson, { params: { id: noor.id } })).status).toBe(404)
  const { rows } = await world.owner.query('select from vault.key where owner_id = $1', [noor.id])
  expect(rows).toEqual([])
  const [entry, ...others] = await register()
  expect(others).toEqual([])
  expect(entry).toMatchObject({
    personId: noor.id,
    yearToOn: await yearEnd(),
    content: { identity: { names: { display: 'Noor Benali' } }, record: { role: 'pupil' } },
  })
  expect(Object.keys(entry?.content?.identity ?? {})).toEqual(['names'])
})

const inYears = (years: number) => new Date(world.clock.now().getTime() + years * 366 * 86_400_000)

test('what ends with its years goes into the register too, once, and leaves it when the law’s years are over', async () => {
  await endAll(world, inYears(7))
  const names = (await register()).map(({ content }) => content?.identity['names'])
  expect(names).toHaveLength(2)
  expect(names).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ display: 'Kenta Mori' }),
      expect.objectContaining({ display: 'Noor Benali' }),
    ]),
  )
  await endAll(world, inYears(7))
  expect(await register()).toHaveLength(2)
  await endAll(world, inYears(22))
  expect(await register()).toEqual([])
})

test('the register keeps as long as every law that fills it', () => {
  const all = personalTables(dataMap)
  const own = all.find(({ table }) => table === 'public.register_entry')!.retention
  const spans = all.flatMap(({ retention }) => ('keep' in retention ? Object.values(retention.statutory ?? {}) : []))
  expect(spans.length).toBeGreaterThan(0)
  for (const { keep } of spans) expect('keep' in own && own.keep).toBe(keep)
})
