import { expect, test } from 'vitest'
import { openSequencing } from '#server/working/sequencing.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let teacher: Person
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    teacher = await person(world, { name: 'Rosa Teacher', role: 'teacher' })
    const tree = await openSequencing(world.installation, world.connection, world.keys)
    while ((await tree.turn()).more);
    await tree.close()
  },
)

const YEAR_MS = 366 * 86_400_000
const result = async (name: CheckName, at: Ground = ground) => (await find(at, name)).result
const inYears = (years: number): Ground => ({ ...ground, now: new Date(ground.now.getTime() + years * YEAR_MS) })
/** Writes what no hand of the program could, past triggers and keys of others. */
const force = (sql: string) => world.owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
const id = '01900000-0000-7000-8000-0000000000cc'

test('C-02.machine_secrets: a secret of the machine that is older than its calendar is red', async () => {
  const secrets = [{ days: 400, isDue: true }]
  expect(await result('C-02.machine_secrets', { ...ground, around: { ...ground.around, secrets } })).toBe('failed')
  expect(await result('C-02.machine_secrets')).toBe('ok')
})

test('C-02.set_up_code: a code for the first administrator that still opens something is red', async () => {
  await world.owner.query(
    `insert into directory.installation (id, made_at, setup_digest) values ('${id}', now(), '\\x${'ab'.repeat(32)}') on conflict (one) do update set setup_digest = excluded.setup_digest, setup_used_at = null`,
  )
  expect(await result('C-02.set_up_code')).toBe('failed')
  await world.owner.query(`update directory.installation set setup_used_at = now()`)
  expect(await result('C-02.set_up_code')).toBe('ok')
})

test('C-05.reviewed: a school in which nobody looked for two hundred days at who may what is red', async () => {
  await force(`update public.school set created_at = now() - interval '200 days'`)
  expect(await result('C-05.reviewed')).toBe('failed')
  await force(
    `insert into public.access_review (school_id, id, quarter_on, opened_at, due_at, closed_at) values ('${world.schoolId}', '${id}', current_date, now() - interval '20 days', now() - interval '10 days', now() - interval '9 days')`,
  )
  expect(await result('C-05.reviewed')).toBe('ok')
  await force(`update public.access_review set closed_at = null`)
  expect(await result('C-05.reviewed'), 'one that is open past its day').toBe('failed')
})

test('C-38.certificates: a key that was to be destroyed with the week and is still there is red', async () => {
  await force(
    `insert into vault.ring (week, made_at, keys_moved, indexes_moved, indexes_dropped) values (1000, now() - interval '20 days', 0, 0, 0);
     insert into public.erasure (school_id, id, code_digest, made_at, deleted, detached, kept, keys, week) values ('${world.schoolId}', '${id}', '\\x${'cd'.repeat(32)}', now() - interval '20 days', 1, 0, 0, 1, 1000)`,
  )
  expect(await result('C-38.certificates')).toBe('failed')
  await force(`update vault.ring set retired_at = now(), burned_at = now() where week = 1000`)
  expect(await result('C-38.certificates')).toBe('ok')
  await force(`delete from public.erasure; delete from vault.ring where week = 1000`)
})

test('C-23.spans: records that can be read after their years are red', async () => {
  expect(await result('C-23.spans', inYears(8))).toBe('failed')
  expect(await result('C-23.spans')).toBe('ok')
})

test('C-42.nothing_overdue: what is still there years after it was due is red', async () => {
  expect(await result('C-42.nothing_overdue', inYears(8))).toBe('failed')
  expect(await result('C-42.nothing_overdue')).toBe('ok')
})

test('C-45.history_gone: what somebody did in a year that is over for years is red', async () => {
  await force(
    `insert into public.notice_receipt (school_id, notice_id, person_id, seen_at) values ('${world.schoolId}', '${id}', '${teacher.id}', now())`,
  )
  expect(await result('C-45.history_gone')).toBe('ok')
  expect(await result('C-45.history_gone', inYears(2))).toBe('failed')
  const { rows } = await world.owner.query<{ held: string }>(
    `insert into public.announced_sweep (school_id, id, rule, by_on, rows, late, announced_on, due_on, held_until, why, held_at, held_by)
     values ($1, $2, 'public.notice_receipt', current_date + 700, 1, 0, current_date + 700, current_date + 701, current_date + 800, 'question_open', now(), $3)
     returning held_until::text as held`,
    [world.schoolId, id, teacher.id],
  )
  expect(rows).toHaveLength(1)
  expect(await result('C-45.history_gone', inYears(2)), 'somebody holds it').toBe('warning')
  await force(`delete from public.announced_sweep`)
  const since = (at: string) => world.owner.query(`update migration.step set at = ${at} where name = '0143_activity_figures.sql'`)
  await since("now() + interval '731 days'")
  expect(await result('C-45.history_gone', inYears(2)), 'the first night is not over').toBe('not_yet')
  await since('now()')
  expect(await result('C-45.history_gone', inYears(2))).toBe('failed')
  await force('delete from public.notice_receipt')
  expect(await result('C-45.history_gone', inYears(2))).toBe('ok')
})

test('C-45.leads_nowhere: a number of a few, or one that says who, is red', async () => {
  const figure = (times: number, people: number) =>
    `insert into public.activity_figure (school_id, id, rule, month_on, times, people) values ('${world.schoolId}', gen_random_uuid(), 'public.post_reaction', '2020-01-01', ${times}, ${people})`
  await expect(force(figure(6, 4))).rejects.toThrow('activity_figure_many')
  await force(`alter table public.activity_figure drop constraint activity_figure_many; ${figure(6, 1)}`)
  expect(await result('C-45.leads_nowhere'), 'six times, by one').toBe('failed')
  await force(
    'delete from public.activity_figure; alter table public.activity_figure add constraint activity_figure_many check (people >= 5 and times >= people)',
  )
  await force(figure(6, 5))
  expect(await result('C-45.leads_nowhere')).toBe('ok')
  await force('alter table public.activity_figure add column by_whom uuid')
  expect(await result('C-45.leads_nowhere')).toBe('failed')
  await force('alter table public.activity_figure drop column by_whom')
})

test('C-59.chain: a row of evidence that nobody signed is red', async () => {
  const bytes = (of: string, count: number) => `'\\x${of.repeat(count)}'`
  await world.owner.query(
    `insert into directory.evidence (number, about_school, control, asks, at, valid_seconds, result, source, facts, previous, digest, signature)
     values (1, '00000000-0000-0000-0000-000000000000', 'C-13', 'headers', now(), 3600, 'ok', 'probe', '{}', ${bytes('00', 32)}, ${bytes('11', 32)}, ${bytes('22', 64)})`,
  )
  expect(await result('C-59.chain')).toBe('failed')
  await world.owner.query('delete from directory.evidence')
  expect(await result('C-59.chain')).toBe('ok')
})

test('C-02.factor: somebody who runs the school and came in without a second factor is red', async () => {
  expect(await result('C-02.factor')).toBe('ok')
  await person(world, { name: 'Hélène Head', role: 'head' })
  expect(await result('C-02.factor')).toBe('failed')
  expect(teacher.id).not.toBe('')
})
