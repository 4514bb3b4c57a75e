import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openCopy } from '#modules/bringing/index.ts'
import { announce } from '#modules/notices/index.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { classOf, type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { roundTripWith } from './checks/taking.ts'
import { noteRevision } from './revising.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let cast: Record<'teacher' | 'pupil' | 'head', Person>
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    cast = {
      teacher: await person(world, { name: 'Rosa Teacher', role: 'teacher' }),
      pupil: await person(world, { name: 'Lina Pupil', role: 'pupil' }),
      head: await person(world, { name: 'Hélène Head', role: 'head' }),
    }
    await classOf(world, '4B', [cast.teacher], [cast.pupil])
  },
)

const result = async (name: CheckName, change: Partial<Ground> = {}) =>
  (await find({ ...ground, now: world.clock.now(), ...change }, name)).result
/** Writes what no hand of the program could, past triggers and keys of others. */
const force = (sql: string) => world.owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
const id = '01900000-0000-7000-8000-0000000000dd'

test('C-03.orphans: an account that is open though nobody says for what is red after a month', async () => {
  const ended = (days: number) =>
    force(
      `update public.person_role set from_at = now() - interval '90 days', until_at = now() - interval '${days} days' where person_id = '${cast.teacher.id}'`,
    )
  await ended(29)
  expect(await result('C-03.orphans')).toBe('ok')
  await ended(31)
  expect(await result('C-03.orphans')).toBe('failed')
  await force(`update public.person_role set until_at = null where person_id = '${cast.teacher.id}'`)
  expect(await result('C-03.orphans')).toBe('ok')
})

test('C-11.owners: a row that is sealed for somebody else is red', async () => {
  expect(await result('C-11.owners')).toBe('ok')
  await force(
    `update public.person set sealed = (select p.sealed from public.person p where p.id = '${cast.pupil.id}') where id = '${cast.teacher.id}'`,
  )
  expect(await result('C-11.owners')).toBe('failed')
  await force(`delete from public.person where id = '${cast.teacher.id}'`)
  expect(await result('C-11.owners')).toBe('ok')
})

const order = (change: string) =>
  force(
    `alter table public.judicial_order drop constraint if exists judicial_order_signing;
     insert into public.judicial_order (school_id, id, person_id, dated_on, due_on, recorded_by, recorded_at, signed_by, signed_at, handed_by, handed_at, manifest, sealed)
     values ('${world.schoolId}', '${id}', '${cast.pupil.id}', current_date - 9, current_date, '${cast.head.id}', now() - interval '9 days', '${randomUUID()}', now(), '${cast.head.id}', now(), '\\x${'00'.repeat(32)}', '\\x00');
     update public.judicial_order set ${change}`,
  )
const noOrder = () => force('delete from public.judicial_order')

test('C-47.two_people: an order that one person carried out alone, or of which nobody is told, is red', async () => {
  await order('told_at = now()')
  expect(await result('C-47.two_people')).toBe('ok')
  await noOrder()
  await order(`signed_by = '${cast.head.id}'`)
  expect(await result('C-47.two_people')).toBe('failed')
  await noOrder()
  await order(`handed_at = now() - interval '5 days'`)
  expect(await result('C-47.two_people'), 'nothing forbids to tell, and nobody did').toBe('failed')
  await noOrder()
})

test('C-47.counted: a number of orders that is not that of the register is red', async () => {
  expect(await result('C-47.counted')).toBe('ok')
  await order(`told_at = now() - interval '1 hour'`)
  world.move(20) // what was shown is remembered for ten seconds
  expect(await result('C-47.counted')).toBe('ok')
  const ask: Ground['ask'] = async (...asked) => {
    const heard = await ground.ask(...asked)
    return { ...heard, text: heard.text.replace('id="orders" value="1"', 'id="orders" value="0"') }
  }
  expect(await result('C-47.counted', { ask })).toBe('failed')
  await noOrder()
})

test('C-33.printed: a kind of data of which people are told in three languages only is red', async () => {
  expect(await result('C-33.printed')).toBe('ok')
  const ask: Ground['ask'] = async (path, more) => {
    const heard = await ground.ask(path, more)
    return more?.headers?.['cookie'] === 'lang=sv'
      ? { ...heard, text: heard.text.replaceAll('<h3>', '<h3>x').slice(0, 4000) }
      : heard
  }
  expect(await result('C-33.printed', { ask })).toBe('failed')
})

test('C-29.announced: what is measured otherwise from today on, and was announced to nobody, is red', async () => {
  await noteRevision(world.installation, ['measure C-00: one thing'])
  expect(await result('C-29.announced')).toBe('ok')
  world.move(86_400)
  await noteRevision(world.installation, ['measure C-00: one thing', 'certificate iso_27001: held'])
  expect(await result('C-29.announced'), 'that is nothing of the service').toBe('ok')
  await announce(world.installation, {
    ...{
      kind: 'product',
      impact: 'low',
      effectiveFrom: new Date(world.clock.now().getTime() + 86_400_000),
      effectiveUntil: null,
    },
    texts: [{ language: 'fr', title: 'Du nouveau', text: 'Autre chose est mesuré.' }],
  })
  world.move(86_400)
  await noteRevision(world.installation, ['measure C-00: another thing'])
  expect(await result('C-29.announced')).toBe('ok')
  await force("delete from public.notice where kind = 'product'")
  expect(await result('C-29.announced')).toBe('failed')
})

test('C-36.school_export: a copy that leaves a table out, or whose people do not open, is red', async () => {
  expect(await result('C-36.school_export')).toBe('ok')
  const { dataMap, vault } = world.installation
  const blind: typeof vault = { ...vault, openSurviving: async (_tx, _school, _table, rows) => rows.map(() => undefined) }
  expect(await result('C-36.school_export', { installation: { ...world.installation, vault: blind } })).toBe('failed')
  const tables = dataMap.tables.map((one) => (one.table === 'public.message' ? { ...one, table: 'public.letter' as const } : one))
  const other = { ...world.installation, dataMap: { ...dataMap, tables } }
  expect(await result('C-36.school_export', { installation: other })).toBe('failed')
})

test('C-40.round_trip: a reader that loses something, or takes what was altered, is red', async () => {
  const trip = async (open: typeof openCopy) => {
    const check = roundTripWith(open)
    if (check.scope !== 'school') throw new Error('it is looked at school by school')
    const school = { schoolId: world.schoolId, slug: 'preau', name: 'Préau' }
    return (await check.run(ground, school as Parameters<typeof check.run>[1])).result
  }
  expect(await trip(openCopy)).toBe('ok')
  expect(await trip(async (...asked) => ({ ...(await openCopy(...asked)), tables: [] }))).toBe('failed')
  let first: Awaited<ReturnType<typeof openCopy>> | undefined
  expect(await trip(async (...asked) => (first ??= await openCopy(...asked))), 'the altered one is read as well').toBe('failed')
})
