import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { coverPlaces, giveCopy, readHandedCopy } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { confirmAsker } from '#contract/establishing.ts'
import { erasePerson } from '#contract/privacy.ts'
import { listRightCases, type RightCase } from '#contract/rights.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { keyText } from '#ledger/notes.ts'
import { isManifest, vouchedBy } from '#modules/privacy/index.ts'
import { exportKey } from '#modules/privacy/manifest.ts'
import { asksByHand, begins, entriesAbout, handedAt, looks, placeOf } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
import { attaches, fetches, uploads } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import {
  anotherSchool,
  classOf,
  facts,
  guard,
  type Person,
  person,
  type Someone,
  type World,
  withoutAccount,
} from '#tests/world.ts'

let world: World
const { open, who } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['ines', 'Inès Tremblay', 'head'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['bilal', 'Bilal Haddad', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
  ['yanis', 'Yanis Morel', 'pupil'],
] as const)
const NOTED = 'Yanis a aidé Zoé Martin à ranger'
let lino: Someone
beforeAll(async () => {
  world = await open()
  lino = await withoutAccount(world, { name: 'Lino Weiss', role: 'pupil' })
  const zoe = await person(world, { name: 'Zoé Martin', role: 'pupil' })
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor'), who('yanis'), lino, zoe])
  for (const one of ['amal', 'bilal'] as const) await guard(world, who(one), who('noor'))
  const { body } = await uploads(world, who('rosa'), Buffer.from('Le bulletin de Lino'), { name: 'Lino-bulletin.txt' })
  await attaches(world, who('rosa'), body.id, 'person', lino.id)
  const to = { line: 'teacher_pupil', pupilIds: [who('yanis').id], classId: class6B, side: 'school', topic: 'Rangement' }
  await begins(who('rosa'), { ...to, text: NOTED })
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['opened_copy_file', 'prepared_copy', 'rights_request']) await world.owner.query(`delete from ${table}`)
  await fresh()
})

const fresh = () => world.owner.query('update directory.session set authenticated_at = now()')
const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
const answer = 'Voici la copie que vous avez demandée.'
const letter = { kind: 'access', receivedOn: dayInParis(), words: 'Par lettre', came: 'letter', identity: 'signature' }
const writes = async (one: { id: string }, about = one) => {
  const { status, body, text } = await who('dora').ask(openCase, at(about.id, { ...letter, askedBy: one.id }))
  expect(status, text).toBe(200)
  const confirmed = await who('ines').ask(confirmAsker, at(body['id']))
  expect(confirmed.status, confirmed.text).toBe(200)
  return `${body['id']}`
}
const gives = async (id: string, desk: Person = who('dora')) => {
  const { version, seen, unopened } = await looks(desk, id)
  const given = await desk.ask(giveCopy, at(id, { version, seen, answer, unopened }))
  expect(given.status, given.text).toBe(200)
}
const locks = (one: { id: string }) =>
  world.owner.query(
    "insert into person_state (school_id, id, person_id, state, from_at, reason) values ($1, gen_random_uuid(), $2, 'suspended', now(), 'office')",
    [world.schoolId, one.id],
  )
const unlocks = (one: { id: string }) => world.owner.query('delete from person_state where person_id = $1', [one.id])
const caseOf = async (id: string) =>
  ((await who('dora').ask(listRightCases)).body as { cases: RightCase[] }).cases.find((row) => row.id === id)
const takes = (id: string, desk: Person = who('dora')) => desk.ask(readHandedCopy, at(id))
const zipOf = (id: string, desk: Person = who('dora')) => fetches(world, desk, `/s/preau/rights-cases/${id}/export.zip?locale=fr`)
const textOf = (items: Map<string, Buffer>) => [...items.values()].map(String).join('\n').replaceAll('\u202f', ' ')

test('Lino, who never had an account, wrote a letter: Dora covers, grants, and takes the copy to hand it over, with a letter and a signed manifest', async () => {
  const id = await writes(lino)
  const page = await looks(who('dora'), id)
  expect(page.byHandOver).toBe(true)
  const file = page.entries.find((one) => one.file)!
  const place = { table: file.table, id: file.id, field: null, from: 0, to: 0, ground: 'in_confidence' }
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places: [place] }))).status).toBe(200)
  expect((await takes(id)).body.code, 'before it is given').toBe('rights.link_over')
  await gives(id)
  expect(await caseOf(id)).toMatchObject({ outcome: 'granted', can: { take: true, grant: false, prepare: false } })
  const items = await handedAt(world, who('dora'), id)
  expect([...items.keys()]).toEqual(expect.arrayContaining(['letter.html', 'index.html', 'export.json', 'manifest.json']))
  expect(textOf(items)).not.toContain('bulletin')
  const said = `${items.get('letter.html')}`.replaceAll('\u202f', ' ')
  for (const words of [
    answer,
    'Lino Weiss',
    '1 passage de cette copie est masqué',
    'dit en confidence',
    'RGPD, art. 15(4)',
    'CNIL',
  ])
    expect(said, words).toContain(words)
  const vouched = vouchedBy(`${items.get('manifest.note')}`, keyText(exportKey(world.installation)))
  expect(vouched && isManifest(`${items.get('manifest.json')}`, vouched)).toBe(true)
  const listed = JSON.parse(`${items.get('manifest.json')}`)
  expect(listed.files.map(({ path }: { path: string }) => path)).toContain('letter.html')
  expect(listed.covered).toMatchObject([{ ground: 'in_confidence' }])
  const events = await facts(world)
  expect(events.filter((one) => one === 'copy.handed_over')).toHaveLength(1)
  expect(await entriesAbout(world, who('olga'), lino.id)).toEqual(
    expect.arrayContaining(['copy.handed_over', 'copy.given', 'export.made']),
  )
})

