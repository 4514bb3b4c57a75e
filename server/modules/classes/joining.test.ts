import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  issueClassKey,
  listClasses,
  listJoinRequests,
  lookUpClassKey,
  makeJoinRequest,
} from '#contract/classes.ts'
import { password, tokenIn } from '#tests/signing-in.ts'
import { classOf, facts, openWorld, type Person, person, type Reply, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let noor: Person
let class6B: string
let key: string

const linkToken = (text: string) => /token=([\w-]+)/.exec(text)?.[1] ?? ''
const first = <T>(reply: Reply, list: string) => (reply.body[list] as T[])[0]!

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await classOf(world, '7A', [otto], [])
  key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
})
afterAll(() => world.close())

/** Amal asks with the key and confirms her address; what comes back is her browser. */
const asks = async (email: string, child = 'Noor') => {
  const body = { key, child, relation: 'mother', name: 'Amal Benali', email, locale: 'fr' }
  expect((await world.visitor(makeJoinRequest, { body })).body).toEqual({ sent: true })
  await world.doJobs()
  const mail = world.mails.findLast(({ to }) => to === email)!
  const confirmed = await world.visitor(confirmJoinRequest, { body: { token: linkToken(mail.text), password } })
  expect(confirmed.status, confirmed.text).toBe(200)
  return tokenIn(confirmed)
}

test('a key shows the school and the class, and nothing else', async () => {
  const reply = await world.visitor(lookUpClassKey, { body: { key: ` ${key.slice(0, 4)}-${key.slice(4).toLowerCase()} ` } })
  expect(reply.body).toEqual({ school: 'École du Préau', slug: 'preau', classLabel: '6B' })
})

test('a family asks, the teacher accepts, and when ten seconds are over the family sees the class', async () => {
  const cookie = await asks('amal@example.org')
  const waiting = await rosa.ask(listJoinRequests)
  expect(waiting.status, waiting.text).toBe(200)
  const request = first<{ id: string; matches: { id: string; guardians: string[] }[]; name: string }>(waiting, 'requests')
  expect(request).toMatchObject({ name: 'Amal Benali', child: 'Noor', matches: [{ id: noor.id, guardians: [] }] })
  const accepted = await rosa.ask(acceptJoinRequest, {
    params: { id: request.id },
    body: { pupilId: noor.id, checkWay: 'known_in_person' },
  })
  expect(accepted.status, accepted.text).toBe(200)
  await world.doJobs()
  expect(world.mails.at(-1)).toMatchObject({ to: 'amal@example.org', subject: 'Vous pouvez maintenant suivre la classe' })
  const classes = await world.app.inject({ url: `/s/preau/api${listClasses.path}`, headers: { cookie: `preau=${cookie}` } })
  expect(classes.json()).toMatchObject({
    classes: [{ id: class6B, label: '6B', as: 'guardian', children: [noor.id], teachers: ['Rosa Roy'] }],
  })
  expect(await facts(world)).toEqual(
    expect.arrayContaining([
      'class.join_request.made',
      'class.join_request.confirmed',
      'class.join_request.accepted',
      'guardianship.created',
      'class.join_request.linked',
    ]),
  )
})

test('who is not decided on within fourteen days has asked in vain, and thirty days later nothing is left, not even a key', async () => {
  await asks('late@example.org')
  const { id } = first<{ id: string }>(await rosa.ask(listJoinRequests), 'requests')
  const left = async () =>
    (
      await world.owner.query<{ rows: number; keys: number }>(
        'select (select count(*)::int from join_request where id = $1) as rows, (select count(*)::int from vault.key where owner_id = $1) as keys',
        [id],
      )
    ).rows[0]
  await world.owner.query("update join_request set expires_at = now() - interval '1 second' where id = $1", [id])
  await daily()
  expect((await rosa.ask(listJoinRequests)).body).toEqual({ requests: [] })
  expect([await left(), (await facts(world)).includes('class.join_request.expired')]).toEqual([{ rows: 1, keys: 1 }, true])
  world.move(31 * 86_400)
  await daily()
  expect(await left()).toEqual({ rows: 0, keys: 0 })
})

const daily = async () => {
  await world.owner.query("select graphile_worker.add_job('school.daily')")
  await world.doJobs()
}
