import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readFormerPupil } from '#contract/leaving.ts'
import { reportWeakPoint } from '#contract/status.ts'
import { personTable } from '#modules/people/index.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { drillWith, ending } from './checks/drilled.ts'
import { handedOverWith } from './checks/little.ts'
import { writesValues } from './checks/unsaid.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let cast: Record<'head' | 'teacher', Person>
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    cast = {
      head: await person(world, { name: 'Hélène Head', role: 'head' }),
      teacher: await person(world, { name: 'Rosa Teacher', role: 'teacher' }),
    }
  },
)

const result = async (name: CheckName, change: Partial<Ground> = {}) =>
  (await find({ ...ground, now: world.clock.now(), ...change }, name)).result
/** Writes what no hand of the program could, past triggers and keys of others. */
const force = (sql: string) => world.owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
/** Puts a function of the database in the place of another, and gives back what brings the old one again. */
const instead = async (name: string, change: (text: string) => string) => {
  const { rows } = await world.owner.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [name])
  const text = rows[0]?.text ?? ''
  expect(change(text), name).not.toBe(text)
  await world.owner.query(change(text))
  return () => world.owner.query(text)
}

test('C-02.first_password: a code of somebody who runs the school that is good for longer than 72 hours is red', async () => {
  const code = (whom: Person, hours: number) =>
    force(
      `delete from public.activation_code;
       insert into public.activation_code (school_id, id, person_id, batch_id, code_digest, made_at, expires_at)
       values ('${world.schoolId}', '${randomUUID()}', '${whom.id}', '${randomUUID()}', '\\x${'ab'.repeat(32)}', now(), now() + interval '${hours} hours')`,
    )
  await code(cast.head, 72)
  expect(await result('C-02.first_password')).toBe('ok')
  await code(cast.head, 73)
  expect(await result('C-02.first_password')).toBe('failed')
  await code(cast.teacher, 14 * 24)
  expect(await result('C-02.first_password')).toBe('ok')
  await code(cast.teacher, 15 * 24)
  expect(await result('C-02.first_password')).toBe('failed')
  await force('delete from public.activation_code')
})

test('C-04.matrix: a role that may more than the table says, or less, is red; so is a relation of which it says nothing', async () => {
  expect(await result('C-04.matrix')).toBe('ok')
  const bring = await instead('app.is_office()', (text) => text.replace("'office'", "'office', 'teacher'"))
  expect(await result('C-04.matrix'), 'teachers became the office').toBe('failed')
  await bring()
  const { relations } = world.installation
  const other = { on: 'school', when: "app.is_a('pupil')", why: 'Is a pupil.' }
  const with_ = (change: typeof relations) =>
    result('C-04.matrix', { installation: { ...world.installation, relations: change } })
  expect(await with_({ ...relations, 'school.pupil': other })).toBe('failed')
  const { 'school.head': _, ...fewer } = relations
  expect(await with_(fewer), 'one that is gone').toBe('failed')
  expect(await result('C-04.matrix')).toBe('ok')
})

test('C-10.copied: what is sealed by nobody stands in a copy of the database in clear', async () => {
  expect(await result('C-10.copied')).toBe('ok')
  const { vault } = world.installation
  const open: typeof vault = {
    ...vault,
    seal: async (_tx, _school, _table, rows) => rows.map(({ content }) => Buffer.from(JSON.stringify(content))),
  }
  const look: Ground['look'] = (run, school) => ground.look((hands) => run({ ...hands, vault: open }), school)
  expect(await result('C-10.copied', { look })).toBe('failed')
  await world.owner.query('revoke select on vault.change from preau_relations')
  expect(await result('C-10.copied'), 'one that cannot be looked into').toBe('failed')
  await world.owner.query('grant select on vault.change to preau_relations')
  expect(await result('C-10.copied')).toBe('ok')
})

test('C-23.nameless: a log that writes down addresses is red, and so is a database that writes down values', async () => {
  expect(await result('C-23.nameless')).toBe('ok')
  const overheard: Ground['overheard'] = (run) =>
    ground.overheard((ask, log) =>
      run((path, more) => {
        log.info({ path }, 'asked')
        return ask(path, more)
      }, log),
    )
  expect(await result('C-23.nameless', { overheard })).toBe('failed')
  expect(await result('C-23.nameless', { overheard: async () => '' }), 'nothing was heard at all').toBe('failed')
  const quiet = { statements: 'none', slow: -1, parameters: 0, onError: 0 }
  expect(writesValues(quiet)).toBe(false)
  expect(writesValues({ ...quiet, onError: -1 })).toBe(true)
  expect(writesValues({ ...quiet, slow: 250 })).toBe(false)
  expect(writesValues({ ...quiet, slow: 250, parameters: -1 })).toBe(true)
  expect(writesValues({ ...quiet, statements: 'all', parameters: 80 })).toBe(true)
})

test('C-32.used: a detail that nobody has filled in for a year is red', async () => {
  expect(await result('C-32.used'), 'a new school').toBe('ok')
  await force(`update public.school set created_at = now() - interval '400 days'`)
  expect(await result('C-32.used'), 'nobody was born').toBe('failed')
  await force(`update public.person set born_on = '2014-05-01' where id = '${cast.teacher.id}'`)
  const { vault } = world.installation
  const filled: typeof vault = {
    ...vault,
    openSurviving: async (tx, school, table, rows) => {
      const contents = await vault.openSurviving(tx, school, table, rows)
      return contents.map((content) => content && { ...content, email: 'one@example.org', grade: '6' })
    },
  }
  const look: Ground['look'] = (run, school) => ground.look((hands) => run({ ...hands, vault: filled }), school)
  expect(await result('C-32.used', { look })).toBe('ok')
  await force(`update public.school set created_at = now()`)
})

