import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NoticeKind } from '#contract/notices.ts'
import {
  listNotices,
  listNoticeVoices,
  listWrittenNotices,
  readNotice,
  readNoticeReaders,
  readNoticeVersions,
} from '#contract/notices.ts'
import { confirmNotice, seeNotice } from '#contract/notices-following.ts'
import { correctNotice, publishNotice, withdrawNotice, writeNotice } from '#contract/notices-writing.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let ines: Person
let olga: Person
let rosa: Person
let otto: Person
let amal: Person
let eva: Person
let noor: Person
let lea: Person
let class5C: string
const place: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office', locale: 'sv' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher', locale: 'sv' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian', locale: 'sv' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  const sami = await person(world, { name: 'Sami Benali', role: 'pupil' })
  const ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, sami])
  await classOf(world, '7A', [otto], [ben])
  lea = await person(world, { name: 'Léa Petit', role: 'teacher' })
  class5C = await classOf(world, '5C', [lea], [])
  await guard(world, amal, noor)
  await guard(world, amal, sami)
  await guard(world, eva, ben)
  for (const { id, kind, label } of (await ines.ask(listNoticeVoices)).body['audiences'] as Listed[]) place[label ?? kind] = id
})
afterAll(() => world.close())

type Listed = { id: string; kind: string; label: string | null }
type Shown = {
  id: string
  kind: NoticeKind
  title: string
  text: string
  language: string
  isOwnLanguage: boolean
  children: string[]
  withdrawn: { by: string } | null
  mine: { isAsked: boolean; seenAt: string | null; confirmedAt: string | null }
}

