import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookAround } from '#modules/assurance/index.ts'
import { build } from '#server/app.ts'
import { groundOf } from '#tests/promises.ts'
import { classOf, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let made: Awaited<ReturnType<typeof groundOf>>
let parent: Person
beforeAll(async () => {
  world = await openWorld()
  const teacher = await person(world, { name: 'Rosa Teacher', role: 'teacher' })
  const pupil = await person(world, { name: 'Lina Pupil', role: 'pupil' })
  parent = await person(world, { name: 'Amal Parent', role: 'guardian' })
  await classOf(world, '4B', [teacher], [pupil])
  await guard(world, parent, pupil)
  made = await groundOf(world)
}, 60_000)
afterAll(async () => {
  await made.close()
  await world.close()
})

const HOUR = 3_600
const DAY = 24 * HOUR
/** The next look once so much time has passed, and how a promise stands on the public page after it. */
const later = async (seconds: number, ask = made.ground.ask) => {
  world.move(seconds)
  await lookAround({ ...made.ground, ask, now: world.clock.now() })
  world.move(60)
}
const onThePage = async (theme: string, id: string): Promise<string> => {
  const { body } = await world.app.inject({ url: `/trust/${theme}`, headers: { accept: 'text/html', cookie: 'lang=en' } })
  const row = body.split(`id="${id}"`)[1]?.split('</div>')[0] ?? ''
  return /<span class="badge [a-z]*">([^<]*)<\/span>/.exec(row)?.[1] ?? 'not there'
}

beforeEach(() => later(DAY), 60_000)
afterEach(() => later(DAY), 60_000)

test('a policy that is deleted turns its promises red within the day', async () => {
  expect(await onThePage('seen', 'KLA-35')).toBe('Kept')
  const { rows } = await world.owner.query<{ qual: string }>(
    "select qual from pg_policies where tablename = 'person' and policyname = 'people one has to do with'",
  )
  await world.owner.query('drop policy "people one has to do with" on public.person')
  await later(DAY)
  expect(await onThePage('seen', 'KLA-35')).toBe('Not kept')
  await world.owner.query(`create policy "people one has to do with" on public.person for select using (${rows[0]?.qual})`)
  await later(DAY)
  expect(await onThePage('seen', 'KLA-35')).toBe('Kept')
}, 120_000)

test('row-level security that is dropped on one table turns its promises red within the day', async () => {
  await world.owner.query('alter table public.message disable row level security')
  await later(DAY)
  expect(await onThePage('seen', 'KLA-35')).toBe('Not kept')
  await world.owner.query('alter table public.message enable row level security')
  await later(DAY)
  expect(await onThePage('seen', 'KLA-35')).toBe('Kept')
}, 120_000)

test('a security header that is taken off every answer turns its promises red within the day', async () => {
  expect(await onThePage('mend', 'KLA-36')).toBe('Kept')
  const app = await build(world.installation)
  app.addHook('onSend', async (_request, reply) => void reply.removeHeader('x-content-type-options'))
  await later(DAY, async (path, { method = 'GET', headers = {}, body } = {}) => {
    const reply = await app.inject({ method, url: path, headers, ...(body !== undefined && { payload: body }) })
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, isOverNetwork: false }
  })
  await app.close()
  expect(await onThePage('mend', 'KLA-36')).toBe('Not kept')
  await later(DAY)
  expect(await onThePage('mend', 'KLA-36')).toBe('Kept')
}, 120_000)

test('an approval whose record has vanished turns its promises red within the hour', async () => {
  expect(await onThePage('door', 'KLA-04')).toBe('Kept')
  const set = (change: string) => world.owner.query(`update public.guardianship set ${change} where guardian_id = '${parent.id}'`)
  await set("source = 'class_key', verified_by = null, verified_way = null, verified_at = null")
  await later(HOUR)
  expect(await onThePage('door', 'KLA-04')).toBe('Not kept')
  await set("source = 'office', verified_by = guardian_id, verified_way = 'school_list', verified_at = now()")
  await later(HOUR)
  expect(await onThePage('door', 'KLA-04')).toBe('Kept')
}, 120_000)

test('a hash parameter that is set back turns its promises red within the hour', async () => {
  expect(await onThePage('door', 'KLA-39')).toBe('Kept')
  const set = (hash: string) =>
    world.owner.query(`update directory.account set password_hash = '${hash}' where id = '${parent.accountId}'`)
  await set('$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g')
  await later(HOUR)
  expect(await onThePage('door', 'KLA-39')).toBe('Not kept')
  await set('')
  await later(HOUR)
  expect(await onThePage('door', 'KLA-39')).toBe('Kept')
}, 120_000)
