import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errors } from '#contract/errors.ts'
import { openWorld, type World } from './world.ts'

let world: World
let port: number
beforeAll(async () => {
  world = await openWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  port = (world.app.server.address() as AddressInfo).port
})
afterAll(() => world.close())

/** Says something to the port and hangs up; what came back until then. */
const say = (noise: string | Buffer, { stay = false } = {}) =>
  new Promise<string>((resolve) => {
    const parts: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.write(noise)
      if (!stay) socket.end()
    })
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(parts).toString()))
  })

const host = 'Host: localhost'
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`

const noises: Record<string, string | Buffer> = {
  'no HTTP at all': 'hello\r\n\r\n',
  'a TLS greeting': Buffer.from('16030100c8010000c40303', 'hex'),
  'bytes by chance': Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)),
  'an unknown version': lines('GET / HTTP/9.9', host),
  'an unknown method': lines('FETCH / HTTP/1.1', host),
  'no host': lines('GET /healthz HTTP/1.1'),
  'a NUL in a header': lines('GET / HTTP/1.1', host, 'X: a\0b'),
  'a header without a colon': lines('GET / HTTP/1.1', host, 'nonsense'),
  'headers of 100 kB': lines('GET / HTTP/1.1', host, `X: ${'x'.repeat(100_000)}`),
  'ten thousand headers': lines('GET / HTTP/1.1', host, ...Array.from({ length: 10_000 }, (_, at) => `X-${at}: 1`)),
  'a length below nothing': lines('POST /api/setup HTTP/1.1', host, 'Content-Type: application/json', 'Content-Length: -1'),
  'a length that is none': lines('POST /api/setup HTTP/1.1', host, 'Content-Type: application/json', 'Content-Length: x'),
  'two lengths': lines('POST /api/setup HTTP/1.1', host, 'Content-Length: 1', 'Content-Length: 2'),
  'a length and chunks': `${lines('POST /api/setup HTTP/1.1', host, 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  'a chunk that is none': `${lines('POST /api/setup HTTP/1.1', host, 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\nx\r\n`,
  'bad percent encoding': lines('GET /%E0%A4%A HTTP/1.1', host, 'Connection: close'),
  'an address that is none': lines('GET http://[::1 HTTP/1.1', host, 'Connection: close'),
  'an address with a space': lines('GET /a b HTTP/1.1', host),
  'a path of 100 kB': lines(`GET /${'x'.repeat(100_000)} HTTP/1.1`, host),
  'a cookie that is none': lines(
    'GET /s/preau/api/me HTTP/1.1',
    host,
    `Cookie: preau=%; ${'='.repeat(2_000)}; __proto__=1`,
    'Connection: close',
  ),
  'noise after a request': `${lines('GET /healthz HTTP/1.1', host)}\u0001\u0002nonsense\r\n\r\n`,
  'half a request': 'POST /api/setup HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"a"',
}

/** The statuses that came back with a body; without one it is Node itself that answers, to a request that names no host. */
const statuses = (reply: string) => [...reply.matchAll(/HTTP\/1\.1 (\d{3})[^{]*\{/g)].map(([, status]) => Number(status))

test.each(Object.entries(noises))('%s is refused with a code, or hung up on', async (_, noise) => {
  const reply = await say(noise)
  for (const status of statuses(reply)) expect(status).toBeLessThan(500)
  const refused = statuses(reply).filter((status) => status >= 400)
  const codes = [...reply.matchAll(/"code":"([a-z_.]+)"/g)].map(([, code]) => code!)
  expect(codes.length).toBe(refused.length)
  expect(codes.every((code) => code in errors)).toBe(true)
})

test('a client that hangs up in the middle hurts nobody', async () => {
  await Promise.all(Array.from({ length: 50 }, () => say('POST /api/setup HTTP/1.1\r\nHost: localhost\r\nContent-Le')))
  const reply = await say(lines('GET /healthz HTTP/1.1', host, 'Connection: close'), { stay: true })
  expect(reply).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"ok":true\}/)
})
