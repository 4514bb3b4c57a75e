import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listClasses } from '#contract/classes.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listPeople } from '#contract/people.ts'
import {
  askSupportAccess,
  decideSupportAccess,
  endSupportAccess,
  listSupportAccess,
  readSupportSubject,
} from '#contract/support-access.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { type Household, isReachedAt, openHousehold } from '#tests/families.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { facts, type Person, person } from '#tests/world.ts'

let home: Household
let sami: Person
let username: string
let log: Awaited<ReturnType<typeof openSequencing>>
beforeAll(async () => {
  home = await openHousehold()
  sami = await person(home.world, { name: 'Sami Korhonen', role: 'support' })
  const { installation, schoolId, owner } = home.world
  const { rows } = await owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
    home.people.amal.id,
  ])
  const [content] = await asSchool(installation, schoolId, 'support', 'support.arrange', ({ tx, vault }) =>
    vault.open(tx, schoolId, personTable, rows),
  )
  username = content!.username
  log = await openSequencing(installation, home.world.connection, home.world.keys)
})
afterAll(async () => {
  await log.close()
  await home.world.close()
})
beforeEach(() => home.world.owner.query('delete from support_access'))

const asks = (more: object = {}, who = sami) =>
  who.ask(askSupportAccess, { body: { username, reason: 'cannot_sign_in', ticket: 'T-1042', withNames: false, ...more } })
const asked = async (more?: object) => `${(await asks(more)).body['id']}`
const consents = (who: Person, id: string, verdict = 'consented', minutes?: number) =>
  who.ask(decideSupportAccess, { params: { id }, body: { verdict, ...(minutes ? { minutes } : {}) } })
const looks = (id: string, who = sami) => who.ask(readSupportSubject, { params: { id } })
const ages = (minutes: number) =>
  home.world.owner.query(
    'update support_access set decided_at = decided_at - make_interval(mins => $1), until_at = until_at - make_interval(mins => $1)',
    [minutes],
  )

test('support sees nobody; with the person’s own consent it sees initials, and the person sees that it looked', async () => {
  const { amal } = home.people
  expect((await sami.ask(listPeople)).status).toBe(403)
  expect((await sami.ask(listClasses)).body['classes']).toEqual([])
  const id = await asked()
  expect((await looks(id)).body.code).toBe('support.over')
  expect((await consents(amal, id)).status).toBe(200)
  const seen = await looks(id)
  expect(seen.body).toMatchObject({ display: 'A. B.', username: null, hasAccount: true, roles: ['guardian'] })
  expect(seen.text).not.toMatch(/Amal|Benali|@/)
  await settled(log.pool, log)
  const { days } = (await amal.ask(readPersonReads, { params: { id: amal.id } })).body as { days: { reads: object[] }[] }
  expect(days[0]?.reads).toMatchObject([{ purpose: 'support', what: 'person.read', who: { role: 'support' } }])
  expect(await facts(home.world)).toEqual(expect.arrayContaining(['support.access_asked', 'support.access_decided']))
})

test('the school may consent, too, to names where they were asked for; nobody else, and not support itself', async () => {
  const { olga, rosa, bilal } = home.people
  const id = await asked({ withNames: true })
  expect((await consents(rosa, id)).status).toBe(404)
  expect((await consents(bilal, id)).status).toBe(404)
  expect((await consents(sami, id)).status).toBe(403)
  expect((await consents(olga, id)).status).toBe(200)
  expect((await looks(id)).body).toMatchObject({ display: 'Amal Benali', username })
  expect((await looks(id, olga)).status).toBe(403)
})

test('it ends by itself after an hour at most, says so, and can be ended before by whoever is helped', async () => {
  const { amal } = home.people
  const id = await asked()
  expect((await consents(amal, id, 'consented', 61)).status).toBe(422)
  await consents(amal, id)
  await ages(59)
  expect((await looks(id)).status).toBe(200)
  await ages(1)
  expect((await looks(id)).body.code).toBe('support.over')
  await home.world.doJobs()
  expect(await facts(home.world)).toContain('support.access_ended')
  const again = await asked()
  await consents(amal, again)
  expect((await amal.ask(endSupportAccess, { params: { id: again } })).status).toBe(200)
  expect((await looks(again)).body.code).toBe('support.over')
  expect((await sami.ask(endSupportAccess, { params: { id: again } })).body.code).toBe('support.over')
})

