import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { announce } from '#modules/notices/index.ts'
import { closeIncident, openIncident } from '#modules/status/incidents.ts'
import { noteSamples } from '#modules/status/measuring.ts'
import { writeNow } from '#server/working/writing-status.ts'
import { find, lookAroundIn } from '#tests/promises.ts'
import type { World } from '#tests/world.ts'
import type { Ground } from './checking.ts'
import type { CheckName } from './rows.ts'

let world: World
let ground: Ground
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-second-place-'))
lookAroundIn((found) => {
  ;({ world, ground } = found)
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

const result = async (name: CheckName, change: Partial<Ground> = {}) =>
  (await find({ ...ground, now: world.clock.now(), ...change }, name)).result
const parts = ['app', 'database', 'jobs', 'files', 'mail'] as const
const measure = (state: 'up' | 'down' = 'up') =>
  noteSamples(
    world.installation,
    parts.map((component) => ({ component, state, at: world.clock.now() })),
  )
const later = (seconds: number) => world.move(seconds)

test('a page of parts that nobody measures any more is red, and so is one that leaves a part out', async () => {
  expect(await result('C-30.measured')).toBe('failed')
  await measure()
  later(11)
  expect(await result('C-30.measured')).toBe('ok')
  const ask: Ground['ask'] = async (...asked) => {
    const heard = await ground.ask(...asked)
    return { ...heard, text: heard.text.replace('id="mail"', '') }
  }
  expect(await result('C-30.measured', { ask })).toBe('failed')
  later(600)
  expect(await result('C-30.measured')).toBe('failed')
})

test('a second place that is not there, is old, is of the same name or lies within the data is red', async () => {
  expect(await result('C-30.second_place')).toBe('failed')
  await writeNow(world.installation, folder)
  const at = (folder: string, url?: string) => ({ around: { ...ground.around, status: { folder, url } } })
  expect(await result('C-30.second_place', at(folder, 'https://status.school.example/'))).toBe('ok')
  expect(await result('C-30.second_place', at(folder))).toBe('failed')
  expect(await result('C-30.second_place', at(folder, 'http://localhost:3000/elsewhere'))).toBe('failed')
  const inside = path.join(world.folder, 'status')
  await writeNow(world.installation, inside)
  expect(await result('C-30.second_place', at(inside, 'https://status.school.example/'))).toBe('failed')
  expect(await result('C-30.second_place', at(path.join(folder, 'nowhere'), 'https://status.school.example/'))).toBe('failed')
  later(400)
  expect(await result('C-30.second_place', at(folder, 'https://status.school.example/'))).toBe('failed')
})

test('an interruption that was told when it had begun is red', async () => {
  const says = (effectiveFrom: Date) =>
    announce(world.installation, {
      ...{ kind: 'maintenance', impact: 'low', effectiveFrom, effectiveUntil: null },
      texts: [{ language: 'fr', title: 'Travaux', text: 'Une heure.' }],
    })
  await says(new Date(world.clock.now().getTime() + 3_600_000))
  expect(await result('C-30.announced')).toBe('ok')
  await says(new Date(world.clock.now().getTime() - 3_600_000))
  expect(await result('C-30.announced')).toBe('failed')
})

test('an incident of which nothing more is said, and a part that is away while nobody says so, are red', async () => {
  expect(await result('C-30.said')).toBe('ok')
  const texts = [{ language: 'fr', title: 'Panne', body: '' }]
  const id = await openIncident(world.installation, {
    ...{ impact: 'outage', components: ['app'], beganAt: world.clock.now() },
    texts,
  })
  expect(await result('C-30.said')).toBe('ok')
  later(4 * 3600)
  expect(await result('C-30.said')).toBe('failed')
  await closeIncident(world.installation, id, { texts })
  expect(await result('C-30.said')).toBe('ok')
  await measure('down')
  later(2 * 3600)
  await measure('down')
  expect(await result('C-30.said')).toBe('failed')
  await measure('up')
  expect(await result('C-30.said')).toBe('ok')
})

test('a feed that is gone, a form that is gone, and an address that waits for its mail are red', async () => {
  expect(await result('C-30.heard')).toBe('ok')
  const without = (what: string): Partial<Ground> => ({
    ask: async (asked, more) => {
      const heard = await ground.ask(asked, more)
      return { ...heard, text: heard.text.replaceAll(what, '') }
    },
  })
  for (const gone of ['<feed', 'BEGIN:VCALENDAR', 'action="/status/subscribers'])
    expect(await result('C-30.heard', without(gone)), gone).toBe('failed')
  await world.owner.query(
    "insert into directory.status_subscriber (id, locale, made_at, token_digest, sealed) values (gen_random_uuid(), 'fr', now() - interval '1 hour', sha256('x'), 'x')",
  )
  expect(await result('C-30.heard')).toBe('failed')
  await world.owner.query('delete from directory.status_subscriber')
})

test('a report that waits for longer than five working days is red, and so is one that was answered late', async () => {
  const made = (days: number, answered: string) =>
    world.owner.query(
      `insert into directory.weak_point (id, made_at, answered_at, sealed) values (gen_random_uuid(), now() - interval '${days} days', ${answered}, 'x')`,
    )
  await made(2, 'null')
  await made(20, "now() - interval '19 days'")
  expect(await result('C-27.answered')).toBe('ok')
  await made(10, 'null')
  expect(await result('C-27.answered')).toBe('failed')
  await world.owner.query('delete from directory.weak_point')
  await made(20, "now() - interval '1 day'")
  expect(await result('C-27.answered')).toBe('failed')
  await world.owner.query('delete from directory.weak_point')
})