const french = { language: 'fr', title: 'Grève jeudi', text: 'L’école sera fermée jeudi.' }
const swedish = { language: 'sv', title: 'Strejk på torsdag', text: 'Skolan är stängd på torsdag.' }
const notice = { texts: [french], asks: [] as string[], when: 'now' }
const announces = async (who: Person, audiences: string[], more: object = {}) => {
  const reply = await who.ask(writeNotice, { body: { ...notice, audiences, ...more } })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['id'] as string
}
const listFor = async (who: Person, query: Record<string, string> = {}) => {
  const reply = await who.ask(listNotices, { query })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['notices'] as Shown[]
}
const shownTo = async (who: Person, id: string, query = {}) => (await listFor(who, query)).find((one) => one.id === id)
const on = (id: string) => ({ params: { id } })
const code = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code}`

test('what the head announces to the school, each reads in their own language, else in the original, which is named', async () => {
  const id = await announces(ines, [place['school']!], { texts: [french, swedish] })
  expect(await shownTo(amal, id)).toMatchObject({ title: french.title, language: 'fr', isOwnLanguage: true })
  expect(await shownTo(eva, id)).toMatchObject({ title: swedish.title, language: 'sv', isOwnLanguage: true })
  expect(await shownTo(eva, id, { language: 'fr-CA' })).toMatchObject({ title: french.title, isOwnLanguage: true })
  expect(await shownTo(eva, id, { language: 'ja' })).toMatchObject({ title: french.title, language: 'fr', isOwnLanguage: false })
  const { body } = await eva.ask(readNotice, on(id))
  expect(body['texts']).toMatchObject([
    { language: 'fr', author: { display: 'Inès Caron' } },
    { language: 'sv', author: { display: 'Inès Caron' } },
  ])
})

test('no language stands twice in a notice, and a fifth is refused', async () => {
  const asked = (texts: object[]) => ines.ask(writeNotice, { body: { ...notice, texts, audiences: [place['school']!] } })
  expect((await asked([french, { ...swedish, language: 'FR' }])).status).toBe(422)
  expect((await asked(['fr', 'sv', 'en', 'ja', 'ar'].map((language) => ({ ...french, language })))).status).toBe(422)
  expect((await asked([])).status).toBe(422)
})

test('a teacher announces to the own class; its families, pupils and those who run the school have it, and nobody else', async () => {
  const id = await announces(rosa, [place['6B']!])
  for (const who of [amal, noor]) expect(await shownTo(who, id), who.name).toBeDefined()
  for (const who of [eva, otto]) {
    expect(await shownTo(who, id), who.name).toBeUndefined()
    expect((await who.ask(readNotice, on(id))).status, who.name).toBe(404)
  }
  expect((await olga.ask(readNotice, on(id))).status).toBe(200)
  const tries = [
    await rosa.ask(writeNotice, { body: { ...notice, audiences: [place['school']!] } }),
    await rosa.ask(writeNotice, { body: { ...notice, audiences: [place['guardians']!] } }),
    await otto.ask(writeNotice, { body: { ...notice, audiences: [place['6B']!] } }),
    await amal.ask(writeNotice, { body: { ...notice, audiences: [place['6B']!] } }),
  ]
  expect(tries.map(code)).toEqual([
    '403 notice.not_your_audience',
    '403 notice.not_your_audience',
    '403 notice.not_your_audience',
    '403 not_allowed',
  ])
})

test('to all guardians is to guardians: no pupil and no teacher has it; to all staff, no family', async () => {
  const families = await announces(olga, [place['guardians']!])
  const staff = await announces(olga, [place['staff']!])
  const pupils = await announces(olga, [place['pupils']!])
  const has = async (who: Person) => {
    const ids = (await listFor(who)).map(({ id }) => id)
    return [families, staff, pupils].map((id) => ids.includes(id))
  }
  expect(await has(amal)).toEqual([true, false, false])
  expect(await has(rosa)).toEqual([false, true, false])
  expect(await has(noor)).toEqual([false, false, true])
  expect((await noor.ask(readNotice, on(families))).status).toBe(404)
})

test('before two classes and the school it is one notice with both children, and one confirmation, of which the second try is told so', async () => {
  const id = await announces(ines, [place['6B']!, place['school']!, place['guardians']!], { asks: ['guardian'] })
  const own = (await listFor(amal)).filter((one) => one.id === id)
  expect(own).toHaveLength(1)
  expect(own[0]!.children).toHaveLength(2)
  expect(own[0]!.mine).toEqual({ isReader: true, isAsked: true, seenAt: null, confirmedAt: null })
  const tries = await Promise.all([1, 2, 3].map(() => amal.ask(confirmNotice, { ...on(id), body: {} })))
  expect(tries.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(tries.find(({ status }) => status === 409)!.body.code).toBe('notice.already_confirmed')
  expect((await facts(world)).filter((name) => name === 'notice.confirmed')).toHaveLength(1)
  expect((await shownTo(amal, id))!.mine.confirmedAt).not.toBeNull()
})

test('only who is asked confirms, and what was taken back nobody', async () => {
  const id = await announces(rosa, [place['6B']!], { asks: ['guardian'] })
  expect(code(await noor.ask(confirmNotice, { ...on(id), body: {} }))).toBe('409 notice.not_asked')
  expect(code(await otto.ask(confirmNotice, { ...on(id), body: {} }))).toBe('404 not_found')
  expect(code(await olga.ask(confirmNotice, { ...on(id), body: {} }))).toBe('403 not_allowed')
  expect((await rosa.ask(withdrawNotice, on(id))).status).toBe(200)
  expect(code(await amal.ask(confirmNotice, { ...on(id), body: {} }))).toBe('409 notice.not_published')
  expect(code(await amal.ask(seeNotice, on(id)))).toBe('409 notice.not_published')
})

test('it is seen once, and who only confirms has seen it', async () => {
  const id = await announces(rosa, [place['6B']!], { asks: ['guardian', 'pupil'] })
  const both = await Promise.all([noor.ask(seeNotice, on(id)), noor.ask(seeNotice, on(id))])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await noor.ask(confirmNotice, { ...on(id), body: {} })).status).toBe(200)
  expect((await amal.ask(confirmNotice, { ...on(id), body: {} })).status).toBe(200)
  expect((await shownTo(amal, id))!.mine.seenAt).not.toBeNull()
})

test('a draft exists for whoever writes it alone; at its hour it is published, once', async () => {
  const at = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const id = await announces(rosa, [place['6B']!], { when: 'draft' })
  for (const who of [amal, ines]) expect((await who.ask(readNotice, on(id))).status, who.name).toBe(404)
  expect((await rosa.ask(publishNotice, { ...on(id), body: { when: at } })).body).toMatchObject({ state: 'scheduled' })
  await world.doJobs()
  expect(await shownTo(amal, id)).toBeUndefined()
  world.move(3700)
  await rosa.ask(publishNotice, { ...on(id), body: { when: new Date(world.clock.now().getTime() + 60_000).toISOString() } })
  world.move(61)
  await world.doJobs()
  expect(await shownTo(amal, id)).toBeDefined()
  expect(code(await rosa.ask(publishNotice, { ...on(id), body: { when: 'now' } }))).toBe('409 notice.published')
  const past = { ...notice, when: '2020-01-01T00:00:00Z', audiences: [place['6B']!] }
  expect(code(await rosa.ask(writeNotice, { body: past }))).toBe('422 notice.hour_passed')
})

test('who no longer teaches the class has nothing published there in their name', async () => {
  const found = (await lea.ask(listNoticeVoices)).body['audiences'] as Listed[]
  const at = new Date(world.clock.now().getTime() + 60_000).toISOString()
  const id = await announces(lea, [found[0]!.id], { when: at })
  await world.owner.query('update enrolment set until_on = current_date - 1 where class_id = $1', [class5C])
  world.move(61)
  await world.doJobs()
  expect((await lea.ask(readNotice, on(id))).body).toMatchObject({ state: 'draft' })
  expect((await facts(world)).filter((name) => name === 'notice.held_back')).toHaveLength(1)
  expect(code(await lea.ask(publishNotice, { ...on(id), body: { when: 'now' } }))).toMatch(/^403/)
})

test('a correction keeps what it said before, names who corrected it, and of two at once one is told of the other', async () => {
  const id = await announces(rosa, [place['6B']!], { texts: [french, swedish] })
  const better = { ...french, text: 'L’école sera fermée vendredi.' }
  const corrects = (who: Person, version: number) =>
    who.ask(correctNotice, { ...on(id), body: { texts: [better, swedish], asks: [] }, headers: { 'if-match': `"${version}"` } })
  const both = await Promise.all([corrects(olga, 1), corrects(rosa, 1)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const { body } = await amal.ask(readNotice, on(id))
  expect(body).toMatchObject({
    version: 2,
    texts: [{ text: better.text }, { text: swedish.text, author: { display: 'Rosa Roy' } }],
  })
  expect(body['editedAt']).not.toBeNull()
  const { versions } = (await amal.ask(readNoticeVersions, on(id))).body as { versions: { text: string; by: string }[] }
  expect(versions).toMatchObject([{ text: french.text, by: 'Rosa Roy' }])
  expect(code(await otto.ask(correctNotice, { ...on(id), body: { texts: [better], asks: [] } }))).toBe('404 not_found')
  expect(code(await amal.ask(correctNotice, { ...on(id), body: { texts: [better], asks: [] } }))).toBe('403 not_allowed')
})

test('what a draft said before nobody learns', async () => {
  const id = await announces(rosa, [place['6B']!], { when: 'draft', texts: [{ ...french, text: 'Un premier jet' }] })
  const headers = { 'if-match': '"1"' }
  expect((await rosa.ask(correctNotice, { ...on(id), body: { texts: [french], asks: [] }, headers })).status).toBe(200)
  await rosa.ask(publishNotice, { ...on(id), body: { when: 'now' } })
  expect((await amal.ask(readNoticeVersions, on(id))).body['versions']).toEqual([])
})

test('what is taken back leaves a line that says who, and its words are nowhere for families', async () => {
  const id = await announces(rosa, [place['6B']!], { texts: [{ ...french, text: 'Une erreur que personne ne doit lire' }] })
  expect((await olga.ask(withdrawNotice, on(id))).status).toBe(200)
  expect(await shownTo(amal, id)).toMatchObject({ title: '', text: '', withdrawn: { by: 'Olga Nyström' } })
  for (const endpoint of [readNotice, readNoticeVersions]) expect((await amal.ask(endpoint, on(id))).text).not.toContain('erreur')
  expect(code(await rosa.ask(withdrawNotice, on(id)))).toBe('409 notice.withdrawn')
})

test('who can see it: numbers of families and names of staff', async () => {
  const id = await announces(olga, [place['guardians']!])
  const { text, body } = await amal.ask(readNoticeReaders, on(id))
  expect(body).toMatchObject({ pupils: 0, guardians: 2 })
  expect(text).toContain('Inès Caron')
  expect(text).not.toContain('Eva Ek')
})

test('only those who run the school call something urgent; it does not wait, has a reason, and is counted in public', async () => {
  const urgent = { urgent: 'closure' }
  const count = async () => ((await rosa.ask(listNoticeVoices)).body['urgent'] as { thisYear: number }).thisYear
  expect(code(await rosa.ask(writeNotice, { body: { ...notice, ...urgent, audiences: [place['6B']!] } }))).toBe(
    '403 notice.urgent_not_yours',
  )
  const at = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
  const later = await ines.ask(writeNotice, { body: { ...notice, ...urgent, when: at, audiences: [place['school']!] } })
  expect(code(later)).toBe('422 notice.urgent_waits')
  const before = await count()
  const id = await announces(ines, [place['school']!], urgent)
  expect(await shownTo(amal, id)).toMatchObject({ kind: 'urgent', reason: 'closure' })
  expect(await count()).toBe(before + 1)
  await ines.ask(withdrawNotice, on(id))
  expect(await count()).toBe(before + 1)
  expect(await facts(world)).toContain('notice.urgent_published')
})

test('the office finds all that was published and how far it is; a teacher the own', async () => {
  const id = await announces(rosa, [place['6B']!], { asks: ['guardian'] })
  const draft = await announces(rosa, [place['6B']!], { when: 'draft' })
  const written = async (who: Person) =>
    (await who.ask(listWrittenNotices)).body['notices'] as { id: string; counts: object | null }[]
  expect((await written(olga)).find((one) => one.id === id)?.counts).toEqual({
    people: 1,
    confirmed: 0,
    seen: 0,
    unseen: 1,
    unreached: 0,
  })
  expect((await written(olga)).some((one) => one.id === draft)).toBe(false)
  expect((await written(rosa)).map((one) => one.id)).toEqual(expect.arrayContaining([id, draft]))
  expect((await written(otto)).some((one) => one.id === id)).toBe(false)
})

test('who may no longer see the feed of a child is told nothing of the class', async () => {
  const id = await announces(rosa, [place['6B']!])
  await world.owner.query("update guardianship set scopes = array['progress'] where guardian_id = $1", [amal.id])
  expect(await shownTo(amal, id)).toBeUndefined()
  expect(code(await amal.ask(seeNotice, on(id)))).toBe('404 not_found')
  await world.owner.query("update guardianship set scopes = array['feed', 'progress'] where guardian_id = $1", [amal.id])
  expect(await shownTo(amal, id)).toBeDefined()
})
