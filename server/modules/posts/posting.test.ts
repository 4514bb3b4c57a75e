import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FeedPost, readFeed } from '#contract/feed.ts'
import {
  editPost,
  listDrafts,
  listVoices,
  pinPost,
  publishPost,
  readPost,
  readVersions,
  withdrawPost,
  writePost,
} from '#contract/posts.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let otto: Person
let amal: Person
let noor: Person
let ines: Person
let class6B: string
let class4A: string
let class5C: string
let lea: Person
let zoe: Person
let eva: Person
const place: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  const sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  class4A = await classOf(world, '4A', [rosa], [sami])
  await classOf(world, '7A', [otto], [])
  lea = await person(world, { name: 'Léa Petit', role: 'substitute' })
  class5C = await classOf(world, '5C', [lea], [])
  zoe = await person(world, { name: 'Zoé Lang', role: 'teacher' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  const ben = await person(world, { name: 'Ben Lang', role: 'pupil' })
  await classOf(world, '1A', [zoe], [ben])
  await guard(world, eva, ben)
  await guard(world, amal, noor)
  await guard(world, amal, sami)
  for (const { id, classId, kind } of (await ines.ask(listVoices)).body['audiences'] as {
    id: string
    classId: string
    kind: string
  }[])
    place[classId ?? kind] = id
})
afterAll(() => world.close())

const post = { text: 'Demain, piscine : pensez au bonnet.', language: 'fr', answers: 'none', when: 'now' } as const
const posts = async (who: Person, audiences: string[], more: object = {}) => {
  const reply = await who.ask(writePost, { body: { ...post, audiences, ...more } })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['id'] as string
}
const feedOf = async (who: Person, query: Record<string, string> = {}) => {
  const reply = await who.ask(readFeed, { query })
  expect(reply.status, reply.text).toBe(200)
  return reply.body as unknown as {
    posts: FeedPost[]
    audiences: { id: string; label: string; children: string[] }[]
    next: string | null
  }
}
const idsFor = async (who: Person, query: Record<string, string> = {}) => (await feedOf(who, query)).posts.map(({ id }) => id)

test('a teacher posts to the class, and family, pupil and teacher see it; another teacher does not', async () => {
  const id = await posts(rosa, [place[class6B]!])
  for (const who of [amal, noor, rosa]) expect(await idsFor(who), who.name).toContain(id)
  expect(await idsFor(otto)).not.toContain(id)
  expect((await otto.ask(readPost, { params: { id } })).status).toBe(404)
  const { posts: shown } = await feedOf(amal)
  expect(shown.find((one) => one.id === id)).toMatchObject({
    text: post.text,
    author: { display: 'Rosa Roy' },
    language: 'fr',
    version: 1,
  })
  expect((await facts(world)).filter((name) => name === 'post.published')).toHaveLength(1)
})

test('what concerns two siblings is one card with two children; a filter shows one child’s', async () => {
  const both = await posts(rosa, [place[class6B]!, place[class4A]!])
  const one = await posts(rosa, [place[class4A]!])
  const { posts: shown, audiences } = await feedOf(amal)
  expect(shown.filter(({ id }) => id === both)).toHaveLength(1)
  const card = shown.find(({ id }) => id === both)!
  const children = card.audiences.flatMap((id) => audiences.find((audience) => audience.id === id)!.children)
  expect(new Set(children).size).toBe(2)
  const noors = await idsFor(amal, { child: noor.id })
  expect(noors).toContain(both)
  expect(noors).not.toContain(one)
})

test('only who speaks to a class posts to it; to the school, only its office and head', async () => {
  const tries = [
    await otto.ask(writePost, { body: { ...post, audiences: [place[class6B]!] } }),
    await rosa.ask(writePost, { body: { ...post, audiences: [place['school']!] } }),
    await amal.ask(writePost, { body: { ...post, audiences: [place[class6B]!] } }),
  ]
  expect(tries.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '403 post.not_your_audience',
    '403 post.not_your_audience',
    '403 not_allowed',
  ])
  const id = await posts(ines, [place['school']!])
  for (const who of [amal, noor, rosa, otto]) expect(await idsFor(who), who.name).toContain(id)
})

test('a draft exists for its author alone, until it is published', async () => {
  const id = await posts(rosa, [place[class6B]!], { when: 'draft', text: 'Pas encore' })
  expect((await rosa.ask(listDrafts)).body['drafts']).toMatchObject([{ id, state: 'draft', text: 'Pas encore' }])
  for (const who of [amal, ines]) expect((await who.ask(readPost, { params: { id } })).status, who.name).toBe(404)
  expect(await idsFor(rosa)).not.toContain(id)
  expect((await rosa.ask(publishPost, { params: { id }, body: { when: 'now' } })).body).toMatchObject({ state: 'published' })
  expect(await idsFor(amal)).toContain(id)
  expect((await rosa.ask(publishPost, { params: { id }, body: { when: 'now' } })).body.code).toBe('post.published')
})

test('what is scheduled appears at its hour, and not before; an hour that has passed is none', async () => {
  const at = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const id = await posts(rosa, [place[class6B]!], { when: at })
  await world.doJobs() // the queue was hasty
  expect(await idsFor(amal)).not.toContain(id)
  const past = await rosa.ask(publishPost, { params: { id }, body: { when: new Date(0).toISOString() } })
  expect(past.body.code).toBe('post.hour_passed')
  const later = new Date(world.clock.now().getTime() + 1_800_000).toISOString()
  await rosa.ask(publishPost, { params: { id }, body: { when: later } })
  world.move(1900)
  await world.doJobs()
  expect(await idsFor(amal)).toContain(id)
  expect((await feedOf(amal)).posts[0]!.id).toBe(id)
})