test('C-40.handed_over: a code that works twice, for others or after its hour is red', async () => {
  expect(await result('C-40.handed_over')).toBe('ok')
  const check = handedOverWith(async () => true)
  if (check.scope !== 'school') throw new Error('it is looked at school by school')
  const school = { schoolId: world.schoolId, slug: 'preau', name: 'Préau' }
  expect((await check.run(ground, school as Parameters<typeof check.run>[1])).result, 'every time').toBe('failed')
  const { egress } = world.installation
  const open = { ...world.installation, egress: { ...egress, try: async () => undefined } }
  expect(await result('C-40.handed_over', { installation: open }), 'a door that lets everybody through').toBe('failed')
  const { rows } = await world.owner.query<{ name: string; using: string }>(
    "select policyname as name, qual as using from pg_policies where tablename = 'carry_token' and cmd = 'UPDATE' and 'preau_privacy' <> all (roles)",
  )
  const [policy] = rows
  await world.owner.query(
    `alter policy "${policy?.name}" on public.carry_token using (school_id = app.school_id()) with check (true)`,
  )
  await world.owner.query(`create policy "everybody" on public.carry_token for select using (true)`)
  expect(await result('C-40.handed_over'), 'a code of others').toBe('failed')
  await world.owner.query('drop policy "everybody" on public.carry_token')
  await world.owner.query(
    `alter policy "${policy?.name}" on public.carry_token using (${policy?.using}) with check (asked_by = app.person_id())`,
  )
  expect(await result('C-40.handed_over')).toBe('ok')
})

test('C-43.guided: former pupils who are read without a reason, without a fact, or after a year are red', async () => {
  expect(await result('C-43.guided')).toBe('ok')
  const other = (change: object) =>
    ground.actions.map((one) =>
      one.endpoint.name === readFormerPupil.name ? { ...one, endpoint: { ...one.endpoint, ...change } } : one,
    )
  expect(await result('C-43.guided', { actions: other({ query: z.object({}) }) })).toBe('failed')
  expect(await result('C-43.guided', { actions: other({ reads: 'plain' }) })).toBe('failed')
  expect(await result('C-43.guided', { actions: [] })).toBe('failed')
  const longer = await instead('app.former_pupils()', (text) => text.replace("interval '12 months'", "interval '24 months'"))
  expect(await result('C-43.guided'), 'two years').toBe('failed')
  await longer()
  const others = await instead('app.former_pupils()', (text) => text.replace("app.is_a('head')", "app.is_a('head', 'teacher')"))
  expect(await result('C-43.guided'), 'teachers who never taught them').toBe('failed')
  await others()
  expect(await result('C-43.guided')).toBe('ok')
})

test('C-44.drilled: a school that keeps a key, or a row, is red', async () => {
  const drill = async (end: typeof ending) => {
    const check = drillWith(end)
    if (check.scope !== 'installation') throw new Error('it is made up, and no school of ours')
    return check.run(ground)
  }
  expect(await drill(ending)).toMatchObject({ result: 'ok' })
  expect((await drill({ ...ending, keys: async () => 0 })).result).toBe('failed')
  expect((await drill({ ...ending, rows: async () => 1 })).result).toBe('failed')
  const { rows } = await world.owner.query(`select count(*)::int as schools from public.school where slug like 'drill-%'`)
  expect(rows).toEqual([{ schools: 0 }])
})

test('C-48.links: a link that leads to nowhere, or to a place that a page has not, is red', async () => {
  expect(await find(ground, 'C-48.links')).toMatchObject({ result: 'ok' })
  const with_ =
    (link: string): Ground['ask'] =>
    async (path, more) => {
      const heard = await ground.ask(path, more)
      return path === '/trust' ? { ...heard, text: `${heard.text}<a class="tap" href="${link}">more</a>` } : heard
    }
  expect(await result('C-48.links', { ask: with_('/trust/nothing') })).toBe('failed')
  expect(await result('C-48.links', { ask: with_('/trust/keeps#nothing') })).toBe('failed')
  expect(await result('C-48.links', { ask: with_('https://elsewhere.example/nothing') }), 'nobody outside is asked').toBe('ok')
})

test('C-60.mailbox: a form that does not answer, a report that nobody heard of, and nobody to hear of one are red', async () => {
  const told = { installation: { ...world.installation, securityTo: 'security@school.example' } }
  expect(await result('C-60.mailbox'), 'nobody can be written to').toBe('failed')
  expect(await result('C-60.mailbox', told)).toBe('ok')
  const away: Ground['ask'] = async (...asked) => ({ ...(await ground.ask(...asked)), status: 503 })
  expect(await result('C-60.mailbox', { ...told, ask: away })).toBe('failed')
  expect((await world.visitor(reportWeakPoint, { body: { words: 'A weak point.' } })).status).toBe(200)
  expect(await result('C-60.mailbox', told)).toBe('ok')
  await force(`update directory.weak_point set made_at = now() - interval '2 hours'`)
  expect(await result('C-60.mailbox', told)).toBe('failed')
  await force('delete from directory.weak_point')
})

test('what is tried leaves nobody behind', async () => {
  const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>(
    `select id, sealed from ${personTable.table} where school_id = '${world.schoolId}'`,
  )
  expect(rows).toHaveLength(Object.keys(cast).length)
})
