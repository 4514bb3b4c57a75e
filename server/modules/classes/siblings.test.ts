import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  declineJoinRequest,
  issueClassKey,
  listJoinRequests,
  makeJoinRequest,
  undoJoinDecision,
} from '#contract/classes.ts'
import { classOf, openWorld, type Person, person, type World } from '#tests/world.ts'
import { linkFamily } from './linking.ts'

let world: World
let rosa: Person
let noor: Person
let sami: Person
let key: string
const password = 'une bonne dizaine de mots pour une seule clef'

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa], [noor, sami])
  key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('delete from directory.throttle'))

const asks = (child: string, email: string) =>
  world.visitor(makeJoinRequest, { body: { key, child, relation: 'father', name: 'Karim Benali', email, locale: 'fr' } })
/** Karim asks about a child and confirms; the id of the request. */
const asked = async (child: string, email: string) => {
  await asks(child, email)
  await world.doJobs()
  const token = /token=([\w-]+)/.exec(world.mails.findLast(({ to }) => to === email)!.text)![1]!
  await world.visitor(confirmJoinRequest, { body: { token, password } })
  const { requests } = (await rosa.ask(listJoinRequests)).body as { requests: { id: string; email: string; child: string }[] }
  return requests.find((request) => request.email === email && request.child === child)!.id
}
const accepts = (id: string, pupil: Person) =>
  rosa.ask(acceptJoinRequest, { params: { id }, body: { pupilId: pupil.id, checkWay: 'identity_seen' } })

test('Karim asked for both his children; linked at the same moment, he is one person', async () => {
  const email = 'karim@example.org'
  const [first, second] = [await asked('Noor Benali', email), await asked('Sami Benali', email)]
  await Promise.all([accepts(first, noor), accepts(second, sami)])
  await Promise.all(
    [first, second].map((id) => linkFamily.perform(world.installation, { id, schoolId: world.schoolId, requestId: id })),
  )
  const { rows } = await world.owner.query(
    'select count(distinct guardian_id)::int as persons, count(distinct pupil_id)::int as children from guardianship where join_request_id = any ($1)',
    [[first, second]],
  )
  expect(rows).toEqual([{ persons: 1, children: 2 }])
})

test('Rosa takes a decision back and decides anew: the second has ten seconds of its own', async () => {
  const id = await asked('Noor Benali', 'amal@example.org')
  await accepts(id, sami)
  await world.owner.query("update graphile_worker._private_jobs set run_at = now() + interval '1 second'") // nine are over
  await rosa.ask(undoJoinDecision, { params: { id } })
  await rosa.ask(declineJoinRequest, { params: { id } })
  const { rows } = await world.owner.query(
    "select count(*)::int as jobs, min(run_at) > now() + interval '5 seconds' as later from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id and t.identifier = 'class.join_request.link' where payload->>'id' = $1",
    [id],
  )
  expect(rows).toEqual([{ jobs: 1, later: true }])
})

test('whoever holds a key cannot fill the mailbox of another', async () => {
  const replies: number[] = []
  for (let nth = 0; nth < 8; nth++)
    replies.push((await asks('Noor Benali', nth % 2 ? 'Victim@example.org' : 'victim@example.org')).status)
  expect(replies.slice(0, 3)).toEqual([200, 200, 200])
  expect(replies.at(-1)).toBe(429)
  expect((await asks('Noor Benali', 'amal@example.org')).status).toBe(200)
})
