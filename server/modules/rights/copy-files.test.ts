import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CopyEntry, coverPlaces, giveCopy, openCopyFile } from '#contract/covering.ts'
import { beginDispute } from '#contract/disputes.ts'
import { erasePerson } from '#contract/privacy.ts'
import { withdrawRight } from '#contract/rights.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { archiveAt, asksByHand, begins, entriesAbout, looks } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
import { attaches, fetches, photo, uploads } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { anotherSchool, classOf, guard, type Person, person, type World } from '#tests/world.ts'

let world: World
const { open, who, all } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['zoe', 'Zoé Martin', 'pupil'],
] as const)
const answer = 'Voici votre copie.'
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
let [picture, report] = ['', '']
let class6B = ''
beforeAll(async () => {
  world = await open()
  class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('zoe')])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), who('noor'))
  picture = await gets('noor', await photo(), 'sortie.jpg')
  report = await gets('noor', Buffer.from('Ce que Zoé a dit'), 'compte-rendu.txt')
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['opened_copy_file', 'prepared_copy', 'head_step', 'rights_request', 'family_dispute'])
    await world.owner.query(`delete from ${table}`)
})

/** What Rosa puts down about a pupil. */
const gets = async (pupil: 'noor' | 'zoe', bytes: Buffer, name: string, by: Person = who('rosa')) => {
  const { body } = await uploads(world, by, bytes, { name })
  await attaches(world, by, body.id, 'person', who(pupil).id)
  return body.id
}
const opens = (id: string, file: string, desk: Person = who('dora')) =>
  desk.ask(openCopyFile, at(id, { table: 'public.file', id: file }))
const linkTo = async (id: string, file: string, desk: Person = who('dora')) => {
  const { status, body, text } = await opens(id, file, desk)
  expect(status, text).toBe(200)
  return `${body['url']}`
}
const filesIn = (entries: readonly CopyEntry[]) => entries.flatMap(({ file }) => file ?? [])
const gives = async (id: string, unopened: number, desk: Person = who('dora')) => {
  const { version, seen } = await looks(desk, id)
  return desk.ask(giveCopy, at(id, { version, seen, answer, unopened }))
}

test('Dora opens what is about Noor: a picture small in its entry and whole, a document as a file to save, each a fact about Amal', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  const before = await looks(who('dora'), id)
  expect(filesIn(before.entries).map(({ kind, isOpened }) => [kind, isOpened])).toEqual(
    expect.arrayContaining([
      ['image', false],
      ['document', false],
    ]),
  )
  const small = filesIn(before.entries).find(({ kind }) => kind === 'image')?.thumbnail
  const thumbnail = await fetches(world, who('dora'), `${small}`)
  expect([thumbnail.statusCode, thumbnail.headers['content-type']]).toEqual([200, 'image/webp'])
  const shown = await fetches(world, who('dora'), await linkTo(id, picture))
  expect([shown.statusCode, shown.headers['content-type'], shown.headers['x-content-type-options']]).toEqual([
    ...[200, 'image/jpeg', 'nosniff'],
  ])
  expect(shown.rawPayload.length).toBeGreaterThan(thumbnail.rawPayload.length)
  const url = await linkTo(id, report)
  expect(url).toMatch(/^\/s\/preau\/files\/[\w-]{82}$/)
  const saved = await fetches(world, who('dora'), url)
  expect([saved.rawPayload.toString(), saved.headers['content-disposition']]).toEqual([
    ...['Ce que Zoé a dit', `attachment; filename="compte-rendu.txt"; filename*=UTF-8''compte-rendu.txt`],
  ])
  expect(filesIn((await looks(who('dora'), id)).entries).map(({ isOpened }) => isOpened)).toEqual([true, true])
  const opened = (events: readonly string[]) => events.filter((one) => one === 'copy.file_opened').length
  expect(opened(await entriesAbout(world, who('amal'), who('amal').id))).toBe(2)
  expect(opened(await entriesAbout(world, who('bilal'), who('noor').id)), 'the other guardian is told nothing').toBe(0)
})

