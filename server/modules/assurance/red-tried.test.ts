import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Action } from '#kernel/action.ts'
import type { Installation } from '#kernel/installation.ts'
import type { picturesOf } from '#modules/files/index.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import { classOf, type Person, person, type World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import { fieldsKeptBy } from './checks/open.ts'
import { gapsIn, unsaidOf } from './checks/rights.ts'
import { componentsOf, parts } from './checks/running.ts'
import { silenceOf } from './checks/seen.ts'
import { positionsKeptBy } from './checks/typed.ts'
import { looker } from './index.ts'
import { controlIds, promises } from './registry.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
let cast: Record<'teacher' | 'pupil', Person>
lookAroundIn(
  (found) => {
    ;({ world, ground } = found)
  },
  async (world) => {
    cast = {
      teacher: await person(world, { name: 'Rosa Teacher', role: 'teacher' }),
      pupil: await person(world, { name: 'Lina Pupil', role: 'pupil' }),
    }
    await classOf(world, '4B', [cast.teacher], [cast.pupil])
  },
)

const result = async (name: CheckName, at: Ground = ground) =>
  (await find(at, name).catch(() => ({ result: 'error' as const }))).result
const otherwise = (change: Partial<Installation>): Ground => {
  const installation = { ...world.installation, ...change }
  return { ...ground, installation, look: looker(installation) }
}
/** Writes what no hand of the program could, past triggers and keys of others. */
const force = (sql: string) => world.owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
const id = '01900000-0000-7000-8000-0000000000bb'

test('C-10.sealed_files: a file that lies in the store as it was sent is red', async () => {
  await force(
    `insert into public.file (school_id, id, state, state_at, type, size, hash, object, sealed, uploaded_at) values ('${world.schoolId}', '${id}', 'ready', now(), 'application/pdf', 9, '\\x${'00'.repeat(32)}', '${id}', '\\x00', now())`,
  )
  const { files } = world.installation
  const holding = (bytes: Buffer) =>
    otherwise({
      files: {
        ...files,
        read: async () =>
          (async function* () {
            yield new Uint8Array(bytes)
          })(),
      },
    })
  expect(await result('C-10.sealed_files', holding(Buffer.from('%PDF-1.7 of the class')))).toBe('failed')
  expect(await result('C-10.sealed_files', holding(Buffer.from('Lina was ill on Monday and Tuesday')))).toBe('failed')
  expect(await result('C-10.sealed_files', holding(Buffer.from([1, 1, 0, 0x9c, 0xff, 0x13, 0x80, 2, 9, 77, 200])))).toBe('ok')
  await force(`delete from public.file where id = '${id}'`)
})

test('C-14.no_position: a picture that still says where it was taken is red', async () => {
  const asItCame: typeof picturesOf = async (bytes) => {
    const picture = { bytes, width: 32, height: 32 }
    return { whole: picture, thumbnail: picture } as unknown as Awaited<ReturnType<typeof picturesOf>>
  }
  expect(await positionsKeptBy(asItCame)).toMatchObject({ result: 'failed', facts: { saidWhere: true, sayWhere: 2 } })
  expect(await result('C-14.no_position')).toBe('ok')
})

test('C-24.components: a part whose bytes are not pinned is red', async () => {
  expect(componentsOf([...parts(), { name: 'loose', version: '1.0.0', isPinned: false }])).toMatchObject({ result: 'failed' })
  expect(componentsOf([]).result).toBe('failed')
  expect(await result('C-24.components')).toBe('ok')
})

test('C-32.minimal: a school that cannot take somebody in without more than a name is red', async () => {
  await world.owner.query('alter table public.person add birthday date')
  await world.owner.query('alter table public.person add constraint birthday_needed check (birthday is not null) not valid')
  expect(await result('C-32.minimal')).not.toBe('ok')
  await world.owner.query('alter table public.person drop birthday')
  expect(await result('C-32.minimal')).toBe('ok')
})

test('C-59.complete: a promise that rests on nothing is red, and a control that nothing rests on', async () => {
  const [one, ...others] = promises
  if (!one) throw new Error('there are no promises')
  expect(gapsIn([{ ...one, controls: [] }, ...others], controlIds).result).toBe('failed')
  expect(
    gapsIn(
      promises.filter(({ controls }) => !controls.includes('C-13')),
      controlIds,
    ),
  ).toMatchObject({ result: 'failed', facts: { unused: 1 } })
  expect(await result('C-59.complete')).toBe('ok')
})

test('C-59.languages: a promise that one language does not say is red', async () => {
  expect(unsaidOf([...promises, { id: 'KLA-99' as 'KLA-01' }])).toMatchObject({ result: 'failed', facts: { missing: 4 } })
  expect(await result('C-59.languages')).toBe('ok')
})

test('P-01.sealed_words: a conversation that can be read in the database is red', async () => {
  const words = Buffer.from('Lina was ill on Monday').toString('hex')
  await force(
    `insert into public.conversation (school_id, id, school_year_id, line, pupil_id, begun_side, begun_at, last_at, state, sealed) values ('${world.schoolId}', '${id}', '${randomUUID()}', 'office_guardian', '${cast.pupil.id}', 'school', now(), now(), 'open', '\\x${words}')`,
  )
  expect(await result('P-01.sealed_words')).toBe('failed')
  await force(`delete from public.conversation where id = '${id}'`)
  expect(await result('P-01.sealed_words')).toBe('ok')
})

test('C-21.writes_are_facts: a kernel that lets a silent write through is red', async () => {
  const [some] = ground.actions
  if (!some) throw new Error('there are no actions')
  const lets = (): Action => ({ endpoint: some.endpoint, perform: async () => ({ status: 200, output: {} }) })
  expect((await silenceOf(ground, lets)).result).toBe('failed')
  expect(await result('C-21.writes_are_facts')).toBe('ok')
})

