import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSequencing } from '#server/working/sequencing.ts'
import { facts, openWorld, type World } from '#tests/world.ts'
import { watcher } from './watching.ts'

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

const told = async () => {
  const all = await facts(world)
  const count = (name: string) => all.filter((one) => one === name).length
  return { watched: count('ledger.clock_watched'), alarms: count('ledger.alarm_raised') }
}

test('the clock is held against the database’s by the hour, and what is more than two seconds away is an alarm, said once', async () => {
  let steady = 0
  const watch = watcher(world.installation, log.pool, undefined, () => steady)
  const pass = (seconds: number) => {
    world.move(seconds)
    steady += seconds * 1000
  }
  await watch.clock()
  await watch.clock()
  expect(await told()).toEqual({ watched: 1, alarms: 0 })
  pass(1) // the database is a second behind now: worth a fact, no alarm
  await watch.clock()
  await watch.clock()
  expect(await told()).toEqual({ watched: 2, alarms: 0 })
  pass(3600)
  await watch.clock()
  await watch.clock()
  expect(await told()).toEqual({ watched: 3, alarms: 1 })
})

test('a clock that somebody sets is noticed, although it agrees with nobody else’s less than before', async () => {
  const back = watcher(world.installation, log.pool, undefined, () => 0)
  await back.clock()
  const before = await told()
  world.move(-3601)
  await back.clock()
  expect(await told()).toEqual({ watched: before.watched + 1, alarms: before.alarms })
})
