import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askChange, decideChange, presets } from '#contract/families.ts'
import { readFeed } from '#contract/feed.ts'
import { suspendPerson } from '#contract/grants.ts'
import { mostStreams, openStream } from '#contract/live.ts'
import { writeComment } from '#contract/post-answers.ts'
import { editPost, listVoices, writePost } from '#contract/posts.ts'
import { endOtherSessions, endSession } from '#contract/sessions.ts'
import { asSchool } from '#kernel/system.ts'
import { build } from '#server/app.ts'
import { openInstallation } from '#server/installation.ts'
import { startSequencing } from '#server/working/sequencing.ts'
import { type Ear, listenTo } from '#tests/ear.ts'
import { edgeOf, type Household, openHousehold } from '#tests/families.ts'
import { classOf, guard, type Person, person, signInAgain } from '#tests/world.ts'

let home: Household
let stopSequencing: () => Promise<void>
let otto: Person
let eva: Person
const place: Record<string, string> = {}
const ears: Ear[] = []

beforeAll(async () => {
  home = await openHousehold()
  const { world, people } = home
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  const ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '7A', [otto], [ben])
  await guard(world, eva, ben)
  const { body } = await people.ines.ask(listVoices)
  for (const { id, label } of body['audiences'] as { id: string; label: string | null }[]) place[label ?? 'school'] = id
  stopSequencing = await startSequencing(world.installation, world.connection, world.keys)
  await world.app.listen({ port: 0, host: '127.0.0.1' })
}, 60_000)
afterAll(async () => {
  for (const ear of ears) ear.hangUp()
  await stopSequencing()
  await home.world.close()
})
beforeEach(() => {
  for (const ear of ears.splice(0)) ear.hangUp()
})

const listens = async (who: Person, way: Parameters<typeof listenTo>[2] = {}) => {
  const ear = await listenTo(home.world.app, who.token, way)
  ears.push(ear)
  return ear
}
const posts = async (who: Person, where: string) => {
  const body = { text: 'Demain, piscine.', language: 'fr', answers: 'comments', when: 'now', audiences: [place[where]!] }
  return `${(await who.ask(writePost, { body })).body['id']}`
}

test('a post is heard by those it stands before, and by nobody else', async () => {
  const { rosa, amal, ines, noor } = home.people
  const [hers, his, heads, evas] = await Promise.all([listens(amal), listens(noor), listens(ines), listens(eva)])
  const id = await posts(rosa, '6B')
  for (const ear of [hers, his, heads]) expect(await ear.next()).toEqual({ name: 'post.published', id })
  const later = await posts(ines, 'school')
  expect(await evas.next()).toEqual({ name: 'post.published', id: later })
})

test('a stream says a name and an id, and nothing that could be read', async () => {
  const { rosa, amal } = home.people
  const ear = await listens(amal)
  const id = await posts(rosa, '6B')
  await ear.next()
  expect(ear.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
  })
  const blocks = ear
    .raw()
    .split('\n\n')
    .filter((block) => block.includes('data:'))
  expect(blocks).toEqual([expect.stringMatching(/^id: \d+-\d+\ndata: \{"name":"post\.published","id":"[0-9a-f-]{36}"\}$/)])
  expect(ear.raw()).toContain(id)
})

test('a change and an answer are heard where the post stands; a draft by nobody but its author', async () => {
  const { rosa, amal } = home.people
  const [hers, own] = await Promise.all([listens(amal), listens(rosa)])
  const id = await posts(rosa, '6B')
  for (const ear of [hers, own]) expect(await ear.next()).toEqual({ name: 'post.published', id })
  const draft = { text: 'Pas encore', language: 'fr', answers: 'none', when: 'draft', audiences: [place['6B']!] }
  const drafted = (await rosa.ask(writePost, { body: draft })).body['id']
  const body = { text: 'Demain, patinoire.', language: 'fr', answers: 'comments' }
  await rosa.ask(editPost, { params: { id }, body, headers: { 'if-match': '1' } })
  await amal.ask(writeComment, { params: { id }, body: { text: 'Merci', language: 'fr' } })
  expect(await hers.next()).toEqual({ name: 'post.edited', id })
  expect(await hers.next()).toEqual({ name: 'post.answered', id })
  expect(await own.next()).toEqual({ name: 'post.drafted', id: drafted })
  expect(hers.raw()).not.toContain(`${drafted}`)
})

test('whoever comes back after a moment hears what was missed, once', async () => {
  const { rosa, amal, bilal } = home.people
  const [first, other] = await Promise.all([listens(amal), listens(bilal)])
  const before = await posts(rosa, '6B')
  expect(await first.next()).toEqual({ name: 'post.published', id: before })
  first.hangUp()
  const meanwhile = await posts(rosa, '6B')
  await other.next()
  expect(await other.next()).toEqual({ name: 'post.published', id: meanwhile })
  const again = await listens(amal, { lastId: first.lastId() })
  expect(await again.next()).toEqual({ name: 'post.published', id: meanwhile })
  const after = await posts(rosa, '6B')
  expect(await again.next()).toEqual({ name: 'post.published', id: after })
})

test.each(['9-4', 'yesterday', '1-0; drop'])(
  'whoever comes back from too long ago (%s) is told to read everything anew',
  async (lastId) => {
    const ear = await listens(home.people.amal, { lastId })
    expect(await ear.next()).toEqual({ name: 'reload', id: null })
  },
)

