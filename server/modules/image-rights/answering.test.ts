import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ages } from '#contract/ages.ts'
import { protect } from '#contract/families.ts'
import {
  imageAudiences,
  imageRules,
  imageWording,
  readClassImageRights,
  readImageRights,
  sayImageRight,
} from '#contract/image-rights.ts'
import { languages } from '#contract/locales.ts'
import { profiles } from '#contract/roles.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { numberOf } from './answering.ts'

let world: World
let [rosa, otto, ines, olga, amal, karim, noor, eva, ben, tom]: Person[] = []
let class6B: string

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  karim = await person(world, { name: 'Karim Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  eva = await person(world, { name: 'Eva Ek', role: 'guardian' })
  ben = await person(world, { name: 'Ben Ek', role: 'pupil' })
  tom = await person(world, { name: 'Tom Diaz', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor, ben, tom])
  await guard(world, amal, noor)
  await guard(world, karim, noor)
  await guard(world, eva, ben)
})
afterAll(() => world.close())

const words = { wording: imageWording, language: 'fr' } as const
const says = (who: Person, pupil: Person, answer: 'yes' | 'no', audience = 'class') =>
  who.ask(sayImageRight, { params: { id: pupil.id }, body: { audience, says: answer, ...words } })
type May = { class: boolean; school: boolean; outside: boolean }
const may = async (pupil: Person): Promise<May> => {
  const { body, status } = await rosa!.ask(readClassImageRights, { params: { id: class6B } })
  expect(status).toBe(200)
  return (body['pupils'] as { id: string; may: May }[]).find(({ id }) => id === pupil.id)!.may
}
const no = { class: false, school: false, outside: false }

test('nobody has said anything, and nothing is allowed', async () => {
  for (const pupil of [noor, ben, tom]) expect(await may(pupil!)).toEqual(no)
  const { body } = await eva!.ask(readImageRights)
  expect(body['people']).toMatchObject([
    { id: ben!.id, display: 'Ben Ek', mayAgree: true, rights: [{ audience: 'class', said: 'open', isAllowed: false }, {}, {}] },
  ])
})

test('Eva answers alone for Ben, for the class and nothing else; she has a receipt, and takes it back with one tap', async () => {
  const reply = await says(eva!, ben!, 'yes')
  expect(reply.body).toMatchObject({ isAllowed: true, number: numberOf(`${reply.body['receiptId']}`) })
  expect(reply.body['number']).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(await may(ben!)).toEqual({ ...no, class: true })
  expect((await facts(world)).filter((name) => name === 'image_right.said')).toHaveLength(1)
  expect((await says(eva!, ben!, 'no')).body).toMatchObject({ isAllowed: false })
  expect(await may(ben!)).toEqual(no)
  const { receipts } = (await eva!.ask(readImageRights)).body as { receipts: Record<string, unknown>[] }
  expect(receipts).toMatchObject([
    { says: 'no', replacedAt: null, audience: 'class', ...words, pupil: { display: 'Ben Ek' } },
    { says: 'yes', number: reply.body['number'], replacedAt: expect.any(String) },
  ])
})

test('in France both of Noor’s parents agree; one alone is not enough, and either takes it back', async () => {
  expect((await says(amal!, noor!, 'yes')).body).toMatchObject({ isAllowed: false })
  expect(await may(noor!)).toEqual(no)
  expect((await says(karim!, noor!, 'yes')).body).toMatchObject({ isAllowed: true })
  expect(await may(noor!)).toEqual({ ...no, class: true })
  await says(amal!, noor!, 'no')
  expect(await may(noor!)).toEqual(no)
  const { body } = await karim!.ask(readImageRights)
  expect(body['people']).toMatchObject([{ isJoint: true, rights: [{ said: 'yes', isAllowed: false }, {}, {}] }])
  expect(JSON.stringify(body)).not.toContain('Amal') // who did not agree is nobody else's
})

test('in Québec one parent is enough, but a no of the other is a no', async () => {
  await world.owner.query("update person set profile = 'QC-PUB' where id = $1", [noor!.id])
  await says(amal!, noor!, 'yes', 'school')
  expect((await may(noor!)).school).toBe(true)
  await says(karim!, noor!, 'no', 'school')
  expect((await may(noor!)).school).toBe(false)
  await world.owner.query('update person set profile = null where id = $1', [noor!.id])
})

test('a guardian by a lent or a limited right answers nothing, nor does one whose right has ended; the answer ends with it', async () => {
  await says(amal!, noor!, 'yes')
  expect((await may(noor!)).class).toBe(true)
  const limit = (preset: string, scopes: string[]) =>
    world.owner.query('update guardianship set preset = $2, scopes = $3 where guardian_id = $1', [karim!.id, preset, scopes])
  await limit('information', ['feed', 'progress', 'copies'])
  expect((await says(karim!, noor!, 'no')).body.code).toBe('not_allowed')
  expect((await may(noor!)).class).toBe(true) // Amal alone signs now
  expect((await karim!.ask(readImageRights)).body['people']).toEqual([])
  await limit('equal', ['feed', 'progress', 'message', 'absence', 'sign', 'pick_up', 'pay', 'copies'])
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [amal!.id])
  expect((await may(noor!)).class).toBe(true) // Karim had said yes, and is the only one left
  await world.owner.query('update guardianship set until_at = now() where guardian_id = $1', [karim!.id])
  expect((await may(noor!)).class).toBe(false)
  await world.owner.query('update guardianship set until_at = null where guardian_id = any ($1)', [[amal!.id, karim!.id]])
})

