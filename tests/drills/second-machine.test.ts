import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newestCheckpoint } from '#ledger/proof-file.ts'
import { type Postgres, startPostgres } from '#server/postgres/launcher.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { person } from '#tests/world.ts'
import { backUp, type House, newHome, openHouse } from './house.ts'

const { home, leave } = newHome('second')
const second = path.join(home, 'second')
let house: House
let log: Awaited<ReturnType<typeof openSequencing>>
let standby: Postgres | undefined

beforeAll(async () => {
  house = await openHouse(path.join(home, 'data'), path.join(home, 'keys'))
  log = await openSequencing(house.world.installation, house.connection, house.keys, { standby: ['second'] })
})
afterAll(async () => {
  await log.close()
  await standby?.stop()
  await house.close()
  leave()
})

/** A PostgreSQL that streams from the first: its files as they were a moment ago, and where to ask for the rest. */
const startSecond = async () => {
  const { host } = house.connection.config('owner')
  if (!fs.existsSync(second)) {
    await backUp(house, second)
    const signal = path.join(second, 'pg/standby.signal')
    fs.writeFileSync(signal, '')
    const { uid, gid } = fs.statSync(path.join(second, 'pg'))
    fs.chownSync(signal, uid, gid)
  }
  return startPostgres(second, {
    primary_conninfo: `host=${host} port=5432 user=preau application_name=second`,
    hot_standby: 'on',
  })
}
const size = async () => (await newestCheckpoint(log.pool, 1))?.size ?? 0
const grow = async (name: string) => {
  await person(house.world, { name, role: 'pupil' })
  return settled(log.pool, log)
}
const publishes = (least: number) =>
  expect
    .poll(
      async () => {
        await log.publish()
        return size()
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(least)

test('a checkpoint is published when the second machine has it on disk, and not before, whether that machine was never there, is gone or comes back', async () => {
  const first = await grow('Rosa Roy')
  await log.publish()
  expect(await size()).toBe(0)
  const { rows } = await house.world.owner.query('select count(*)::int as n from ledger.checkpoint where published_at is null')
  expect(rows[0].n).toBeGreaterThan(0)

  standby = await startSecond()
  await publishes(first)
  const next = await grow('Noor Benali')
  await publishes(next)

  await standby.stop()
  standby = undefined
  const alone = await grow('Sami Daoud')
  await log.publish()
  expect(alone).toBeGreaterThan(next)
  expect(await size()).toBe(next)
  const shown = await house.world.app.inject('/ledger/checkpoint')
  expect(shown.body.split('\n')[1]).toBe(`${next}`)

  standby = await startSecond()
  await publishes(alone)
})
