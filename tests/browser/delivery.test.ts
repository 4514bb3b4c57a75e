import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stylePath } from '#server/pages/style.ts'
import { buildWeb } from '#server/serving/web-build.ts'
import { openWorld, type World } from '../world.ts'
import { root } from './building.ts'

let world: World
let app: FastifyInstance

beforeAll(async () => {
  await buildWeb()
  world = await openWorld()
  app = world.app
}, 60_000)
afterAll(() => world?.close())

test('the app travels compressed, and may be kept for ever', async () => {
  const script = readdirSync(join(root, 'web/dist/assets')).find((name) => /^first-.*\.js$/.test(name))
  const reply = await app.inject({ url: `/assets/${script}`, headers: { 'accept-encoding': 'gzip, br' } })
  expect([reply.statusCode, reply.headers['content-encoding']]).toEqual([200, 'br'])
  expect(reply.headers['content-type']).toContain('javascript')
  expect(reply.headers['cache-control']).toContain('immutable')
})

test('the folder of the build shows nothing but what the app asks for', async () => {
  const urls = ['/.vite/manifest.json', '/index.html.br', '/../package.json', '/assets/']
  const replies = await Promise.all(urls.map((url) => app.inject({ url })))
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404])
})

const scripts = (page: string) => [...page.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)].map(([, src = '']) => src)

test('joining weighs at most 60 KB in all, without any script; signing in brings one, for passkeys, and needs none', async () => {
  const style = await app.inject({ url: stylePath })
  for (const [url, brought] of [
    ['/join', []],
    ['/s/preau/', []],
    ['/s/preau/sign-in', ['/passkey.js']],
    ['/trust', []],
    ['/trust/reporting', []],
    ['/verify', []],
    ['/status', []],
    ['/legal', []],
    ['/s/preau/legal', []],
  ] as const) {
    const page = await app.inject({ url, headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(200)
    expect(scripts(page.body)).toEqual(brought)
    expect(page.body.split('<script').length - 1).toBe(brought.length)
    const more = await Promise.all(brought.map((src) => app.inject({ url: src })))
    const weight = [page, style, ...more].reduce((sum, { body }) => sum + body.length, 0)
    expect(weight).toBeLessThanOrEqual(60_000)
  }
})
