import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSlipSettings, readClassSlips } from '#contract/activation.ts'
import { confirmJoinRequest, issueClassKey, listJoinRequests, makeJoinRequest, readClass } from '#contract/classes.ts'
import { endProtection, protect, readFamily, readMyFamily } from '#contract/families.ts'
import { readFile } from '#contract/files.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { readPupil } from '#contract/pupil-page.ts'
import { startSession } from '#contract/sessions.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol } from '#modules/classes/index.ts'
import { personTable, protectedAmong } from '#modules/people/index.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import { type Household, openHousehold } from '#tests/families.ts'
import { attaches, photo, uploads } from '#tests/files.ts'
import { guard, type Person, person, thisYear } from '#tests/world.ts'

let home: Household
let paul: Person
beforeAll(async () => {
  home = await openHousehold()
  paul = await person(home.world, { name: 'Paul Neuf', role: 'pupil' })
  const { installation, schoolId } = home.world
  await asSchool(installation, schoolId, 'administration', 'class.arrange', (hands) =>
    enrol(hands, {
      schoolId,
      classId: home.class6B,
      role: 'pupil',
      people: [paul.id],
      fromOn: thisYear(home.world.clock.now()).yearFrom,
      by: null,
    }),
  )
})
afterAll(() => home.world.close())

const password = 'une bonne dizaine de mots pour une seule clef'
const body = { kind: 'marked', alias: 'Camille D.', reference: 'Skatteverket 2026-11' }
const listed = async (who: Person) =>
  ((await who.ask(readClass, { params: { id: home.class6B } })).body['pupils'] as { display: string }[]).map(
    ({ display }) => display,
  )

test('a protected pupil stands in class lists under an alias, for classmates and for teachers', async () => {
  const { noor, olga, rosa, amal } = home.people
  const params = { id: noor.id }
  expect((await olga.ask(protect, { params, body })).status).toBe(200)
  expect((await olga.ask(protect, { params, body })).body.code).toBe('protection.begun')
  expect([await listed(paul), await listed(rosa)]).toEqual([
    ['Camille D.', 'Paul Neuf'],
    ['Camille D.', 'Paul Neuf'],
  ])
  expect((await rosa.ask(listPeople)).text).not.toContain('Noor')
  expect((await rosa.ask(readFamily, { params })).text).not.toMatch(/Noor|Skatteverket/)
  expect(await listed(olga)).toContain('Noor Benali')
  expect((await amal.ask(readMe)).text).toContain('Noor Benali')
  expect((await noor.ask(readMe)).text).toContain('Noor Benali')
})

test('the page of a protected pupil and the list of slips show the alias to a teacher, the name to the family and the office', async () => {
  const { noor, olga, rosa, amal } = home.people
  const page = async (who: Person) =>
    (await who.ask(readPupil, { params: { id: noor.id } })).body['person'] as { display: string }
  expect([(await page(rosa)).display, (await page(olga)).display, (await page(amal)).display]).toEqual([
    'Camille D.',
    'Noor Benali',
    'Noor Benali',
  ])
  await olga.ask(changeSlipSettings, { body: { days: 14, teachersPrint: true } })
  const slips = await rosa.ask(readClassSlips, { params: { id: home.class6B } })
  expect([slips.status, slips.text.includes('Noor'), slips.text.includes('Camille D.')]).toEqual([200, false, true])
  expect((await amal.ask(readPersonReads, { params: { id: noor.id }, query: { own: 'false' } })).text).toContain('Noor Benali')
})

test('a request in the real name finds the pupil for the office, and for a teacher nobody: the list offers the alias', async () => {
  const { olga, rosa } = home.people
  const key = `${(await rosa.ask(issueClassKey, { params: { id: home.class6B } })).body['key']}`
  const asked = { child: 'Noor Benali', relation: 'father', name: 'Karim Haddad', email: 'karim@example.org', locale: 'fr' }
  await home.world.visitor(makeJoinRequest, { body: { key, ...asked } })
  await home.world.doJobs()
  const token = /token=([\w-]+)/.exec(home.world.mails.findLast(({ to }) => to === asked.email)!.text)![1]!
  await home.world.visitor(confirmJoinRequest, { body: { token, password: 'une bonne dizaine de mots pour une seule clef' } })
  const matches = async (who: Person) => {
    const { requests } = (await who.ask(listJoinRequests, { query: { state: 'waiting' } })).body as unknown as {
      requests: { matches: { display: string }[] }[]
    }
    return requests.flatMap((request) => request.matches.map(({ display }) => display))
  }
  expect([await matches(olga), await matches(rosa)]).toEqual([['Noor Benali'], []])
})

test('no picture of a protected pupil is attached, by whomever; a document is', async () => {
  const { noor, olga, rosa } = home.people
  for (const who of [olga, rosa]) {
    const picture = (await uploads(home.world, who, await photo(64, 64))).body.id
    await expect(attaches(home.world, who, picture, 'person', noor.id)).rejects.toMatchObject({ code: 'file.no_pictures' })
    await attaches(home.world, who, picture, 'person', paul.id)
    const letter = (await uploads(home.world, who, Buffer.from('Une lettre'), { name: 'lettre.txt' })).body.id
    await attaches(home.world, who, letter, 'person', noor.id)
  }
})

