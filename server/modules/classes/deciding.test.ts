import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  declineJoinRequest,
  issueClassKey,
  listJoinRequests,
  listMyJoinRequests,
  lookUpClassKey,
  makeJoinRequest,
  undoJoinDecision,
} from '#contract/classes.ts'
import { as } from '#kernel/db.ts'
import { foreseen } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { tokenIn } from '#tests/signing-in.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { insertRequest } from './joining.queries.ts'

let world: World
let rosa: Person
let paul: Person
let otto: Person
let office: Person
let noor: Person
let class6B: string
let key: string

const password = 'une bonne dizaine de mots pour une seule clef'
let families = 0

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  paul = await person(world, { name: 'Paul Girard', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  office = await person(world, { name: 'Brigitte Masson', role: 'office' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const twins = await Promise.all(['Léa Martin', 'Lea Petit', '田中 陽翔'].map((name) => person(world, { name, role: 'pupil' })))
  class6B = await classOf(world, '6B', [rosa, paul], [noor, ...twins])
  await classOf(world, '7A', [otto], [])
  key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
})
afterAll(() => world.close())

/** A family asks about a child and confirms its address: the id of its request, its address, its browser. */
const asked = async (child = 'Noor Benali') => {
  const email = `family${++families}@example.org`
  await world.visitor(makeJoinRequest, { body: { key, child, relation: 'father', name: 'Karim Benali', email, locale: 'fr' } })
  await world.doJobs()
  const token = /token=([\w-]+)/.exec(world.mails.findLast(({ to }) => to === email)!.text)![1]!
  const reply = await world.visitor(confirmJoinRequest, { body: { token, password } })
  const cookie = tokenIn(reply)
  const { requests } = (await rosa.ask(listJoinRequests)).body as {
    requests: { id: string; email: string; matches: { display: string; guardians: string[] }[] }[]
  }
  return { cookie, token, ...requests.find((request) => request.email === email)! }
}
const accepts = (who: Person, id: string) =>
  who.ask(acceptJoinRequest, { params: { id }, body: { pupilId: noor.id, checkWay: 'identity_seen' } })
const outcome = async (reply: ReturnType<Person['ask']>) => {
  const { status, body } = await reply
  return body.code ? `${status} ${body.code}` : `${status}`
}

test('the teacher of another class cannot tell that the request exists', async () => {
  const { id } = await asked()
  expect(await outcome(accepts(otto, id))).toBe('404 not_found')
  expect(await outcome(rosa.ask(declineJoinRequest, { params: { id } }))).toBe('200')
})

test('a request is decided once, even by two people at the same moment', async () => {
  const { id } = await asked()
  const replies = await Promise.all([outcome(accepts(rosa, id)), outcome(accepts(paul, id)), outcome(accepts(office, id))])
  expect(replies.sort()).toEqual(['200', '409 join_request.already_decided', '409 join_request.already_decided'])
})

test('the office decides when the teacher is away', async () => {
  const { id, email } = await asked()
  expect(await outcome(accepts(office, id))).toBe('200')
  await world.doJobs()
  expect(world.mails.at(-1)).toMatchObject({ to: email, subject: 'Vous pouvez maintenant suivre la classe' })
})

test('a second guardian’s request shows who is linked already', async () => {
  await guard(world, await person(world, { name: 'Amal Benali', role: 'guardian' }), noor)
  expect((await asked()).matches.find(({ display }) => display === 'Noor Benali')?.guardians).toContain('Amal Benali')
})

test('a decision taken back within ten seconds never happened; later it stands', async () => {
  const { id, email, cookie } = await asked()
  await accepts(rosa, id)
  expect(await outcome(rosa.ask(undoJoinDecision, { params: { id } }))).toBe('200')
  await world.doJobs()
  expect(world.mails.filter(({ to }) => to === email)).toHaveLength(2) // the link that confirmed, and that it arrived
  const mine = await world.app.inject({ url: `/api${listMyJoinRequests.path}`, headers: { cookie: `preau=${cookie}` } })
  expect(mine.json()).toMatchObject({ requests: [{ state: 'waiting', classLabel: '6B', school: 'École du Préau' }] })
  await accepts(rosa, id)
  world.move(11)
  expect(await outcome(rosa.ask(undoJoinDecision, { params: { id } }))).toBe('409 join_request.undo_too_late')
})

test('a family that is declined is told so, and belongs to nothing', async () => {
  const { id, email, cookie } = await asked()
  await rosa.ask(declineJoinRequest, { params: { id } })
  await world.doJobs()
  expect(world.mails.at(-1)).toMatchObject({ to: email, subject: 'À propos de votre demande' })
  expect((await world.app.inject({ url: '/s/preau/api/classes', headers: { cookie: `preau=${cookie}` } })).statusCode).toBe(404)
})

test.each([
  ['benali noor', ['Noor Benali']],
  ['lea', ['Lea Petit', 'Léa Martin']],
  ['LÉA MARTIN', ['Léa Martin']],
  ['田中陽翔', ['田中 陽翔']],
  ['Noé', []],
])('who is meant by %s', async (typed, names) => {
  expect((await asked(typed)).matches.map(({ display }) => display).sort()).toEqual(names)
})

test('only a pupil of the class can be picked', async () => {
  const { id } = await asked()
  expect(
    await outcome(rosa.ask(acceptJoinRequest, { params: { id }, body: { pupilId: otto.id, checkWay: 'identity_seen' } })),
  ).toBe('422 join_request.pupil_not_in_class')
})

test('a link confirms once', async () => {
  const { token } = await asked()
  expect(await outcome(world.visitor(confirmJoinRequest, { body: { token, password } }))).toBe('404 join_request.token_unknown')
})

test('a new key takes the old one’s place, and three hundred wrong keys from one address make the next try wait', async () => {
  const old = key
  key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
  const replies: string[] = []
  const tries = async (wrong: string) => void replies.push(await outcome(world.visitor(lookUpClassKey, { body: { key: wrong } })))
  for (const wrong of [old, '22222222', 'AAAAAAAA']) await tries(wrong)
  await world.owner.query('update directory.throttle set tries = 300')
  await tries('nonsense')
  await tries('nonsense')
  expect(replies).toEqual([...Array.from({ length: 4 }, () => '404 class_key.unknown'), '429 too_many_tries'])
  expect((await facts(world)).filter((name) => name === 'class.key_refused')).toHaveLength(4)
})

test('a key that is revoked while a family asks opens nothing, and that is a refusal', async () => {
  const { rows } = await world.owner.query('select id from class_key where class_id = $1 and revoked_at is not null limit 1', [
    class6B,
  ])
  const { schoolId, installation } = world
  const visitor = { schoolId, personId: null, accountId: null, session: null, purpose: 'enrolment', requestId: uuidv7() } as const
  const [madeAt, id] = [new Date(), uuidv7()]
  const made = { schoolId, id, classId: class6B, classKeyId: rows[0].id, relation: 'father', locale: 'fr' } as const
  const asking = as(installation.db, { ...visitor, action: 'class.join_request.make' }, (tx) =>
    insertRequest(tx, { ...made, sealed: Buffer.from('-'), madeAt, expiresAt: madeAt }),
  )
  expect(foreseen(await asking.catch((error: unknown) => error))?.code).toBe('not_allowed')
})