test('it can be fetched again until the fourteen days are over, each time with a fact, and after saying once more who one is', async () => {
  const id = await writes(lino)
  await gives(id)
  const before = (await facts(world)).filter((one) => one === 'copy.handed_over').length
  await handedAt(world, who('dora'), id)
  await handedAt(world, who('ines'), id)
  expect((await facts(world)).filter((one) => one === 'copy.handed_over')).toHaveLength(before + 2)
  await world.owner.query("update directory.session set authenticated_at = now() - interval '11 minutes'")
  expect((await zipOf(id)).json()).toMatchObject({ code: 'session.must_confirm' })
  await fresh()
  expect((await zipOf(id)).statusCode).toBe(200)
  await world.owner.query("update rights_request set link_until = now() - interval '1 minute' where id = $1", [id])
  expect((await zipOf(id)).statusCode).toBe(410)
  expect((await caseOf(id))?.can.take).toBe(false)
})

test('Amal, who can sign in, is given her copy herself: nobody takes it in her place, before she is locked out or once she is back', async () => {
  const id = await asksByHand(who('amal'), who('amal'))
  expect((await looks(who('dora'), id)).byHandOver).toBe(false)
  await gives(id)
  expect((await caseOf(id))?.can.take).toBe(false)
  expect((await takes(id)).body.code).toBe('not_allowed')
  expect((await zipOf(id)).statusCode).toBe(403)
  await locks(who('amal'))
  expect((await takes(id)).status).toBe(200)
  await unlocks(who('amal'))
  expect((await zipOf(id)).statusCode).toBe(403)
})

test('a former pupil who is locked out gets what was looked through, through the desk; nothing about a child is taken for a locked guardian', async () => {
  await locks(who('yanis'))
  const id = await writes(who('yanis'))
  const page = await looks(who('dora'), id)
  const place = { ...placeOf(page, 'Zoé Martin'), ground: 'third_person' }
  expect((await who('dora').ask(coverPlaces, at(id, { version: 0, places: [place] }))).status).toBe(200)
  await gives(id)
  const said = textOf(await handedAt(world, who('dora'), id))
  expect(said).not.toContain('Zoé Martin')
  expect(said).toContain('[masqué : une autre personne]')
  await unlocks(who('yanis'))
  const child = await asksByHand(who('bilal'), who('noor'))
  await gives(child)
  await locks(who('bilal'))
  expect((await takes(child)).body.code).toBe('rights.not_theirs')
  expect((await caseOf(child))?.can).toMatchObject({ prepare: false, take: false })
  expect((await zipOf(child)).json()).toMatchObject({ code: 'rights.not_theirs' })
  await unlocks(who('bilal'))
})

test('only the desk of this school takes it, and nobody in their own cause', async () => {
  const id = await writes(lino)
  await gives(id)
  const sven = await person(world, { name: 'Sven Rektor', role: 'head', slug: 'bjork', schoolId: await anotherSchool(world) })
  await fresh()
  expect((await sven.ask(readHandedCopy, { slug: 'bjork', params: { id } })).status).toBe(404)
  expect((await fetches(world, sven, `/s/bjork/rights-cases/${id}/export.zip`)).statusCode).toBe(404)
  expect([403, 404]).toContain((await zipOf(id, sven)).statusCode)
  for (const one of ['rosa', 'olga', 'amal'] as const) {
    expect([403, 404], one).toContain((await takes(id, who(one))).status)
    expect([403, 404], one).toContain((await zipOf(id, who(one))).statusCode)
  }
  expect((await zipOf(uuidv7())).statusCode).toBe(404)
  const before = (await facts(world)).length
  await fetches(world, who('dora'), `/s/preau/rights-cases/${id}/export.zip`, { method: 'HEAD' })
  expect((await facts(world)).length, 'whoever asks for the head takes nothing').toBe(before)
})

test('what one person gave alone, before a second was asked, is not handed over', async () => {
  const id = await writes(lino)
  await gives(id)
  await world.owner.query(
    'update rights_request set confirmed_at = null, confirmed_how = null, confirmed_by = null where id = $1',
    [id],
  )
  expect((await takes(id)).body.code).toBe('rights.not_established')
})

test('once the person is erased nothing is taken any more', async () => {
  const nils = await withoutAccount(world, { name: 'Nils Berg', role: 'pupil' })
  const id = await writes(nils)
  await gives(id)
  expect((await zipOf(id)).statusCode).toBe(200)
  expect((await who('olga').ask(erasePerson, at(nils.id))).status).toBe(200)
  expect((await zipOf(id)).statusCode).toBe(404)
  expect((await takes(id)).status).toBe(404)
})

test('a copy that was only said to be granted, in a letter, is not there to be taken', async () => {
  const id = await writes(lino)
  expect((await caseOf(id))?.can).toMatchObject({ take: false, grant: true })
  expect((await zipOf(id)).statusCode).toBe(410)
})