test('whoever must not be found is on no picture, whatever was said', async () => {
  expect((await may(noor!)).class).toBe(true)
  const protection = { kind: 'marked', alias: 'Camille', reference: 'Skatteverket 2026' }
  expect((await ines!.ask(protect, { params: { id: noor!.id }, body: protection })).status).toBe(200)
  expect((await may(noor!)).class).toBe(false)
  await world.owner.query('delete from protected_identity where person_id = $1', [noor!.id])
})

test('once old enough the pupil answers; a parent may still take back, and no longer agree', async () => {
  const born = (day: string | null) => world.owner.query('update person set born_on = $2 where id = $1', [noor!.id, day])
  await born('2016-05-05')
  expect((await says(noor!, noor!, 'no')).body.code).toBe('not_allowed')
  const year = new Date().getUTCFullYear()
  await born(`${year - 16}-01-01`)
  expect((await may(noor!)).class).toBe(true) // what her parents said holds until she speaks
  expect((await says(amal!, noor!, 'yes')).body.code).toBe('image_right.pupil_decides')
  expect((await noor!.ask(readImageRights)).body['people']).toMatchObject([{ id: noor!.id, isSelf: true, mayAgree: true }])
  await says(noor!, noor!, 'no')
  expect((await may(noor!)).class).toBe(false)
  await says(noor!, noor!, 'yes')
  expect((await may(noor!)).class).toBe(true)
  expect((await says(amal!, noor!, 'no')).status).toBe(200)
  expect((await may(noor!)).class).toBe(true) // it is hers to say
  await born(null)
})

test('what was said for one school year is not said for another', async () => {
  await says(amal!, noor!, 'yes')
  await says(karim!, noor!, 'yes')
  expect((await may(noor!)).class).toBe(true)
  await world.owner.query('update school_year set to_on = current_date - 1 where school_id = $1', [world.schoolId])
  expect((await may(noor!)).class).toBe(false)
  await world.owner.query('update school_year set to_on = from_on + 364 where school_id = $1', [world.schoolId])
})

test('each refusal: another family, a teacher, the office, a pupil too young, another wording, another school’s', async () => {
  const tried = [
    await says(eva!, noor!, 'yes'),
    await says(rosa!, noor!, 'yes'),
    await says(olga!, noor!, 'yes'),
    await says(ben!, ben!, 'yes'),
  ]
  expect(tried.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    '404 not_found',
    '403 not_allowed',
    '403 not_allowed',
    '403 not_allowed',
  ])
  const body = { audience: 'class', says: 'yes', language: 'fr', wording: imageWording + 1 }
  expect((await amal!.ask(sayImageRight, { params: { id: noor!.id }, body })).body.code).toBe('image_right.wording_changed')
  const list = { params: { id: class6B } }
  expect((await otto!.ask(readClassImageRights, list)).status).toBe(404)
  expect((await amal!.ask(readClassImageRights, list)).body.code).toBe('not_allowed')
  expect((await olga!.ask(readClassImageRights, list)).status).toBe(200)
})

test('a refusal, no answer and a restriction read the same', async () => {
  await says(eva!, ben!, 'no')
  const { body } = await rosa!.ask(readClassImageRights, { params: { id: class6B } })
  const [of, none] = [ben!, tom!].map(
    (one) => (body['pupils'] as { id: string; may: May }[]).find(({ id }) => id === one.id)!.may,
  )
  expect(of).toEqual(none)
  expect(Object.keys((body['pupils'] as object[])[0]!).toSorted()).toEqual(['display', 'id', 'may', 'signs'])
})

test('two taps at once leave one answer', async () => {
  await Promise.all(['yes', 'no', 'yes', 'no'].map((answer) => says(eva!, ben!, answer as 'yes', 'school')))
  const { rows } = await world.owner.query(
    "select count(*)::int as n, count(*) filter (where replaced_at is null)::int as live from image_consent where pupil_id = $1 and audience = 'school'",
    [ben!.id],
  )
  expect(rows).toEqual([{ n: 4, live: 1 }])
})

test('a wording that families have answered is never edited, only followed by another', () => {
  const said = languages.map((language) => {
    const words: Record<string, string> = JSON.parse(readFileSync(`i18n/images.${language}.json`, 'utf8'))
    const shown = imageAudiences.map((audience) => words[`images.wording.first.${audience}`] ?? '')
    return createHash('sha256').update(shown.join('\n')).digest('hex').slice(0, 16)
  })
  expect(said).toEqual(['ffc73fd5d7a6b2e2', '8cb2ff3b45b003b5', '4b8b3398bb68121a', 'cb23c50a3d51e3f7'])
})

test('the database knows the same profiles', async () => {
  for (const profile of profiles) {
    const { rows } = await world.owner.query('select app.images_together($1) as together, app.consent_age($1) as years', [
      profile,
    ])
    expect(rows, profile).toEqual([{ together: imageRules[profile].together, years: ages[profile].consent.years }])
  }
})