test('C-34.items: an answer about pictures that nobody gave is red', async () => {
  await force(
    `insert into public.image_consent (school_id, id, pupil_id, school_year_id, audience, says, wording, language, said_at) values ('${world.schoolId}', '${id}', '${cast.pupil.id}', '${randomUUID()}', 'class', 'yes', 1, 'en', now())`,
  )
  expect(await result('C-34.items')).toBe('failed')
  await force(`delete from public.image_consent where id = '${id}'`)
  expect(await result('C-34.items')).toBe('ok')
})

const hearing = (change: Partial<Awaited<ReturnType<Ground['ask']>>>): Ground => ({
  ...ground,
  ask: async (...asked) => ({ ...(await ground.ask(...asked)), ...change }),
})

test('C-56.responsible, C-60.contact: a school whose officer is named nowhere, or stands on no page, is red', async () => {
  await force(`delete from public.notification_rules where school_id = '${world.schoolId}'`)
  expect(await result('C-60.contact')).toBe('failed')
  expect(await result('C-56.responsible')).toBe('failed')
  await force(`insert into public.notification_rules (school_id, dpo_address) values ('${world.schoolId}', 'dpo@school.example')`)
  expect(await result('C-60.contact')).toBe('ok')
  world.move(20) // what was shown is remembered for ten seconds
  expect(await result('C-56.responsible')).toBe('ok')
  expect(await result('C-56.responsible', hearing({ text: '<p>Nobody.</p>' }))).toBe('failed')
})

test('C-60.help_inside: a question that is kept as it was typed is red', async () => {
  const { vault } = world.installation
  const open: typeof vault = {
    ...vault,
    seal: async (_tx, _schoolId, _table, rows) => rows.map(({ content }) => Buffer.from(JSON.stringify(content))),
  }
  expect(await result('C-60.help_inside', otherwise({ vault: open }))).toBe('failed')
  expect(await result('C-60.help_inside')).toBe('ok')
})

test('C-29.by_themselves: an app that a browser may keep for ever is red', async () => {
  const kept = (control: string) => hearing({ status: 200, headers: { 'cache-control': control } })
  expect(await result('C-29.by_themselves', kept('public, max-age=31536000, immutable'))).toBe('failed')
  expect(await result('C-29.by_themselves', hearing({ status: 404 }))).toBe('failed')
  expect(await result('C-29.by_themselves', kept('no-cache'))).toBe('ok')
})

test('P-03.fields: a reader of lists that keeps what nobody asked for is red', async () => {
  expect((await fieldsKeptBy(async (bytes) => ({ roster: { users: [bytes.toString()] } }))).result).toBe('failed')
  expect(await result('P-03.fields')).toBe('ok')
})

test('C-43.leaving_window: somebody who leaves in ten days and was told nothing is red', async () => {
  await force(`update public.person_state set from_at = now() - interval '90 days' where person_id = '${cast.pupil.id}'`)
  await force(
    `insert into public.person_state (school_id, id, person_id, state, reason, from_at) values ('${world.schoolId}', '${id}', '${cast.pupil.id}', 'leaving', 'office', now() - interval '50 days')`,
  )
  expect(await result('C-43.leaving_window')).toBe('failed')
  await force(
    `insert into public.leaving_step (school_id, id, person_id, step, due_on, announced_on) select '${world.schoolId}', '${id}', '${cast.pupil.id}', 'told_30', app.last_day('${world.schoolId}', '${cast.pupil.id}'), current_date - 20`,
  )
  expect(await result('C-43.leaving_window')).toBe('ok')
  await force(`delete from public.leaving_step where id = '${id}'; delete from public.person_state where id = '${id}'`)
})

test('C-44.receipt_first: a lock without a receipt is red', async () => {
  await world.owner.query('alter table public.school_exit drop constraint school_exit_order')
  expect(await result('C-44.receipt_first')).toBe('failed')
  await world.owner.query(
    `alter table public.school_exit add constraint school_exit_order check ((locked_at is null or receipt_at is not null) and (destroyed_at is null or locked_at is not null) and (locked_at is null or signed_at is not null))`,
  )
  expect(await result('C-44.receipt_first')).toBe('ok')
})

test('C-44.nobody_in: a school that is locked and lets somebody in is red', async () => {
  const { rows } = await world.owner.query<{ source: string }>("select pg_get_functiondef('app.is_locked'::regproc) as source")
  const source = rows[0]?.source ?? ''
  expect(source).toContain('school_exit')
  await world.owner.query(source.replace(/AS \$function\$[\s\S]*\$function\$/, 'AS $function$ select false $function$'))
  expect(await result('C-44.nobody_in')).toBe('failed')
  await world.owner.query(source)
  expect(await result('C-44.nobody_in')).toBe('ok')
})

test('C-44.keys_gone: a school that was destroyed and still has keys is red', async () => {
  const digest = `'\\x${'ab'.repeat(32)}'`
  await force(
    `insert into public.school_exit (school_id, id, announced_at, signed_at, read_only_on, locks_on, manifest, receipt_at, code_digest, locked_at, destroyed_at)
     values ('${world.schoolId}', '${id}', now(), now(), current_date - 100, current_date - 60, ${digest}, now(), ${digest}, now() - interval '40 days', now())`,
  )
  expect(await result('C-44.keys_gone')).toBe('failed')
  await force(`update public.school_exit set destroyed_at = null where id = '${id}'`)
  expect(await result('C-44.keys_gone')).toBe('failed')
  await force(`delete from public.school_exit where id = '${id}'`)
  expect(await result('C-44.keys_gone')).toBe('ok')
})