test('declined it stays shut; of two who decide at once one decides', async () => {
  const { amal, olga } = home.people
  const id = await asked()
  await consents(amal, id, 'declined')
  expect((await consents(olga, id)).body.code).toBe('support.decided')
  expect((await looks(id)).body.code).toBe('support.over')
  const second = await asked()
  const replies = await Promise.all([consents(amal, second), consents(olga, second)])
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('only support asks, about a user name that exists, and once', async () => {
  expect((await asks({}, home.people.rosa)).status).toBe(403)
  expect((await asks({ username: 'nobody.at.all' })).body.code).toBe('support.unknown')
  await asked()
  expect((await asks()).body.code).toBe('support.waiting')
})

test('a support person whose role has ended sees nothing, consent or not', async () => {
  const id = await asked()
  await consents(home.people.amal, id)
  await home.world.owner.query('update person_role set until_at = now() where person_id = $1', [sami.id])
  expect((await looks(id)).status).toBe(403)
  await home.world.owner.query('update person_role set until_at = null where person_id = $1', [sami.id])
})

type Listed = { state: string; subject: string | null; helper: string | null; can: { consent: boolean } }
const seenBy = async (who: Person) => ((await who.ask(listSupportAccess)).body['accesses'] as Listed[])[0]
test('the request stands in the list of who asked, of who would be helped, and of the school', async () => {
  await asked()
  expect(await seenBy(home.people.amal)).toMatchObject({ state: 'waiting', aboutMe: true, can: { consent: true } })
  expect(await seenBy(home.people.olga)).toMatchObject({
    helper: 'Sami Korhonen',
    subject: 'Amal Benali',
    can: { consent: true },
  })
  expect(await seenBy(sami)).toMatchObject({ isOwn: true, subject: null, can: { consent: false } })
  expect(await seenBy(home.people.rosa)).toBeUndefined()
})

/** Support asks about Noor, a child, whose parents live apart. */
const asksAboutNoor = async () => {
  const { installation, schoolId, owner } = home.world
  const { rows } = await owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
    home.people.noor.id,
  ])
  const [content] = await asSchool(installation, schoolId, 'support', 'support.arrange', ({ tx, vault }) =>
    vault.open(tx, schoolId, personTable, rows),
  )
  return asked({ username: content?.username })
}
const may = (who: Person, scopes: readonly string[]) =>
  home.world.owner.query('update guardianship set scopes = $2 where guardian_id = $1', [who.id, scopes])

test('of a child the guardians who may sign are asked, by a letter without a name, and not the child nor the office', async () => {
  const { amal, bilal, noor, olga } = home.people
  await isReachedAt(home.world, amal, 'amal@example.org')
  await isReachedAt(home.world, bilal, 'bilal@example.org')
  await may(bilal, ['progress', 'copies'])
  home.world.mails.length = 0
  const id = await asksAboutNoor()
  await home.world.doJobs()
  const told = home.world.mails.map(({ to }) => to)
  expect([told.includes('amal@example.org'), told.includes('bilal@example.org')]).toEqual([true, false])
  expect(home.world.mails.map(({ subject, text, html }) => `${subject} ${text} ${html}`).join()).not.toMatch(
    /Noor|Benali|Sami|T-1042/,
  )
  expect(await seenBy(amal)).toMatchObject({ state: 'waiting', aboutMe: false, subjectId: noor.id, can: { consent: true } })
  expect(await seenBy(bilal)).toBeUndefined()
  expect((await consents(bilal, id)).status).toBe(404)
  expect((await consents(noor, id)).status).toBe(403)
  expect((await consents(olga, id)).status).toBe(403)
  expect((await consents(amal, id)).status).toBe(200)
  expect((await looks(id)).body).toMatchObject({ display: 'N. B.' })
  expect(await seenBy(amal)).toMatchObject({ state: 'open', can: { end: true } })
  expect((await amal.ask(endSupportAccess, { params: { id } })).status).toBe(200)
  expect((await looks(id)).body.code).toBe('support.over')
})

test('the head may decide in the guardians’ place, the office may end what they began, and a father without contact knows nothing', async () => {
  const { bilal, ines, olga } = home.people
  await home.world.owner.query("update guardianship set preset = 'no_contact', scopes = '{sign}' where guardian_id = $1", [
    bilal.id,
  ])
  const id = await asksAboutNoor()
  expect(await seenBy(bilal)).toBeUndefined()
  expect((await consents(ines, id)).status).toBe(200)
  expect((await olga.ask(endSupportAccess, { params: { id } })).status).toBe(200)
})