test('no file of another pupil, of the other guardian, of another copy, or of nothing is opened', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  const zoes = await gets('zoe', Buffer.from('Le dossier de Zoé'), 'zoe.txt')
  const { body: bilals } = await uploads(world, who('bilal'), Buffer.from('À moi'), { name: 'bilal.txt' })
  const another = await asksByHand(who('bilal'), who('bilal'))
  expect((await opens(another, bilals.id)).status).toBe(200)
  for (const file of [zoes, bilals.id, uuidv7()]) expect((await opens(id, file)).body.code, file).toBe('copy.no_place')
  const { entries } = await looks(who('dora'), id)
  const text = entries.find(({ file }) => !file)!
  const words = await who('dora').ask(openCopyFile, at(id, { table: text.table, id: text.id }))
  expect(words.body.code, 'an entry without a file').toBe('copy.no_place')
  const elsewhere = await who('dora').ask(openCopyFile, at(id, { table: 'public.brought_file', id: report }))
  expect(elsewhere.body.code, 'another table').toBe('copy.no_place')
  expect((await opens(uuidv7(), report)).status).toBe(404)
  await world.owner.query('delete from attachment where file_id = $1', [zoes])
})

test('what the other guardian sends while they are in dispute is in no copy, and nothing opens it', async () => {
  const karim = await person(world, { name: 'Karim Benali', role: 'guardian' })
  await guard(world, karim, who('noor'))
  await world.owner.query("update guardianship set scopes = scopes || array['other_guardian']")
  const to = { line: 'teacher_guardian', pupilIds: [who('noor').id], classId: class6B, side: 'school', topic: 'Sport' }
  const thread = await begins(who('rosa'), { ...to, text: 'Pour tous' })
  await world.owner.query("update guardianship set scopes = array_remove(scopes, 'other_guardian')")
  const until = dayInParis(Date.now() + 90 * 86_400_000)
  expect((await who('olga').ask(beginDispute, at(who('noor').id, { reason: 'Procédure', until }))).status).toBe(200)
  const { body: sent } = await uploads(world, who('bilal'), Buffer.from('Pour le juge'), { name: 'juge.txt' })
  await world.owner.query(
    `insert into attachment (school_id, id, file_id, target_kind, target_id, place, attached_at, attached_by)
     values ($1, gen_random_uuid(), $2, 'message', (select id from message where conversation_id = $3 limit 1), 0, now(), $4)`,
    [world.schoolId, sent.id, thread, who('bilal').id],
  )
  const id = await asksByHand(karim, karim)
  expect((await opens(id, sent.id)).body.code).toBe('copy.no_place')
  const { body: own } = await uploads(world, karim, Buffer.from('De Karim'), { name: 'karim.txt' })
  const url = await linkTo(id, own.id)
  expect((await fetches(world, who('dora'), url)).statusCode).toBe(200)
  await world.owner.query(
    "insert into person_state (school_id, id, person_id, state, from_at, reason) values ($1, gen_random_uuid(), $2, 'suspended', now(), 'office')",
    [world.schoolId, karim.id],
  )
  for (const file of [sent.id, own.id]) expect((await opens(id, file)).body.code).toBe('rights.needs_head')
  expect((await fetches(world, who('dora'), url)).json()).toMatchObject({ code: 'rights.needs_head' })
  await world.owner.query('delete from attachment where file_id = $1', [sent.id])
})

test('a link is for whoever opened it, for as long as the copy is being looked through, and for five minutes', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  const url = await linkTo(id, report)
  for (const one of ['ines', 'amal', 'rosa'] as const) expect((await fetches(world, who(one), url)).statusCode, one).toBe(404)
  for (const nth of [0, 20, 25, 30, 45, 70]) {
    const sign = url.length - 82 + nth
    const other = url.slice(0, sign) + (url[sign] === 'A' ? 'B' : 'A') + url.slice(sign + 1)
    expect((await fetches(world, who('dora'), other)).statusCode, `${nth}`).toBe(404)
  }
  expect((await fetches(world, who('dora'), url)).statusCode).toBe(200)
  expect((await who('amal').ask(withdrawRight, at(id))).status).toBe(200)
  expect((await fetches(world, who('dora'), url)).statusCode, 'taken back').toBe(404)
  expect((await opens(id, report)).body.code).toBe('rights.already_closed')
})

