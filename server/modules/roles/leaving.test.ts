import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readClass } from '#contract/classes.ts'
import { listConversations, sendMessage } from '#contract/conversations.ts'
import { beginUpload } from '#contract/files.ts'
import { reactivatePerson, startLeaving } from '#contract/grants.ts'
import { readMe } from '#contract/people.ts'
import { react, writeComment } from '#contract/post-answers.ts'
import { listVoices, readPost, writePost } from '#contract/posts.ts'
import { exportPerson } from '#contract/privacy.ts'
import { askAboutRead } from '#contract/read-questions.ts'
import { endOtherSessions, endSession } from '#contract/sessions.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { linkFamily } from '#modules/classes/linking.ts'
import { raiseCurtain, type Stage } from '#tests/cast.ts'
import { dayInParis } from '#tests/days.ts'
import { exampleOf } from '#tests/examples.ts'
import { asker, facts, type Reply } from '#tests/world.ts'

let stage: Stage
let place = ''
let post = ''
beforeAll(async () => {
  stage = await raiseCurtain()
  const { body } = await stage.people.rosa.ask(listVoices)
  place = (body['audiences'] as { id: string; classId: string }[]).find(({ classId }) => classId === stage.class6B)?.id ?? ''
  post = `${(await stage.people.rosa.ask(writePost, { body: { ...words, answers: 'comments', when: 'now', audiences: [place] } })).body['id']}`
})
afterAll(() => stage.world.close())
beforeEach(() => stage.world.owner.query("delete from person_state where state = 'leaving'"))

const words = { text: 'Demain, piscine.', language: 'fr' }
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const leaves = async (name: 'amal' | 'noor' | 'rosa') => {
  const id = stage.people[name].id
  expect((await stage.people.ines.ask(startLeaving, { params: { id }, body: { until: inDays(30) } })).status).toBe(200)
}
const said = ({ status, body }: Reply) => (status === 200 ? 200 : `${status} ${body.code}`)
const count = async (table: string) => Number((await stage.world.owner.query(`select count(*) from ${table}`)).rows[0].count)

test('Amal, who is leaving, reads what is hers until her last day, is told so, and can change nothing at the school', async () => {
  const amal = stage.people.amal
  const message = await exampleOf(stage, sendMessage)
  await leaves('amal')
  expect((await amal.ask(readMe)).body).toMatchObject({ person: { leavesOn: inDays(30) } })
  expect([said(await amal.ask(readClass, { params: { id: stage.class6B } })), said(await amal.ask(listConversations))]).toEqual([
    200, 200,
  ])
  expect(said(await amal.ask(readPost, { params: { id: post } }))).toBe(200)
  const before = [await count('message'), await count('post_comment'), await count('post_reaction'), await count('file')]
  const refused = [
    await amal.ask(sendMessage, message),
    await amal.ask(writeComment, { params: { id: post }, body: words }),
    await amal.ask(react, { params: { id: post }, body: { kind: 'thanks' } }),
    await amal.ask(beginUpload, { body: { name: 'piscine.jpg', length: 1000 } }),
  ].map(said)
  expect(refused).toEqual(Array(4).fill('403 account.leaving'))
  expect([await count('message'), await count('post_comment'), await count('post_reaction'), await count('file')]).toEqual(before)
})

test('she still takes everything about herself with her, asks who read it, and ends her sessions', async () => {
  const amal = stage.people.amal
  await leaves('amal')
  expect(said(await amal.ask(exportPerson, { params: { id: amal.id } }))).toBe(200)
  const question = { reference: '01234567', readOn: inDays(-1), question: 'Pourquoi ?' }
  expect(said(await amal.ask(askAboutRead, { params: { id: amal.id }, body: question }))).toBe(200)
  expect(said(await amal.ask(endOtherSessions))).toBe(200)
  const second = asker(stage.world.app, 'preau', await stage.session('amal'))
  expect(said(await second(endSession))).toBe(200)
})

test('let in again, she writes again', async () => {
  const { amal, ines } = stage.people
  await leaves('amal')
  const answers = () => amal.ask(writeComment, { params: { id: post }, body: words }).then(said)
  expect(await answers()).toBe('403 account.leaving')
  expect(said(await ines.ask(reactivatePerson, { params: { id: amal.id } }))).toBe(200)
  expect(await answers()).toBe(200)
})

test('of what she writes while she is made a leaver all that was answered with yes is there, and nothing after it', async () => {
  const amal = stage.people.amal
  const before = await count('post_comment')
  const [, ...answers] = await Promise.all([
    leaves('amal'),
    ...Array.from({ length: 12 }, () => amal.ask(writeComment, { params: { id: post }, body: words }).then(said)),
  ])
  const written = answers.filter((answer) => answer === 200).length
  expect(answers.filter((answer) => answer !== 200 && answer !== '403 account.leaving')).toEqual([])
  expect((await count('post_comment')) - before).toBe(written)
  expect(said(await amal.ask(writeComment, { params: { id: post }, body: words }))).toBe('403 account.leaving')
  expect((await count('post_comment')) - before).toBe(written)
})

test('a family that comes in anew with a class key leaves no more', async () => {
  const { world, people } = stage
  const { id } = await stage.request('accepted')
  await leaves('amal')
  await world.owner.query("update join_request set decided_at = now() - interval '1 minute' where id = $1", [id])
  await linkFamily.perform(world.installation, { id, schoolId: world.schoolId, requestId: uuidv7() })
  expect(said(await people.amal.ask(writeComment, { params: { id: post }, body: words }))).toBe(200)
  expect(await facts(world)).toContain('person.state_changed')
})

test('what Rosa had scheduled does not appear in her name once she is leaving', async () => {
  const { rosa } = stage.people
  const body = { ...words, answers: 'none', when: new Date(Date.now() + 3_600_000).toISOString(), audiences: [place] }
  const id = `${(await rosa.ask(writePost, { body })).body['id']}`
  await leaves('rosa')
  stage.world.move(3_700)
  await stage.world.owner.query("update post set publish_at = now() - interval '1 minute' where id = $1", [id])
  await stage.world.doJobs()
  const { rows } = await stage.world.owner.query('select published_at from post where id = $1', [id])
  expect(rows).toEqual([{ published_at: null }])
})
