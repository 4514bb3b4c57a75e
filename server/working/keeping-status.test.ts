import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import type { Installation } from '#kernel/installation.ts'
import { openIncident } from '#modules/status/incidents.ts'
import { readStanding } from '#modules/status/reading.ts'
import { stylePath } from '#server/pages/style.ts'
import { facts, openWorld, type World } from '#tests/world.ts'
import { openStatus } from './keeping-status.ts'
import { writeNow } from './writing-status.ts'

let world: World
let installation: Installation
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-status-'))
beforeAll(async () => {
  world = await openWorld({ mailsToFolder: true })
  const origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  installation = { ...world.installation, origin }
}, 60_000)
afterAll(async () => {
  await world.close()
  fs.rmSync(folder, { recursive: true })
})

const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')
const measuring = (of: Installation) => openStatus(of, { folder }).measure
type Said = { writtenAt: string; components: { component: string; state: string }[]; incidents: { id: string }[] }
const said = (): Said => JSON.parse(read('status.json'))
const stateOf = (component: string) => said().components.find((one) => one.component === component)?.state
const aMinute = async (round: () => Promise<void>) => {
  world.move(61)
  await round()
  await world.doJobs()
}

test('every minute each part is measured, and the page lies in the folder in every language, with its sheet and its feeds', async () => {
  const round = measuring(installation)
  for (let minute = 0; minute < 5; minute++) await aMinute(round)
  expect((await readStanding(installation)).parts.map(({ component, state }) => `${component} ${state}`)).toEqual([
    'app up',
    'database up',
    'jobs up',
    'records unknown',
    'files up',
    'mail up',
  ])
  const names = ['index.html', 'status.json', 'incidents.atom', 'maintenance.ics', stylePath.slice(1)]
  expect(fs.readdirSync(folder).toSorted()).toEqual([...names, ...locales.map((locale) => `status.${locale}.html`)].toSorted())
  for (const locale of locales) {
    const page = read(`status.${locale}.html`)
    expect(page).toContain(`<html lang="${locale}">`)
    expect(page).toContain(`href=".${stylePath}"`)
    expect(page).toContain("default-src 'none'; style-src 'self'")
    expect(page).not.toMatch(/<script|<form|status\.(?!\w+(?:-\w+)?\.html|json)|(?:src|href)="\//)
    expect(Buffer.byteLength(page) + Buffer.byteLength(read(stylePath.slice(1)))).toBeLessThan(60_000)
  }
}, 60_000)

test('what whoever runs the machine says lies there at once', async () => {
  const before = said().writtenAt
  const id = await openIncident(installation, {
    ...{ impact: 'major', components: ['mail'], beganAt: world.clock.now() },
    texts: [{ language: 'fr', title: 'Les e-mails tardent', body: 'Nous cherchons.' }],
  })
  world.move(1)
  await writeNow(installation, folder)
  expect(said().incidents.map((one) => one.id)).toEqual([id])
  expect(read('index.html')).toContain('Les e-mails tardent')
  expect(said().writtenAt > before).toBe(true)
})

test('when the app no longer answers, the folder says so within a minute', async () => {
  const round = measuring({ ...installation, origin: 'http://127.0.0.1:9' })
  await aMinute(round)
  expect(stateOf('app')).toBe('down')
  expect(read('status.en.html')).toContain('Something does not work')
  expect(await facts(world)).toContain('component.changed')
  await aMinute(measuring(installation))
  expect(stateOf('app')).toBe('up')
}, 60_000)

test('when the database is away nothing can be written down, and the folder says that; what was measured is counted later', async () => {
  const { db } = installation
  let isAway = false
  const connect = (() =>
    isAway ? Promise.reject(new Error('nobody is there')) : db.requests.connect()) as unknown as typeof db.requests.connect
  const requests = new Proxy(db.requests, { get: (pool, name) => (name === 'connect' ? connect : Reflect.get(pool, name)) })
  const round = measuring({ ...installation, db: { ...db, requests } })
  await aMinute(round)
  isAway = true
  world.move(61)
  await round()
  expect(stateOf('database')).toBe('down')
  expect(Date.parse(said().writtenAt)).toBeGreaterThan(world.clock.now().getTime() - 10_000)
  expect(read('index.html')).toContain('Les e-mails tardent')
  isAway = false
  await aMinute(round)
  expect(stateOf('database')).toBe('up')
  const { rows } = await world.owner.query(
    "select sum(down)::int as down from directory.component_day where component = 'database'",
  )
  expect(rows).toEqual([{ down: 1 }])
}, 60_000)

test('a mail server that answers nothing delays no measuring', async () => {
  const never = Promise.withResolvers<undefined>()
  const slow = { ...installation, post: { ...installation.post, send: () => never.promise } }
  await world.owner.query(`update directory.component_now set measured_at = now() - interval '1 day'`)
  const { measure, tell } = openStatus(slow, { folder })
  const address = { email: 'karl@example.org' }
  const asked = await world.app.inject({
    ...{ method: 'POST', url: '/status/subscribers', payload: new URLSearchParams(address).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  })
  expect(asked.statusCode).toBe(200)
  const telling = tell()
  await aMinute(measure)
  expect(await Promise.race([telling, 'is telling'])).toBe('is telling')
  expect(stateOf('app')).toBe('up')
  expect(Date.parse(said().writtenAt)).toBeGreaterThan(world.clock.now().getTime() - 10_000)
  never.resolve(undefined)
  await telling
}, 60_000)

test('a file is there whole or not at all: what cannot be written anew stays as it was', async () => {
  const before = read('status.fr.html')
  const blocked = path.join(folder, '.status.fr.html.draft')
  fs.mkdirSync(blocked)
  world.move(61)
  await expect(writeNow(installation, folder)).rejects.toThrow()
  expect(read('status.fr.html')).toBe(before)
  fs.rmdirSync(blocked)
  await writeNow(installation, folder)
  expect(read('status.fr.html')).not.toBe(before)
})

test('when everything has stopped, the files still say what was so when they were written, when that was, and what it means', async () => {
  const last = said()
  await world.app.close()
  world.move(3600)
  const when = last.writtenAt.slice(0, 10)
  expect(said()).toEqual(last)
  expect(read('status.sv.html')).toContain(`Skriven ${when}`)
  expect(read('status.en.html')).toContain('If that was more than five minutes ago, it is as old as that')
  expect(read('status.en.html')).toContain('<span class="badge ok">Answers</span>')
})