const bjork = async () => {
  const schoolId = await anotherSchool(world)
  return person(world, { name: 'Sven Rektor', role: 'head', slug: 'bjork', schoolId })
}

test('whoever is not of the desk, or is of another school, opens nothing', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  for (const one of ['rosa', 'olga', 'amal', 'bilal'] as const)
    expect([403, 404], one).toContain((await opens(id, report, who(one))).status)
  const sven = await bjork()
  const asked = { slug: 'bjork', ...at(id, { table: 'public.file', id: report }) }
  expect((await sven.ask(openCopyFile, asked)).status).toBe(404)
  const url = await linkTo(id, report)
  expect((await fetches(world, sven, url.replace('/preau/', '/bjork/'))).statusCode).toBe(404)
  const tried = await all(
    ['rosa', 'olga', 'amal', 'bilal', 'dora'],
    `insert into opened_copy_file (school_id, id, request_id, person_id, asked_by, file_id, opened_at, opened_by)
     select school_id, gen_random_uuid(), id, person_id, asked_by, gen_random_uuid(), now(), app.person_id() from rights_request`,
    [],
  )
  expect(tried).toEqual({ rosa: 0, olga: 0, amal: 'refused', bilal: 0, dora: 1 })
  const forAnother =
    'insert into opened_copy_file (school_id, id, request_id, person_id, asked_by, file_id, opened_at, opened_by) select school_id, gen_random_uuid(), id, person_id, asked_by, gen_random_uuid(), now(), $1 from rights_request'
  expect(await all(['dora'], forAnother, [who('ines').id])).toEqual({ dora: 'refused' })
})

test('a copy with files that nobody opened is given by whoever says how many; what is covered, or opened by them, does not count', async () => {
  const id = await asksByHand(who('amal'), who('noor'))
  expect((await looks(who('dora'), id)).unopened).toBe(2)
  for (const said of [0, 1, 3]) expect((await gives(id, said)).body.code, `${said}`).toBe('copy.files_unopened')
  await linkTo(id, picture)
  await linkTo(id, picture)
  expect((await looks(who('dora'), id)).unopened).toBe(1)
  expect((await looks(who('ines'), id)).unopened, 'she has not opened it herself').toBe(2)
  expect((await gives(id, 1, who('ines'))).body.code).toBe('copy.files_unopened')
  const place = { table: 'public.file', id: report, field: null, from: 0, to: 0, ground: 'third_person' }
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places: [place] }))).status).toBe(200)
  expect((await looks(who('dora'), id)).unopened).toBe(0)
  expect((await gives(id, 1)).body.code).toBe('copy.files_unopened')
  expect((await gives(id, 0)).status).toBe(200)
  const items = await archiveAt(world, who('amal'), id)
  expect([...items.keys()].filter((path) => path.startsWith('files/'))).toHaveLength(1)
})

test('whoever opened files can be erased, and so can whoever asked', async () => {
  const [pia, otto] = [
    await person(world, { name: 'Pia Lund', role: 'dpo' }),
    await person(world, { name: 'Otto Lindqvist', role: 'dpo' }),
  ]
  const opened = async () => (await world.owner.query('select opened_by from opened_copy_file order by opened_at')).rows
  const id = await asksByHand(who('amal'), who('noor'))
  for (const one of [pia, otto]) await linkTo(id, report, one)
  expect(await opened()).toEqual([{ opened_by: pia.id }, { opened_by: otto.id }])
  await world.owner.query('update directory.session set authenticated_at = now()')
  for (const one of [pia, otto]) expect((await who('olga').ask(erasePerson, at(one.id))).status).toBe(200)
  expect(await opened()).toEqual([{ opened_by: nobody }, { opened_by: nobody }])
  expect((await who('olga').ask(erasePerson, at(who('amal').id))).status).toBe(200)
  expect(await opened()).toEqual([])
})
