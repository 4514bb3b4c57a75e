import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDeviceKeys } from '#contract/devices.ts'
import { endSession } from '#contract/sessions.ts'
import { actions } from '#server/registry.ts'
import { openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

let world: World
let amal: Person
let rosa: Person
beforeAll(async () => {
  world = await openWorld()
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
})
afterAll(() => world.close())

type Keys = { reading: string; writing: string }
const keysOf = async (who: Pick<Person, 'ask'>) => (await who.ask(readDeviceKeys)).body['keys'] as Keys | null

test('a device has the same keys for as long as its session lives, and they are nobody else’s', async () => {
  const own = await keysOf(amal)
  expect(Buffer.from(own?.reading ?? '', 'base64')).toHaveLength(32)
  expect(await keysOf(amal)).toEqual(own)
  const hers = await keysOf(rosa)
  expect(new Set([own?.reading, own?.writing, hers?.reading, hers?.writing]).size).toBe(4)
})

test('signed in anew, what was written can be opened again, and what was read cannot', async () => {
  const before = await keysOf(amal)
  const after = await keysOf(await signInAgain(world, amal))
  expect(after?.writing).toBe(before?.writing)
  expect(after?.reading).not.toBe(before?.reading)
})

test('a shared machine is given none', async () => {
  expect(await keysOf(await signInAgain(world, amal, { sharedDevice: true }))).toBeNull()
})

test('when the session is over nobody is given any', async () => {
  const phone = await signInAgain(world, rosa)
  await phone.ask(endSession)
  expect((await phone.ask(readDeviceKeys)).status).toBe(401)
})

test('what stays on a device is no fact, no secret and no file, and only a wish waits there', () => {
  const marked = actions.map(({ endpoint }) => endpoint)
  const kept = marked.filter(({ offline }) => offline)
  expect(kept.map(({ name }) => name).toSorted()).toEqual([
    'calendar.read',
    'class.list',
    'family.mine',
    'feed.read',
    'notice.list',
    'person.me',
  ])
  expect(kept.filter(({ method, reads, confirmed }) => method !== 'GET' || reads === 'fact' || confirmed)).toEqual([])
  const waiting = marked.filter(({ queued }) => queued)
  expect(waiting.length).toBeGreaterThan(0)
  expect(waiting.filter((one) => one.method !== 'POST' || one.once || one.prints || one.upload || one.confirmed)).toEqual([])
})

test('each school is an app of its own, under its own name', async () => {
  const reply = await world.app.inject({ url: '/s/preau/app.webmanifest' })
  expect(reply.headers['content-type']).toContain('application/manifest+json')
  expect(reply.json()).toMatchObject({ name: 'École du Préau', scope: '/s/preau/', start_url: '/s/preau/today' })
  expect((await world.app.inject({ url: '/s/elsewhere/app.webmanifest' })).statusCode).toBe(404)
})

test('the worker leaves every page and file of the server to the server', async () => {
  const tree = world.app.printRoutes({ commonPrefix: false })
  const below = tree.slice(tree.indexOf('s/:slug'), tree.indexOf('shell.html'))
  const steps = [...below.matchAll(/^ {4}│ {7}[├└]── ([\w-]+)/gm)].map(([, step = '']) => step)
  const worker = readFileSync(path.join(import.meta.dirname, '../../../web/worker/worker.js'), 'utf8')
  const doors = /const doors = \[([^\]]*)\]/.exec(worker)?.[1] ?? ''
  const known = [...doors.matchAll(/'([^']*)'/g)].map(([, door]) => door)
  expect(steps.length).toBeGreaterThan(6)
  const ofApp = ['people', 'judicial-orders', 'carried-copy', 'app'] // the addresses of copies and the manifest: what has a dot in its last step is a file
  expect(steps.filter((step) => !known.includes(step) && !ofApp.includes(step))).toEqual([])
})
