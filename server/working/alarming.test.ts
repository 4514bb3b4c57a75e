import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askOverHttp, watcher } from '#ledger/watching.ts'
import { doorFor } from '#tests/egress.ts'
import { isReachedAt } from '#tests/families.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { writeOfAlarm } from './alarming.ts'
import { openSequencing } from './sequencing.ts'

let world: World
let log: Awaited<ReturnType<typeof openSequencing>>
let ada: Person
beforeAll(async () => {
  world = await openWorld()
  ada = await person(world, { name: 'Ada Yasuda', role: 'administrator' })
  const rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  await isReachedAt(world, ada, 'ada@school.example')
  await isReachedAt(world, rosa, 'rosa@school.example')
  log = await openSequencing(world.installation, world.connection, world.keys)
}, 60_000)
afterAll(async () => {
  await log.close()
  await world.close()
})
beforeEach(() => void world.mails.splice(0))

const alarms = async () => (await facts(world)).filter((name) => name === 'ledger.alarm_raised').length
const watching = (isStandbyAway: () => Promise<boolean>, silence?: number) =>
  watcher(
    world.installation,
    log.pool,
    askOverHttp(doorFor({ way: 'witness', host: '127.0.0.1', isDeclared: true })),
    undefined,
    {
      ...(silence !== undefined && { silence }),
      isStandbyAway,
      write: (what) => writeOfAlarm(world.installation, what),
    },
  )

test('a second machine that stays away longer than it may is an alarm once, with a letter to who administers; back again it may be one anew', async () => {
  let isAway = true
  const watch = watching(async () => isAway, 600_000)
  await watch.standby()
  world.move(599)
  await watch.standby()
  expect([await alarms(), world.mails.length]).toEqual([0, 0])
  world.move(2)
  await watch.standby()
  await watch.standby()
  expect([await alarms(), world.mails.map(({ to }) => to)]).toEqual([1, ['ada@school.example']])
  isAway = false
  await watch.standby()
  isAway = true
  await watch.standby()
  expect(await alarms()).toBe(1)
  world.move(601)
  await watch.standby()
  expect(await alarms()).toBe(2)
})

test('a witness that stays away longer than the setting is an alarm', async () => {
  await world.owner.query("insert into ledger.witness (name, key, url) values ('far', 'far+00000000+AAAA', 'http://127.0.0.1:9')")
  const before = await alarms()
  const watch = watching(async () => false, 600_000)
  await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  await settled(log.pool, log)
  await watch.witnesses()
  world.move(599)
  await watch.witnesses()
  expect(await alarms()).toBe(before)
  world.move(2)
  await watch.witnesses()
  expect([await alarms(), world.mails.length]).toEqual([before + 1, 1])
})

test('the letter says what is wrong and names nobody; where an address is set it goes there alone; a post that fails takes no alarm away', async () => {
  await writeOfAlarm(world.installation, 'fork', 'machines@example.org')
  const [mail] = world.mails
  expect([world.mails.length, mail?.to]).toEqual([1, 'machines@example.org'])
  expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/Ada|Yasuda|Rosa|Otto/)
  expect(mail?.text).toContain('témoin')
  const before = await alarms()
  const broken = { ...world.installation, post: { send: () => Promise.reject(new Error('no post today')) } }
  let isAway = true
  const watch = watcher(broken, log.pool, undefined, undefined, {
    ...{ silence: 0, isStandbyAway: async () => isAway },
    write: (what) => writeOfAlarm(broken, what),
  })
  await watch.standby()
  isAway = false
  expect(await alarms()).toBe(before + 1)
})
