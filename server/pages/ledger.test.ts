import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNextLog } from '#ledger/log.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { openWorld, person, type World } from '#tests/world.ts'

let world: World
let log: Awaited<ReturnType<typeof openSequencing>>
beforeAll(async () => {
  world = await openWorld()
  log = await openSequencing(world.installation, world.connection, world.keys)
})
afterAll(async () => {
  await log.close()
  await world.close()
})

test('after a restore the log that ended is still there, with its key, its last checkpoint and its tiles', async () => {
  const get = async (path: string) => {
    const { statusCode, rawPayload } = await world.app.inject(path)
    return { status: statusCode, bytes: rawPayload.toString('base64') }
  }
  const paths = ['checkpoint', 'tile/0/000.p/2']
  await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await settled(log.pool, log)
  const before = await Promise.all(paths.map((path) => get(`/ledger/${path}`)))
  const key = await get('/.well-known/preau-ledger.vkey')
  expect(before.map(({ status }) => status)).toEqual([200, 200])

  const owner = new pg.Client(world.connection.config('owner'))
  await owner.connect()
  await openNextLog(owner, world.clock.now(), async () => undefined)
  await owner.end()
  await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await settled(log.pool, log)

  expect(await Promise.all(paths.map((path) => get(`/ledger/1/${path}`)))).toEqual(before)
  expect(await get('/ledger/1/vkey')).toEqual(key)
  expect(await get('/.well-known/preau-ledger.vkey')).not.toEqual(key)
  expect((await get('/ledger/checkpoint')).bytes).not.toBe(before[0]!.bytes)
  expect((await get('/ledger/2/checkpoint')).bytes).toBe((await get('/ledger/checkpoint')).bytes)
  for (const path of ['/ledger/3/checkpoint', '/ledger/0/vkey', '/ledger/1/tile/0/001'])
    expect((await get(path)).status).toBe(404)
})