test('whoever is no longer the teacher publishes nothing, even if it was scheduled', async () => {
  const audiences = (await lea.ask(listVoices)).body['audiences'] as { id: string; classId: string }[]
  expect(audiences.map(({ classId }) => classId)).toEqual([class5C])
  const at = new Date(world.clock.now().getTime() + 60_000).toISOString()
  const id = await posts(lea, [audiences[0]!.id], { when: at })
  await world.owner.query("update person_role set until_at = now() where person_id = $1 and role = 'substitute'", [lea.id])
  world.move(120)
  await world.doJobs()
  const { rows } = await world.owner.query('select state, published_at from post where id = $1', [id])
  expect(rows).toEqual([{ state: 'draft', published_at: null }])
  expect(await facts(world)).toContain('post.held_back')
})

test('a change shows, and what it said before stays to be seen; of two who change it, one is told', async () => {
  const id = await posts(rosa, [place[class6B]!])
  const edit = (text: string, version: number) =>
    rosa.ask(editPost, {
      params: { id },
      body: { text, language: 'fr', answers: 'none' },
      headers: { 'if-match': `"${version}"` },
    })
  expect((await edit('Vendredi, piscine.', 1)).body).toEqual({ id, version: 2 })
  const late = await edit('Jeudi, piscine.', 1)
  expect([late.status, late.body.code, late.body['details']]).toEqual([409, 'version_conflict', { version: 2 }])
  const { body } = await amal.ask(readVersions, { params: { id } })
  expect(body['versions']).toMatchObject([{ number: 1, text: post.text, by: 'Rosa Roy' }])
  const card = (await feedOf(amal)).posts.find((one) => one.id === id)!
  expect(card).toMatchObject({ text: 'Vendredi, piscine.', version: 2 })
  expect(card.editedAt).not.toBe(null)
  const without = await rosa.ask(editPost, { params: { id }, body: { text: 'x', language: 'fr', answers: 'none' } })
  expect(without.status).toBe(422)
})

test('of two changes at the same moment one is refused', async () => {
  const id = await posts(rosa, [place[class6B]!])
  const asked = ['a', 'b'].map((text) =>
    rosa.ask(editPost, { params: { id }, body: { text, language: 'fr', answers: 'none' }, headers: { 'if-match': '"1"' } }),
  )
  expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 409])
})

test('what is taken back leaves a line that says who and when, and its text is nowhere for families', async () => {
  const id = await posts(rosa, [place[class6B]!], { text: 'Une erreur que personne ne doit lire' })
  expect((await amal.ask(withdrawPost, { params: { id } })).status).toBe(403)
  expect((await rosa.ask(withdrawPost, { params: { id } })).status).toBe(200)
  const card = (await feedOf(amal)).posts.find((one) => one.id === id)!
  expect(card).toMatchObject({ text: '', withdrawn: { by: 'Rosa Roy' } })
  expect((await amal.ask(readVersions, { params: { id } })).text).not.toContain('erreur')
  expect((await rosa.ask(readVersions, { params: { id } })).text).toContain('erreur')
  expect((await rosa.ask(withdrawPost, { params: { id } })).body.code).toBe('post.withdrawn')
})

test('what is pinned stands first, and no more than three in one place', async () => {
  const [first, ...others] = [
    await posts(rosa, [place[class6B]!]),
    await posts(rosa, [place[class6B]!]),
    await posts(rosa, [place[class6B]!]),
    await posts(rosa, [place[class6B]!]),
  ]
  expect((await rosa.ask(pinPost, { params: { id: first! } })).status).toBe(200)
  expect((await idsFor(amal))[0]).toBe(first)
  expect(await idsFor(amal)).toHaveLength(new Set(await idsFor(amal)).size)
  const more = await Promise.all(others.map((id) => rosa.ask(pinPost, { params: { id } })))
  expect(more.map(({ status }) => status).sort()).toEqual([200, 200, 409])
})

test('the feed comes in pages without gaps or repeats, and it ends', async () => {
  const [{ id }] = (await zoe.ask(listVoices)).body['audiences'] as [{ id: string }]
  for (let nth = 0; nth < 64; nth++) await posts(zoe, [id], { text: `n° ${nth}` })
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await feedOf(eva, before ? { before } : {})
    seen.push(...page.posts.flatMap(({ text }) => (text.startsWith('n°') ? [text] : [])))
    before = page.next ?? undefined
  } while (before)
  expect(seen).toEqual(Array.from({ length: 64 }, (_, nth) => `n° ${63 - nth}`))
})

test('who has left the class, or may not see the feed any more, sees nothing new', async () => {
  const id = await posts(rosa, [place[class6B]!])
  expect(await idsFor(amal)).toContain(id)
  const { rows } = await world.owner.query('select id, scopes from guardianship where guardian_id = $1', [amal.id])
  await world.owner.query("update guardianship set scopes = array['progress'] where guardian_id = $1", [amal.id])
  expect(await idsFor(amal)).toEqual([])
  for (const row of rows) await world.owner.query('update guardianship set scopes = $2 where id = $1', [row.id, row.scopes])
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1 and class_id = $2', [
    noor.id,
    class6B,
  ])
  expect(await idsFor(noor)).not.toContain(id)
  await world.owner.query('update enrolment set until_on = null where person_id = $1 and class_id = $2', [noor.id, class6B])
})
