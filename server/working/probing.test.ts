import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Component } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { noteSamples } from '#modules/status/measuring.ts'
import { serverPost } from '#server/outside/smtp.ts'
import { openWorld, type World } from '#tests/world.ts'
import { probe, probes } from './probing.ts'

let world: World
let installation: Installation
beforeAll(async () => {
  world = await openWorld({ mailsToFolder: true })
  const origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
  installation = { ...world.installation, origin }
}, 60_000)
afterAll(() => world.close())

const asked = (component: Component, change: Partial<Installation> = {}) => probe({ ...installation, ...change }, component)

test('the app answers over the network, and where nobody listens it does not', async () => {
  expect(await asked('app')).toBe('up')
  expect(await asked('app', { origin: 'http://127.0.0.1:9' })).toBe('down')
})

test('the database is asked on a connection of those that serve requests', async () => {
  expect(await asked('database')).toBe('up')
  const away = { connect: () => Promise.reject(new Error('nobody is there')) } as unknown as Installation['db']['requests']
  expect(await asked('database', { db: { ...installation.db, requests: away } })).toBe('down')
})

test('background work is measured by a job that was done, and three minutes without one are too many', async () => {
  expect(await asked('jobs')).toBe('down')
  await noteSamples(installation, [{ component: 'jobs', state: 'up', at: world.clock.now() }])
  expect(await asked('jobs')).toBeUndefined()
  world.move(200)
  expect(await asked('jobs')).toBe('down')
})

test('records that wait for a minute are away, for ten seconds are slow', async () => {
  const late = (ledgerDelay: number) => ({ published: { ...installation.published, delay: async () => ({ ledgerDelay }) } })
  expect(await asked('records', late(500))).toBe('up')
  expect(await asked('records', late(20_000))).toBe('slow')
  expect(await asked('records', late(61_000))).toBe('down')
})

test('what the store is given it gives back; one that loses or changes it does not work', async () => {
  const { files } = installation
  expect(await asked('files')).toBe('up')
  async function* other() {
    yield Buffer.alloc(64)
  }
  expect(await asked('files', { files: { ...files, read: async () => other() } })).toBe('down')
  expect(await asked('files', { files: { ...files, write: () => Promise.reject(new Error('the disk is full')) } })).toBe('down')
})

test('what is kept to look at the store is taken away again, also where reading it fails', async () => {
  const { files } = installation
  const removed: string[] = []
  const remove = async (name: string) => {
    removed.push(name)
    await files.remove(name)
  }
  const read = () => Promise.reject(new Error('the store gives nothing back'))
  expect(await asked('files', { files: { ...files, read, remove } })).toBe('down')
  expect(removed).toHaveLength(1)
})

test('mail works as long as a letter could leave', async () => {
  expect(await asked('mail')).toBe('up')
  const post = serverPost('smtp://127.0.0.1:9', 'preau@localhost', { ...installation.egress, admit: () => undefined })
  expect(await asked('mail', { post })).toBe('down')
  const folder = path.join(world.folder, 'mail')
  fs.rmSync(folder, { recursive: true })
  fs.writeFileSync(folder, 'no folder')
  expect(await asked('mail')).toBe('down')
  fs.rmSync(folder)
})

test('of devices the last message is seen, and nothing is sent to look', async () => {
  const push = { ...installation.push, publicKey: '', allows: () => true, takes: () => true, send: async () => 'sent' as const }
  const last = (isCarried: boolean) => ({ push: { ...push, last: () => ({ at: world.clock.now(), isCarried }) } })
  expect(await asked('push', { push: { ...push, last: () => undefined } })).toBeUndefined()
  expect(await asked('push', last(true))).toBe('up')
  expect(await asked('push', last(false))).toBe('down')
})

test('a scanner says of harmless bytes that they are clean', async () => {
  expect(await asked('scanner', { scanner: async () => 'clean' })).toBe('up')
  expect(await asked('scanner', { scanner: async () => 'infected' })).toBe('down')
  expect(await asked('scanner', { scanner: () => Promise.reject(new Error('away')) })).toBe('down')
})

test('a witness that is silent, or has seen another ledger, is not there', async () => {
  expect(await asked('witness')).toBeUndefined()
  await world.owner.query(
    `insert into ledger.witness (name, key, url, last_at) values ('one', 'k', 'https://one.example', $1), ('two', 'k', 'https://two.example', $1)`,
    [world.clock.now()],
  )
  expect(await asked('witness')).toBe('up')
  await world.owner.query("update ledger.witness set trouble = 'fork' where name = 'two'")
  expect(await asked('witness')).toBe('slow')
  world.move(4_000)
  expect(await asked('witness')).toBe('down')
})

test('who never answers does not answer', async () => {
  const never = { ...installation, post: { ...installation.post, probe: () => new Promise<void>(() => undefined) } }
  expect(await probe(never, 'mail', 20)).toBe('down')
})

test('nothing is asked more than once a minute', () => {
  expect(Object.values(probes).every(({ every }) => every >= 60_000)).toBe(true)
})