const usernameOf = async ({ id }: { id: string }) => {
  const { installation, schoolId, owner } = home.world
  const { rows } = await owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [id])
  const [content] = await asSchool(installation, schoolId, 'administration', 'person.arrange', ({ tx, vault }) =>
    vault.open(tx, schoolId, personTable, rows),
  )
  return content?.username ?? ''
}

test('a user name that tells the name is replaced when protection begins; one that does not, if somebody wants that', async () => {
  const { olga, noor } = home.people
  expect((await usernameOf(noor)).startsWith('noor')).toBe(false)
  const sven = await person(home.world, { name: 'Sven Dold', role: 'pupil' })
  const params = { id: sven.id }
  const before = await usernameOf(sven)
  const begun = await olga.ask(protect, { params, body })
  const now = await usernameOf(sven)
  expect([begun.body['username'], now.includes('sven')]).toEqual([now, false])
  const signsIn = async (login: string) => {
    await home.world.owner.query('delete from directory.throttle')
    await home.world.owner.query('update directory.account set password_hash = $1 where id = $2', [
      await hashPassword(password),
      sven.accountId,
    ])
    return (await home.world.visitor(startSession, { body: { login, password, sharedDevice: true } })).status
  }
  expect([await signsIn(before), await signsIn(now)]).toEqual([401, 200])
  await olga.ask(endProtection, { params })
  expect((await olga.ask(protect, { params, body })).body['username']).toBeNull()
  await olga.ask(endProtection, { params })
  const again = (await olga.ask(protect, { params, body: { ...body, rename: true } })).body['username']
  expect(again).not.toBe(now)
  expect(await usernameOf(sven)).toBe(again)
})

test('pictures from before protection are there for the family and the office, and not for the teacher, not even her own', async () => {
  const { olga, rosa } = home.people
  const lea = await person(home.world, { name: 'Léa Sol', role: 'pupil' })
  const parent = await person(home.world, { name: 'Iris Sol', role: 'guardian' })
  await guard(home.world, parent, lea)
  const { installation, schoolId } = home.world
  await asSchool(installation, schoolId, 'administration', 'class.arrange', (hands) =>
    enrol(hands, {
      ...{ schoolId, classId: home.class6B, role: 'pupil', people: [lea.id], by: null },
      fromOn: thisYear(home.world.clock.now()).yearFrom,
    }),
  )
  const own = (await uploads(home.world, rosa, await photo(64, 64))).body.id
  await attaches(home.world, rosa, own, 'person', lea.id)
  const offices = (await uploads(home.world, olga, await photo(48, 48))).body.id
  await attaches(home.world, olga, offices, 'person', lea.id)
  const letter = (await uploads(home.world, rosa, Buffer.from('Une lettre'), { name: 'lettre.txt' })).body.id
  await attaches(home.world, rosa, letter, 'person', lea.id)
  await home.world.doJobs()
  const seen = async (who: Person) => {
    const asked = [own, offices, letter].map((id) => who.ask(readFile, { params: { id } }))
    return (await Promise.all(asked)).map(({ status }) => status)
  }
  expect(await seen(rosa)).toEqual([200, 200, 200])
  expect((await olga.ask(protect, { params: { id: lea.id }, body })).status).toBe(200)
  expect([await seen(rosa), await seen(olga), await seen(parent), await seen(lea)]).toEqual([
    [404, 404, 200],
    [200, 200, 200],
    [200, 200, 200],
    [200, 200, 200],
  ])
  await olga.ask(endProtection, { params: { id: lea.id } })
  expect(await seen(rosa)).toEqual([200, 200, 200])
})

test('no mail has said the name of anybody', () => {
  expect(home.world.mails.length).toBeGreaterThan(0)
  expect(home.world.mails.filter(({ subject, text, html }) => /Noor|Benali|Camille/.test(`${subject} ${text} ${html}`))).toEqual(
    [],
  )
})

test('and no guardian learns the name of another any more, whatever is ticked', async () => {
  const { bilal, noor, olga } = home.people
  await home.world.owner.query("update guardianship set scopes = array['feed', 'other_guardian']")
  expect((await bilal.ask(readMyFamily)).text).not.toContain('Amal')
  await olga.ask(endProtection, { params: { id: noor.id } })
  expect((await bilal.ask(readMyFamily)).text).toContain('Amal')
  await olga.ask(protect, { params: { id: noor.id }, body })
})

test('slips and lists that leave the house ask whom they may name', async () => {
  const { installation, schoolId } = home.world
  const among = await asSchool(installation, schoolId, 'administration', 'list.arrange', ({ tx }) =>
    protectedAmong(tx, [home.people.noor.id, paul.id]),
  )
  expect([...among]).toEqual([home.people.noor.id])
})

test('ended, the name is back; a teacher neither begins nor ends it', async () => {
  const { noor, rosa, ines } = home.people
  const params = { id: noor.id }
  expect((await rosa.ask(protect, { params, body })).status).toBe(403)
  expect((await rosa.ask(endProtection, { params })).status).toBe(403)
  expect((await ines.ask(endProtection, { params })).status).toBe(200)
  expect((await ines.ask(endProtection, { params })).body.code).toBe('protection.none')
  expect(await listed(paul)).toContain('Noor Benali')
})
