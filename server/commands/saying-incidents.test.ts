import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportWeakPoint } from '#contract/status.ts'
import { readIncidents } from '#modules/status/incidents.ts'
import { listReports } from '#modules/status/reports.ts'
import { nasty } from '#tests/nasty.ts'
import { openWorld, type World } from '#tests/world.ts'
import { reportFrom } from './answering-reports.ts'
import { incidentFrom } from './saying-incidents.ts'

let world: World
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-words-'))
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(async () => {
  await world.close()
  fs.rmSync(folder, { recursive: true })
})

const file = (name: string, text: string) => {
  const at = path.join(folder, name)
  fs.writeFileSync(at, text)
  return at
}
const none = { impact: undefined, parts: undefined, began: undefined, state: undefined, json: undefined }
const first = () => readIncidents(world.installation, new Date(0)).then(([one]) => one)

test('what an operator types opens an incident in several languages, goes on with it and ends it', async () => {
  const words = [file('a.fr.txt', 'Panne\n\nNous cherchons.\n'), file('a.ja.txt', '障害\n調査中です。')]
  const does = incidentFrom(['open', ...words], { ...none, impact: 'major', parts: 'app, mail', began: '2026-11-01T08:00Z' })
  const id = /[0-9a-f-]{36}/.exec(await does(world.installation))?.[0] ?? ''
  expect(await first()).toMatchObject({
    id,
    impact: 'major',
    components: ['app', 'mail'],
    beganAt: new Date('2026-11-01T08:00Z'),
  })
  expect((await first())?.updates[0]?.texts).toEqual([
    { language: 'fr', title: 'Panne', body: 'Nous cherchons.' },
    { language: 'ja', title: '障害', body: '調査中です。' },
  ])
  await incidentFrom(['update', id, words[0] ?? ''], { ...none, state: 'watching' })(world.installation)
  await incidentFrom(['close', id, words[0] ?? ''], none)(world.installation)
  expect((await first())?.closedAt).not.toBeNull()
})

test.each([
  [['begin'], none],
  [['open'], { ...none, impact: 'minor', parts: 'app' }],
  [['open', 'x.fr.txt'], { ...none, parts: 'app' }],
  [['open', 'x.fr.txt'], { ...none, impact: 'minor' }],
  [['open', 'x.fr.txt'], { ...none, impact: 'minor', parts: 'kitchen' }],
  [['open', 'x.fr.txt'], { ...none, impact: 'minor', parts: 'app', began: 'yesterday' }],
  [['update', 'it', 'x.fr.txt'], { ...none, state: 'watching' }],
  [['update', '019aaaaa-0000-7000-8000-000000000000', 'x.fr.txt'], { ...none, state: 'resolved' }],
  [['close', '019aaaaa-0000-7000-8000-000000000000'], none],
])('%j is not understood', (words, wishes) => {
  file('x.fr.txt', 'Panne')
  const named = words.map((word) => (word.endsWith('.txt') ? path.join(folder, word) : word))
  expect(() => incidentFrom(named, wishes)).toThrow()
})

test('an operator reads, answers and closes reports; a late one is seen by a machine, and no sign of it moves the cursor', async () => {
  const said: string[] = []
  const log = console.log
  console.log = (text: string) => void said.push(text)
  const does = (words: string[], outcome?: string) => reportFrom(words, { outcome, json: false })(world.installation)
  try {
    const words = `${nasty['bidi']} \u001b is not typable`
    expect((await world.visitor(reportWeakPoint, { body: { words } })).status).toBe(422)
    await world.visitor(reportWeakPoint, { body: { words: `Look here.${nasty['bidi']}`, answerTo: 'kim@example.org' } })
    expect(await does([])).toBe(0)
    const number = (await listReports(world.installation))[0]?.number ?? ''
    await does(['read', number])
    expect(said.at(-1)).toContain('Answer to: kim@example.org')
    expect(said.at(-1)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    world.move(9 * 86_400)
    expect(await does([])).toBe(1)
    expect(said.at(-1)).toContain('LATE')
    await does(['answered', number])
    expect(await does([])).toBe(0)
    await does(['close', number], 'known')
    await does([])
    expect(said.at(-1)).toContain('closed: known')
  } finally {
    console.log = log
  }
  for (const words of [
    ['open', 'W-00000000'],
    ['read', 'one'],
    ['close', 'W-00000000'],
  ])
    expect(() => reportFrom(words, { outcome: undefined, json: false })).toThrow()
})
