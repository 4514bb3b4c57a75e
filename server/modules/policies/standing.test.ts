import { afterAll, beforeAll, expect, test } from 'vitest'
import { endPolicy, makePolicy, publishPolicyVersion, readMyPolicies, sayToPolicy } from '#contract/policies.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findSame } from '#modules/families/same.ts'
import { twoNights } from '#tests/nights.ts'
import { newsletter } from '#tests/policy-examples.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let [rosa, dora, amal, eva, noor]: Person[] = []
let audienceId = ''
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const classId = await classOf(world, '6B', [rosa], [noor])
  for (const guardian of [amal, eva]) await guard(world, guardian, noor)
  const { body } = await rosa.ask(listVoices)
  audienceId = (body['audiences'] as { id: string; classId: string }[]).find((one) => one.classId === classId)?.id ?? ''
})
afterAll(() => world.close())

const asks = async (body: object) => {
  const reply = await dora!.ask(makePolicy, { body: { texts: newsletter, ...body } })
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id']}`
}
const ends = (id: string) => dora!.ask(endPolicy, { params: { id } })
const says = async (who: Person, answer: string, policyId: string) => {
  const { asked } = (await who.ask(readMyPolicies)).body as {
    asked: { policyId: string; text: { versionId: string; language: string; digest: string } }[]
  }
  const { versionId, language, digest } = asked.find((one) => one.policyId === policyId)!.text
  const body = { policyId, versionId, language, digest, says: answer }
  const reply = await who.ask(sayToPolicy, { params: { id: who.id }, body })
  expect(reply.status, reply.text).toBe(200)
}
/** Who is noted to be told of an event. */
const toldOf = async (event: string) => {
  const { rows } = await world.owner.query<{ id: string }>('select distinct person_id as id from telling where event = $1', [
    event,
  ])
  return new Set(rows.map(({ id }) => id))
}
const fresh = () => world.owner.query('delete from telling')

test('a new question about children is told to the families, and terms to everybody; what is no longer asked to nobody', async () => {
  await fresh()
  const letter = await asks({ kind: 'consent', about: 'pupil' })
  await world.doJobs()
  expect(await toldOf('policy.published')).toEqual(new Set([amal!.id, eva!.id]))
  await fresh()
  const terms = await asks({ kind: 'terms', about: 'self' })
  await world.doJobs()
  expect(await toldOf('policy.published')).toEqual(new Set([amal!.id, eva!.id, rosa!.id, dora!.id]))
  await fresh()
  const next = await dora!.ask(publishPolicyVersion, {
    params: { id: letter },
    body: { texts: newsletter, asksAgain: false, after: 1 },
  })
  expect(next.status).toBe(200)
  await world.doJobs()
  expect(await toldOf('policy.published'), 'a new version, too').toEqual(new Set([amal!.id, eva!.id]))
  await fresh()
  await asks({ kind: 'consent', about: 'pupil' }).then(ends)
  await world.doJobs()
  expect(await toldOf('policy.published')).toEqual(new Set())
  for (const id of [letter, terms]) await ends(id)
})

const told = async () => {
  await fresh()
  const body = { text: 'Demain, piscine.', language: 'fr', answers: 'none', when: 'now', audiences: [audienceId] }
  expect((await rosa!.ask(writePost, { body })).status).toBe(200)
  world.move(60)
  await world.doJobs()
  return toldOf('post.published')
}

test('where the school makes class news wait for a consent, only those hear who have agreed, and no longer who take it back', async () => {
  expect([...(await told())]).toEqual(expect.arrayContaining([amal!.id, eva!.id]))
  const id = await asks({ kind: 'consent', about: 'self', serves: 'class_news' })
  expect(await told(), 'silence is no').toEqual(new Set())
  await says(amal!, 'yes', id)
  expect(await told()).toEqual(new Set([amal!.id]))
  await says(amal!, 'no', id)
  expect(await told()).toEqual(new Set())
  expect(await facts(world)).toContain('consent.heeded')
  await ends(id)
  expect([...(await told())]).toEqual(expect.arrayContaining([amal!.id, eva!.id]))
})

test('two records of one name are compared only if both have agreed, where the school asks for that', async () => {
  const pairs = async () => {
    await world.owner.query('delete from same_person')
    await findSame.perform(world.installation, { schoolId: world.schoolId, requestId: uuidv7() })
    return (await world.owner.query('select from same_person')).rowCount
  }
  expect(await pairs()).toBe(1)
  const id = await asks({ kind: 'consent', about: 'self', serves: 'matching' })
  expect(await pairs()).toBe(0)
  await says(amal!, 'yes', id)
  expect(await pairs()).toBe(0)
  await says(eva!, 'yes', id)
  expect(await pairs()).toBe(1)
  await ends(id)
})

test('what waits for a consent waits for one about oneself, and for one at a time', async () => {
  const made = (body: object) => dora!.ask(makePolicy, { body: { texts: newsletter, serves: 'reminders', ...body } })
  expect((await made({ kind: 'consent', about: 'pupil' })).body.code).toBe('policy.serves_consent')
  expect((await made({ kind: 'terms', about: 'self' })).body.code).toBe('policy.serves_consent')
  const both = await Promise.all([made({ kind: 'consent', about: 'self' }), made({ kind: 'consent', about: 'self' })])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await made({ kind: 'consent', about: 'self' })).body.code).toBe('policy.serves_already')
})

test('an answer is kept as long as it holds, and five years after it ceased to; a question that has ended ends its answers', async () => {
  const [stands, taken, ended, asked] = [
    await asks({ kind: 'consent', about: 'self' }),
    await asks({ kind: 'consent', about: 'self' }),
    await asks({ kind: 'consent', about: 'self' }),
    await asks({ kind: 'consent', about: 'self' }),
  ]
  for (const id of [stands, taken, ended, asked]) await says(amal!, 'yes', id)
  await says(amal!, 'no', taken)
  await ends(ended)
  await dora!.ask(publishPolicyVersion, { params: { id: asked }, body: { texts: newsletter, asksAgain: true, after: 1 } })
  const answers = async (id: string) =>
    (
      await world.owner.query<{ says: string }>('select says from policy_answer where policy_id = $1 order by said_at, id', [id])
    ).rows.map((row) => row.says)
  world.move(6 * 366 * 86_400)
  await twoNights(world)
  expect([await answers(stands), await answers(taken), await answers(ended), await answers(asked)]).toEqual([
    ['yes'],
    ['no'],
    [],
    [],
  ])
})
