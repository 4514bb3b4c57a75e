import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { xsrfTokenOf } from '#kernel/session.ts'
import { formAround } from '#tests/files.ts'
import { openWorld, type Person, person, type World } from '#tests/world.ts'

const LARGE = process.env['PREAU_FULL'] ? 1024 : 64
const MB = 1_048_576

let world: World
let rosa: Person
let child: ChildProcess
let port: number

const said = async () => {
  const [message] = (await once(child, 'message')) as [{ port: number; peak: number }]
  return message
}

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  const { host, port: at, database } = world.connection.config('owner')
  const where = { place: { host, port: at }, database, settings: world.settings, schoolId: world.schoolId }
  child = fork(path.join(import.meta.dirname, '../../../tests/upload-process.ts'), [JSON.stringify(where)])
  port = (await said()).port
}, 60_000)
afterAll(async () => {
  child.kill()
  await world.close()
})

const film = Buffer.concat([
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
  Buffer.alloc(MB - 24, 'un film '),
])
const headers = () => ({ cookie: `preau=${rosa.token}`, 'x-xsrf-token': xsrfTokenOf(rosa.token) })

const sends = async (megabytes: number) => {
  const form = formAround('film.mp4')
  function* body() {
    yield form.before
    for (let nth = 0; nth < megabytes; nth++) yield film
    yield form.after
  }
  const length = form.before.length + megabytes * MB + form.after.length
  const request = http.request({
    ...{ host: '127.0.0.1', port, method: 'POST', path: '/s/preau/api/files' },
    headers: { ...headers(), 'content-type': form.type, 'content-length': length },
  })
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>
  Readable.from(body()).pipe(request)
  const [answer] = await answered
  return (await json(answer)) as { id: string; size: number; code?: string }
}

const gets = async (url: string) => {
  const request = http.get({ host: '127.0.0.1', port, path: url, headers: headers() })
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  return answer
}

const gives = async (id: string) => {
  const { link } = (await json(await gets(`/s/preau/api/files/${id}`))) as { link: { url: string } }
  let size = 0
  for await (const bytes of await gets(link.url)) size += (bytes as Buffer).length
  return size
}

const takesAlong = async () => {
  let size = 0
  for await (const bytes of await gets(`/s/preau/people/${rosa.id}/export.zip`)) size += (bytes as Buffer).length
  return size
}

const peak = () => {
  child.send('peak')
  return said().then((message) => message.peak)
}

test(`a file of ${LARGE} MB goes in, out and into an export in less than 64 MB of extra memory`, {
  timeout: 600_000,
}, async () => {
  await gives((await sends(16)).id)
  await takesAlong()
  await peak()
  const before = await peak()
  const began = performance.now()
  const { id, size } = await sends(LARGE)
  const [taken, between] = [await peak(), performance.now()]
  expect([size, await gives(id)]).toEqual([LARGE * MB, LARGE * MB])
  const [given, ended] = [await peak(), performance.now()]
  expect(await takesAlong()).toBeGreaterThan((LARGE + 16) * MB)
  const exported = await peak()
  const rate = (from: number, to: number) => `${Math.round(LARGE / ((to - from) / 1000))} MB/s`
  if (process.env['PREAU_FULL'])
    console.log(
      `in: +${((taken - before) / MB).toFixed(1)} MB, ${rate(began, between)}; out: +${((given - before) / MB).toFixed(1)} MB, ${rate(between, ended)}; exported: +${((exported - before) / MB).toFixed(1)} MB, ${rate(ended, performance.now())}`,
    )
  expect((taken - before) / MB).toBeLessThan(64)
  expect((given - before) / MB).toBeLessThan(64)
  expect((exported - before) / MB).toBeLessThan(64)
})
