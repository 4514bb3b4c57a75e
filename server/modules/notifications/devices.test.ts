import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reactivatePerson, suspendPerson } from '#contract/grants.ts'
import {
  addPushDevice,
  choosePreset,
  confirmPushDevice,
  endPushDevice,
  mostPushDevices,
  readNotifications,
} from '#contract/notifications.ts'
import { endOneSession, endSession, listSessions } from '#contract/sessions.ts'
import { asSchool } from '#kernel/system.ts'
import { openPushService, type PushService } from '#tests/push-service.ts'
import { facts, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

let world: World
let service: PushService
let rosa: Person
let ines: Person
beforeAll(async () => {
  service = await openPushService()
  world = await openWorld({ push: [service.state.origin] })
  ines = await person(world, { name: 'Inès Vasseur', role: 'head' })
})
afterAll(async () => {
  await world.close()
  await service.close()
})
beforeEach(async () => {
  service.state.answers = 201
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
})

type Listed = { id: string; isThis: boolean; confirmedAt: string | null }
const listed = async (who: Pick<Person, 'ask'>) => (await who.ask(readNotifications)).body['devices'] as Listed[]

/** A device of somebody's, that has seen its test. */
const phoneOf = async (who: Person) => {
  const own = await signInAgain(world, who)
  const { browser, subscription } = service.subscribe()
  const { body } = await own.ask(addPushDevice, { body: subscription })
  await world.doJobs()
  const test = browser.heard.at(-1)
  const id = `${body['id']}`
  await own.ask(confirmPushDevice, { params: { id }, body: { code: test?.['code'] as string } })
  browser.heard.length = 0
  return { id, own, browser, subscription }
}
/** Something happens that is told to somebody on every device. */
const happens = async (who: Person) => {
  await asSchool(
    world.installation,
    world.schoolId,
    'security',
    'password.arrange',
    async ({ emit }) => emit('password.changed', { why: 'chosen' }, { subject: who.id }),
    who.accountId,
  )
  await world.doJobs()
}

test('a device is told only after a test of its own was seen on it, in the language of its person, and nothing of the matter', async () => {
  const own = await signInAgain(world, rosa)
  const { browser, subscription } = service.subscribe()
  const { body, status } = await own.ask(addPushDevice, { body: subscription })
  expect([status, body]).toEqual([200, { id: expect.any(String), isConfirmed: false }])
  await happens(rosa)
  expect(browser.heard).toEqual([{ say: 'test', locale: 'fr', device: body['id'], code: expect.any(String) }])
  const params = { id: `${body['id']}` }
  const code = `${browser.heard[0]?.['code']}`
  expect((await own.ask(confirmPushDevice, { params, body: { code: `${code.slice(0, -1)}_` } })).body.code).toBe(
    'push.wrong_code',
  )
  expect((await own.ask(confirmPushDevice, { params, body: { code } })).status).toBe(200)
  expect((await own.ask(confirmPushDevice, { params, body: { code } })).body.code).toBe('push.wrong_code')
  await happens(rosa)
  expect(browser.heard.slice(1)).toEqual([{ say: 'news', locale: 'fr' }])
  expect(new Set(browser.bytes).size).toBe(1)
  expect(service.refused).toEqual([])
  expect(await listed(own)).toMatchObject([{ id: params.id, isThis: true }])
  expect(await facts(world)).toEqual(expect.arrayContaining(['push.device_added', 'push.device_confirmed']))
})

test('where the address of a device is, and its keys, stands in no row of the database, and the code in no job', async () => {
  const { subscription } = await phoneOf(rosa)
  const { rows } = await world.owner.query<{ said: string }>(
    `select encode(sealed, 'escape') || encode(endpoint_digest, 'escape') as said from push_device
     union all select payload::text from graphile_worker._private_jobs`,
  )
  const secrets = [subscription.endpoint.slice(-20), subscription.auth, subscription.p256dh.slice(0, 20)]
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ said }) => secrets.some((secret) => said.includes(secret)))).toEqual([])
})

test.each<[string, (who: Awaited<ReturnType<typeof phoneOf>>) => Promise<unknown>]>([
  ['signs out', ({ own }) => own.ask(endSession)],
  [
    'is signed out from elsewhere',
    async () => {
      const sessions = (await rosa.ask(listSessions)).body['sessions'] as { id: string; isThis: boolean }[]
      for (const { id, isThis } of sessions) if (!isThis) await rosa.ask(endOneSession, { params: { id } })
    },
  ],
  ['is suspended', () => ines.ask(suspendPerson, { params: { id: rosa.id }, body: { reason: 'security' } })],
  ['ends it', ({ own, id }) => own.ask(endPushDevice, { params: { id } })],
  ['has no role any more', () => world.owner.query('update person_role set until_at = now() where person_id = $1', [rosa.id])],
])('a device is told nothing more when its person %s', async (_, leaves) => {
  const phone = await phoneOf(rosa)
  await happens(rosa)
  expect(phone.browser.heard).toHaveLength(1)
  await leaves(phone)
  await happens(rosa)
  expect(phone.browser.heard).toHaveLength(1)
})

