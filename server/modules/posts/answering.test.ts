import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFeed } from '#contract/feed.ts'
import { readFile } from '#contract/files.ts'
import { react, withdrawComment, writeComment } from '#contract/post-answers.ts'
import { editPost, listVoices, readPost, readReaders, readVersions, withdrawPost, writePost } from '#contract/posts.ts'
import { photo, uploads } from '#tests/files.ts'
import { nasty } from '#tests/nasty.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let rosa: Person
let amal: Person
let eva: Person
let noor: Person
let otto: Person
let place: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, ben])
  await classOf(world, '7A', [otto], [])
  await guard(world, amal, noor)
  await guard(world, eva, ben)
  place = ((await rosa.ask(listVoices)).body['audiences'] as { id: string }[])[0]!.id
})
afterAll(() => world.close())

const posts = async (more: object = {}) => {
  const body = { text: 'Demain, piscine.', language: 'fr', answers: 'comments', when: 'now', audiences: [place], ...more }
  const reply = await rosa.ask(writePost, { body })
  expect(reply.status, reply.text).toBe(200)
  return { params: { id: reply.body['id'] as string } }
}
const cardOf = async (who: Person, id: string) =>
  ((await who.ask(readFeed)).body['posts'] as { id: string }[]).find((one) => one.id === id) as unknown as {
    text: string
    comments: number
    files: number
    mine: string | null
    reactions: Record<string, number>
    language: string
  }

test('a family answers, the others read it with the name, a pupil may not; it is taken back and nothing of it is left', async () => {
  const { params } = await posts()
  const answer = await amal.ask(writeComment, { params, body: { text: 'Noor viendra avec ses lunettes', language: 'fr' } })
  expect(answer.status, answer.text).toBe(200)
  expect((await noor.ask(writeComment, { params, body: { text: 'Moi aussi', language: 'fr' } })).status).toBe(403)
  expect((await eva.ask(readPost, { params })).body['comments']).toMatchObject([{ author: { display: 'Amal Benali' } }])
  expect((await cardOf(eva, params.id)).comments).toBe(1)
  const taken = { params: { id: answer.body['id'] as string } }
  expect((await eva.ask(withdrawComment, taken)).status).toBe(403)
  expect((await rosa.ask(withdrawComment, taken)).status).toBe(200)
  expect((await amal.ask(withdrawComment, taken)).body.code).toBe('post.withdrawn')
  expect((await eva.ask(readPost, { params })).text).not.toContain('lunettes')
  expect((await cardOf(eva, params.id)).comments).toBe(0)
})

test('nobody answers or reacts where it is closed, nor what was taken back', async () => {
  const closed = await posts({ answers: 'none' })
  const tries = [
    await amal.ask(writeComment, { ...closed, body: { text: 'x', language: 'fr' } }),
    await amal.ask(react, { ...closed, body: { kind: 'thanks' } }),
  ]
  expect(tries.map(({ body }) => body.code)).toEqual(['post.no_answers', 'post.no_answers'])
  const gone = await posts()
  await rosa.ask(withdrawPost, gone)
  expect((await amal.ask(writeComment, { ...gone, body: { text: 'x', language: 'fr' } })).body.code).toBe('post.no_answers')
})

test('one reaction each: a second takes its place, and it can be taken back', async () => {
  const { params } = await posts()
  for (const kind of ['seen', 'thanks'] as const) await amal.ask(react, { params, body: { kind } })
  await noor.ask(react, { params, body: { kind: 'glad' } })
  expect(await cardOf(amal, params.id)).toMatchObject({ mine: 'thanks', reactions: { seen: 0, thanks: 1, glad: 1 } })
  await amal.ask(react, { params, body: { kind: null } })
  expect(await cardOf(amal, params.id)).toMatchObject({ mine: null, reactions: { thanks: 0, glad: 1 } })
  expect((await otto.ask(react, { params, body: { kind: 'seen' } })).status).toBe(404)
})

test('a document goes with a post to whom the post goes, and away with it; a photo that nobody is tagged on does not go at all', async () => {
  const sent = await uploads(world, rosa, Buffer.from('Liste pour la piscine'), { name: 'Liste de Noor.txt', type: 'text/plain' })
  const { params } = await posts({ files: [sent.body.id] })
  expect(await cardOf(amal, params.id)).toMatchObject({ files: 1 })
  const { body } = await amal.ask(readPost, { params })
  expect(body['files']).toMatchObject([{ name: 'Liste de Noor.txt', state: 'ready' }])
  const file = { params: { id: sent.body.id } }
  expect((await amal.ask(readFile, file)).status).toBe(200)
  expect((await otto.ask(readFile, file)).status).toBe(404)
  await rosa.ask(withdrawPost, { params })
  expect((await amal.ask(readFile, file)).status).toBe(404)
  const picture = await uploads(world, rosa, await photo())
  const refused = await rosa.ask(writePost, {
    body: { text: 'x', language: 'fr', answers: 'none', when: 'now', audiences: [place], files: [picture.body.id] },
  })
  expect([refused.status, refused.body.code]).toEqual([409, 'photo.not_tagged'])
})

test.each(Object.entries(nasty))(
  'what tries to break out (%s) is kept as it was typed, and comes back as text',
  async (_, text) => {
    const { params } = await posts({ text })
    const whole = await amal.ask(readPost, { params })
    expect(whole.headers['content-type']).toMatch(/^application\/json/)
    expect(whole.body['text']).toBe(text)
    const card = await cardOf(amal, params.id)
    expect(text.startsWith(card.text)).toBe(true)
    const short = text.slice(0, 4000)
    const said = await amal.ask(writeComment, { params, body: { text: short, language: 'fr' } })
    expect(said.status, said.text).toBe(200)
    const { body } = await rosa.ask(readPost, { params })
    expect((body['comments'] as { text: string }[]).at(-1)?.text).toBe(short)
    await rosa.ask(editPost, { params, headers: { 'if-match': '"1"' }, body: { text: 'autre', language: 'fr', answers: 'none' } })
    expect((await amal.ask(readVersions, { params })).body['versions']).toMatchObject([{ text }])
  },
)

test('a text without a letter, one that is too long, and a language that is none are refused', async () => {
  const tries = [{ text: ' \n\u00a0' }, { text: 'x'.repeat(120_001) }, { language: 'fr; drop' }, { audiences: [] }]
  for (const wrong of tries) {
    const body = { text: 'x', language: 'fr', answers: 'none', when: 'now', audiences: [place], ...wrong }
    expect((await rosa.ask(writePost, { body })).status, JSON.stringify(wrong).slice(0, 40)).toBe(422)
  }
})

test('every write is a fact, and reading is none', async () => {
  const before = (await facts(world)).length
  const { params } = await posts()
  await amal.ask(react, { params, body: { kind: 'seen' } })
  const written = (await facts(world)).length
  expect(written - before).toBe(2)
  for (const endpoint of [readPost, readReaders, readVersions]) await amal.ask(endpoint, { params })
  await amal.ask(readFeed)
  expect((await facts(world)).length).toBe(written)
})