test('whoever signs out hears no more, and the other device of the same account goes on', async () => {
  const phone = await signInAgain(home.world, eva)
  const [here, there] = await Promise.all([listens(eva), listens(phone)])
  await phone.ask(endSession)
  await there.ended
  const id = await posts(otto, '7A')
  expect(await here.next()).toEqual({ name: 'post.published', id })
})

test('sessions that are ended from elsewhere end their streams', async () => {
  const phone = await signInAgain(home.world, eva)
  const [here, there] = await Promise.all([listens(eva), listens(phone)])
  await eva.ask(endOtherSessions)
  await there.ended
  expect(here.response.complete).toBe(false)
})

test('a suspended person’s stream ends, and does not open again', async () => {
  const { ines } = home.people
  const tove = await person(home.world, { name: 'Tove Berg', role: 'teacher' })
  const ear = await listens(tove)
  await ines.ask(suspendPerson, { params: { id: tove.id }, body: { reason: 'security' } })
  await ear.ended
  expect((await listens(tove)).response.statusCode).toBe(401)
})

test('whose last role ends hears no more', async () => {
  const lea = await person(home.world, { name: 'Léa Petit', role: 'substitute' })
  const ear = await listens(lea)
  await asSchool(home.world.installation, home.world.schoolId, 'administration', 'role.arrange', async ({ emit }) => {
    await home.world.owner.query('update person_role set until_at = now() where person_id = $1', [lea.id])
    emit('role.ended', { role: 'substitute', why: 'left' }, { subject: lea.id })
  })
  await ear.ended
})

test('a guardian whom a court has limited is told that they stand elsewhere, and hears nothing of the class', async () => {
  const { rosa, ines, ada, bilal } = home.people
  const ear = await listens(bilal)
  const change = { preset: 'court_restricted', scopes: presets.court_restricted, reference: 'TJ Lyon, 3 mars 2026, n° 26/01234' }
  const { body } = await ines.ask(askChange, { params: { id: (await edgeOf(home, bilal)).id }, body: change })
  await ada.ask(decideChange, { params: { id: `${body['id']}` }, body: { verdict: 'countersigned' } })
  expect(await ear.next()).toEqual({ name: 'standing', id: null })
  await posts(rosa, '6B')
  const phone = await signInAgain(home.world, bilal)
  await phone.ask(endOtherSessions)
  await ear.ended
  expect(ear.raw()).not.toContain('post.published')
})

test('a visitor gets no stream, another school’s address neither, and as JSON one only learns that one may', async () => {
  const { amal } = home.people
  expect((await home.world.visitor(openStream)).status).toBe(401)
  expect((await amal.ask(openStream, { slug: 'elsewhere' })).status).toBe(404)
  expect((await amal.ask(openStream)).body).toEqual({})
  expect((await amal.ask(openStream, { headers: { 'sec-fetch-site': 'cross-site' } })).body.code).toBe('forgery')
})

test('one session has so many streams, one account so many over all its devices', async () => {
  const celia = await person(home.world, { name: 'Celia Benali', role: 'guardian' })
  const open = async (who: Person) => (await listens(who)).response.statusCode
  for (let nth = 0; nth < mostStreams.session; nth++) expect(await open(celia)).toBe(200)
  expect(await open(celia)).toBe(429)
  ears.at(-2)!.hangUp()
  for (let nth = mostStreams.session; nth < mostStreams.account; nth += 1)
    expect(await open(await signInAgain(home.world, celia))).toBe(200)
  expect(await open(await signInAgain(home.world, celia))).toBe(200)
  expect(await open(await signInAgain(home.world, celia))).toBe(429)
})

test('a lost line to the database loses no event', async () => {
  const { rosa, amal } = home.people
  const ear = await listens(amal)
  await home.world.owner.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'preau_streams'")
  const id = await posts(rosa, '6B')
  expect(await ear.next()).toEqual({ name: 'post.published', id })
})

test('a second process serves its own streams of the same school', async () => {
  const { world, people } = home
  const { installation, close } = await openInstallation(world.settings, world.connection, 'http://localhost:3000')
  const app = await build(installation)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const [here, there] = [await listens(people.amal), await listenTo(app, people.amal.token)]
  const late = await listenTo(app, people.amal.token, { lastId: '1-0' }) // of a time that this process has not heard
  expect(await late.next()).toEqual({ name: 'reload', id: null })
  const id = await posts(people.rosa, '6B')
  expect(await here.next()).toEqual({ name: 'post.published', id })
  expect(await there.next()).toEqual({ name: 'post.published', id })
  await app.close()
  await there.ended
  await close()
})

test('a stream that is open says so, and on whom time runs out falls silent without a fact', async () => {
  const { world, people } = home
  const app = await build(world.installation, { beat: 40 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const phone = await signInAgain(world, people.bilal)
  const ear = await listenTo(app, phone.token)
  await new Promise((resolve) => ear.response.on('data', resolve))
  await world.owner.query('update directory.session set expires_at = now() where account_id = $1', [people.bilal.accountId])
  await ear.ended
  await app.close()
  expect((await phone.ask(readFeed)).status).toBe(401)
})
