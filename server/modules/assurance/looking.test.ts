import { expect, test } from 'vitest'
import { nobody } from '#kernel/ids.ts'
import { schools } from '#kernel/schools.ts'
import { lookAroundIn } from '#tests/promises.ts'
import { facts, type World } from '#tests/world.ts'
import { brokenLinks } from './chain.ts'
import type { Ground } from './checking.ts'
import { chainAfter } from './evidence.queries.ts'
import { asInstallation } from './installation.queries.ts'
import { evidenceKey } from './key.ts'
import { lookAround, lostPromises, standings } from './looking.ts'

let world: World
let ground: Ground
lookAroundIn((found) => {
  ;({ world, ground } = found)
})

const later = (seconds: number): Ground => {
  world.move(seconds)
  return { ...ground, now: world.clock.now() }
}
const stateOf = async (at: Ground, id: 'KLA-39' | 'KLA-35' | 'KLA-42') =>
  (await standings(at, await schools(world.installation))).of(world.schoolId).promises.get(id)
const chain = () => asInstallation(world.installation, (tx) => chainAfter(tx, 0, 10_000))

test('before anything was looked at nothing is kept', async () => {
  const { of } = await standings(ground, await schools(world.installation))
  expect(new Set(of(world.schoolId).promises.values())).toEqual(new Set(['stale', 'not_yet', 'not_applicable']))
})

test('what is due is looked at once, and leaves a fact and a chain that is whole', async () => {
  const looked = await lookAround(ground)
  expect(looked).toBeGreaterThan(60)
  expect(await lookAround(later(60))).toBe(0)
  expect((await facts(world)).filter((name) => name === 'promise.checked')).toHaveLength(1)
  const rows = await chain()
  expect(rows).toHaveLength(looked)
  expect(brokenLinks(rows, evidenceKey(ground).publicKey)).toBe(0)
  expect(await stateOf(ground, 'KLA-39')).toBe('ok')
  expect(await stateOf(ground, 'KLA-42')).toBe('not_yet')
}, 60_000)

test('evidence cannot be changed, and whoever changes it nevertheless is seen', async () => {
  const change = "update directory.evidence set result = 'ok'"
  await expect(
    asInstallation(world.installation, (tx) => tx.updateTable('directory.evidence').set({ result: 'ok' }).execute()),
  ).rejects.toThrow(/permission denied/)
  const before = await chain()
  await world.owner.query(`${change} where result = 'failed'`)
  expect(brokenLinks(await chain(), evidenceKey(ground).publicKey)).toBeGreaterThan(0)
  await world.owner.query("update directory.evidence e set result = 'failed' from unnest($1::bigint[]) n where e.number = n", [
    before.filter(({ result }) => result === 'failed').map(({ number }) => number),
  ])
  expect(brokenLinks(await chain(), evidenceKey(ground).publicKey)).toBe(0)
})

test('evidence has no room for a word or an id', async () => {
  const write = (text: string) =>
    world.owner.query(
      `insert into directory.evidence select 1000000, about_school, control, asks, at, valid_seconds, result, source, $1::jsonb, previous, digest, signature from directory.evidence limit 1`,
      [text],
    )
  await expect(write('{"who":"Lina"}')).rejects.toThrow(/evidence_of_nobody/)
  await expect(write('{"Lina Pupil":1}')).rejects.toThrow(/evidence_of_nobody/)
  await expect(write(`{"a":["${nobody}"]}`)).rejects.toThrow(/evidence_of_nobody/)
  await write('{"count":1,"isSo":true}')
  await world.owner.query('delete from directory.evidence where number = 1000000')
})

test('what is broken turns its promises red at the next look, and back when it is mended', async () => {
  await world.owner.query('alter table public.person no force row level security')
  expect(await lookAround(later(86_400))).toBeGreaterThan(60)
  expect(await stateOf(later(0), 'KLA-35')).toBe('failed')
  expect(await lostPromises(world.installation)).toContain('KLA-35')
  expect(await facts(world)).toContain('control.changed')
  await world.owner.query('alter table public.person force row level security')
  await lookAround(later(86_400))
  expect(await stateOf(later(0), 'KLA-35')).toBe('ok')
  // This world has moved away from the clock of its database, and that is seen, too.
  expect(await lostPromises(world.installation)).toEqual(['CLA-38'])
}, 60_000)

test('what nobody looks at any more is stale, and a promise that rests on it is not kept', async () => {
  expect(await stateOf(later(4 * 3600), 'KLA-39')).toBe('stale')
})

test('a check that breaks itself is not kept', async () => {
  const away = { ...later(90_000), ask: () => Promise.reject(new Error('nobody answers')) }
  await lookAround(away)
  const rows = (await chain()).filter(({ asks, control }) => control === 'C-13' && asks === 'headers')
  expect(rows.at(-1)).toMatchObject({ result: 'error', facts: {} })
}, 60_000)
