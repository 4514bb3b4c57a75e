import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFile } from '#contract/files.ts'
import { endSession } from '#contract/sessions.ts'
import { disposition, partOf } from '#server/serving/downloads.ts'
import { attaches, fetches, photo, uploads } from '#tests/files.ts'
import { classOf, facts, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, otto, noor]: Person[] = []
let class6B: string
const film = Buffer.concat([
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
  Buffer.alloc(200_000, 'un film de la sortie '),
])
let filmId: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  const { body } = await uploads(world, rosa, film, { name: 'Forêt "6B".mp4', type: 'text/html' })
  filmId = body.id
  await attaches(world, rosa, filmId, 'class', class6B)
})
afterAll(() => world.close())

const linkOf = async (who: Person, id = filmId) => {
  const { body } = await who.ask(readFile, { params: { id } })
  return (body['link'] as { url: string }).url
}
const parts = async (url: string, range: string, more: Record<string, string> = {}) => {
  const { statusCode, headers, rawPayload } = await fetches(world, noor, url, { headers: { range, ...more } })
  return { status: statusCode, range: headers['content-range'], bytes: rawPayload }
}

test('a link opens the file, says nothing about anyone, and lets nobody keep or run it', async () => {
  const url = await linkOf(noor!)
  expect(url).toMatch(/^\/s\/preau\/files\/[\w-]{60}$/)
  const { statusCode, headers, rawPayload } = await fetches(world, noor, url)
  expect([statusCode, rawPayload.equals(film)]).toEqual([200, true])
  expect(headers).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': `${film.length}`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `inline; filename="Foret _6B_.mp4"; filename*=UTF-8''For%C3%AAt%20%226B%22.mp4`,
  })
})

test('a document is saved, not shown', async () => {
  const { body } = await uploads(world, noor!, Buffer.from('Ma lecture de la semaine'), { name: 'lecture.bat' })
  const { headers } = await fetches(world, noor, await linkOf(noor!, body.id))
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="lecture.bat.txt"; filename*=UTF-8''lecture.bat.txt`,
  })
})

test('a file that is damaged in the store breaks off where it is, and leaves a fact', async () => {
  const { body } = await uploads(world, rosa!, film, { name: 'film.mp4' })
  await attaches(world, rosa!, body.id, 'class', class6B)
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [body.id])
  const object = path.join(world.settings.data, 'files', rows[0]!.object.slice(0, 2), rows[0]!.object)
  const bytes = fs.readFileSync(object)
  const refusals = async () => (await facts(world)).filter((name) => name === 'vault.refused').length
  const before = await refusals()
  bytes[bytes.length - 20]! ^= 1 // in the last chunk: the answer has begun by then
  fs.writeFileSync(object, bytes)
  const half = await fetches(world, rosa, await linkOf(rosa!, body.id)).then(
    ({ rawPayload }) => rawPayload.equals(film),
    () => false,
  )
  expect([half, await refusals()]).toEqual([false, before + 1])
  bytes[40]! ^= 1 // in the first: nothing of it is given
  fs.writeFileSync(object, bytes)
  expect((await fetches(world, rosa, await linkOf(rosa!, body.id))).json()).toMatchObject({ code: 'vault.damaged' })
  expect(await refusals()).toBe(before + 2)
})

test('a link is for one session, for five minutes, and for what is still to be seen', async () => {
  const url = await linkOf(noor!)
  expect((await fetches(world, undefined, url)).json()).toMatchObject({ status: 401, code: 'not_signed_in' })
  expect((await fetches(world, rosa, url)).statusCode).toBe(404)
  expect((await fetches(world, otto, url)).statusCode).toBe(404)
  for (const nth of [0, 20, 25, 40, 59]) {
    const at = url.length - 60 + nth
    const other = url.slice(0, at) + (url[at] === 'A' ? 'B' : 'A') + url.slice(at + 1)
    expect((await fetches(world, noor, other)).statusCode).toBe(404)
  }
  expect((await fetches(world, noor, url.replace('preau', 'autre'))).statusCode).toBe(404)
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1', [noor!.id])
  expect((await fetches(world, noor, url)).statusCode).toBe(404)
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [noor!.id])
  expect((await fetches(world, noor, url)).statusCode).toBe(200)
  world.move(301)
  expect((await fetches(world, noor, url)).statusCode).toBe(404)
  expect((await fetches(world, noor, await linkOf(noor!))).statusCode).toBe(200)
})

test('a film is given in parts', async () => {
  const url = await linkOf(noor!)
  const size = film.length
  for (const [range, start, end] of [
    ['bytes=0-0', 0, 0],
    ['bytes=65535-65537', 65_535, 65_537],
    ['bytes=131072-', 131_072, size - 1],
    ['bytes=-5', size - 5, size - 1],
    ['bytes=0-99999999', 0, size - 1],
  ] as const) {
    const part = await parts(url, range)
    expect([part.status, part.range], range).toEqual([206, `bytes ${start}-${end}/${size}`])
    expect(part.bytes.equals(film.subarray(start, end + 1)), range).toBe(true)
  }
  for (const range of ['bytes=0-1,5-6', `bytes=${size}-`, 'bytes=9-3', 'bytes=-0', 'bytes=', 'bytes=a-b'])
    expect([(await parts(url, range)).status, (await parts(url, range)).range], range).toEqual([416, `bytes */${size}`])
  expect((await parts(url, 'lines=1-2')).status).toBe(200)
})

test('after a change a part is not mixed with another file: If-Range', async () => {
  const url = await linkOf(noor!)
  const { headers } = await fetches(world, noor, url, { method: 'HEAD' })
  expect(headers).toMatchObject({ 'content-length': `${film.length}`, etag: expect.stringMatching(/^"[\w-]{22}"$/) })
  expect((await parts(url, 'bytes=0-9', { 'if-range': `${headers.etag}` })).status).toBe(206)
  expect((await parts(url, 'bytes=0-9', { 'if-range': '"another"' })).status).toBe(200)
  expect((await parts(url, 'bytes=0-9', { 'if-range': 'Sun, 22 Nov 2026 00:00:00 GMT' })).status).toBe(200)
})

test('a file that was damaged in the store is no half file', async () => {
  const { body } = await uploads(world, rosa!, await photo())
  const url = await linkOf(rosa!, body.id)
  const { rows } = await world.owner.query<{ object: string }>('select object from file where id = $1', [body.id])
  await world.installation.files.remove(rows[0]!.object)
  expect((await fetches(world, rosa, url)).json()).toMatchObject({ status: 500, code: 'vault.damaged' })
})

test('who has signed out opens nothing', async () => {
  const url = await linkOf(rosa!)
  expect((await rosa!.ask(endSession)).status).toBe(200)
  expect((await fetches(world, rosa, url)).statusCode).toBe(401)
})

test('a name of any signs stands in a header and breaks out of nothing', () => {
  const names = ['a"b\\c.pdf', 'x\r\nSet-Cookie: a=b', '写真.jpg', "o'clock*(1).pdf", '\ud800.pdf', '\u202Efdp.exe']
  for (const name of names)
    expect(disposition(false, name)).toMatch(/^attachment; filename="[\w .,()+-]*"; filename\*=UTF-8''[\w.!~%-]*$/)
  expect(partOf(undefined, 0)).toBe(undefined)
  expect(partOf('bytes=0-', 0)).toBe('refused')
})