test('what was on its way when somebody was suspended is not sent', async () => {
  const { browser } = await phoneOf(rosa)
  await asSchool(world.installation, world.schoolId, 'security', 'push.arrange', async ({ later }) => {
    const { rows } = await world.owner.query<{ id: string }>('select id from push_device where person_id = $1', [rosa.id])
    await later('push.send', { deviceId: rows[0]?.id ?? '' })
  })
  await ines.ask(suspendPerson, { params: { id: rosa.id }, body: { reason: 'security' } })
  await world.doJobs()
  expect(browser.heard).toEqual([])
  await ines.ask(reactivatePerson, { params: { id: rosa.id }, body: {} })
})

test('a browser that takes nothing any more is forgotten, with a fact; a service that is away is asked again', async () => {
  const { own, browser } = await phoneOf(rosa)
  service.state.answers = 503
  await expect(happens(rosa)).rejects.toThrow('503')
  service.state.answers = 201
  await world.doJobs()
  expect(browser.heard).toEqual([{ say: 'news', locale: 'fr' }])
  browser.isGone = true
  await happens(rosa)
  expect(await listed(own)).toEqual([])
  expect(await facts(world)).toContain('push.device_ended')
})

test('devices whose session is over are gone after the night', async () => {
  const { own, id } = await phoneOf(rosa)
  await own.ask(endSession)
  const left = async () => (await world.owner.query('select from push_device where id = $1', [id])).rowCount
  expect(await left()).toBe(1)
  await world.owner.query(
    "select graphile_worker.add_job('push.sweep', json_build_object('schoolId', $1::text, 'requestId', $1::text))",
    [world.schoolId],
  )
  await world.doJobs()
  expect(await left()).toBe(0)
})

test('signed in anew, the same browser goes on without another test', async () => {
  const { subscription } = await phoneOf(rosa)
  const anew = await signInAgain(world, rosa)
  expect((await anew.ask(addPushDevice, { body: subscription })).body['isConfirmed']).toBe(true)
  expect((await listed(anew)).map(({ isThis }) => isThis)).toEqual([true])
})

test('nobody has us send to an address of their own, with keys that are none, from a shared machine, or to an eleventh device', async () => {
  const { subscription } = service.subscribe()
  const adds = async (body: object, who: Pick<Person, 'ask'> = rosa) => (await who.ask(addPushDevice, { body })).body.code
  expect(await adds({ ...subscription, endpoint: 'http://169.254.169.254/latest/meta-data' })).toBe('push.unknown_service')
  expect(await adds({ ...subscription, endpoint: 'http://127.0.0.1:1/push' })).toBe('push.unknown_service')
  expect(await adds({ ...subscription, p256dh: subscription.auth })).toBe('invalid_input')
  expect(await adds(subscription, await signInAgain(world, rosa, { sharedDevice: true }))).toBe('push.shared_device')
  for (let nth = 0; nth < mostPushDevices; nth++) expect(await adds(service.subscribe().subscription)).toBeUndefined()
  expect(await adds(subscription)).toBe('push.too_many')
  await world.doJobs()
})

test('a device is its person’s: nobody else confirms it, ends it or sees it', async () => {
  const { id, browser } = await phoneOf(rosa)
  expect((await ines.ask(endPushDevice, { params: { id } })).status).toBe(404)
  expect((await ines.ask(confirmPushDevice, { params: { id }, body: { code: 'AAAA' } })).body.code).toBe('push.wrong_code')
  expect(await listed(ines)).toEqual([])
  await happens(rosa)
  expect(browser.heard).toHaveLength(1)
})

test('how much one is told is a choice, and a fact', async () => {
  expect((await rosa.ask(readNotifications)).body).toMatchObject({ preset: 'calm', wasTold: false, isShared: false })
  await rosa.ask(choosePreset, { body: { preset: 'weekly' } })
  expect((await rosa.ask(readNotifications)).body).toMatchObject({ preset: 'weekly' })
  expect(await facts(world)).toContain('notification.preset_chosen')
})
