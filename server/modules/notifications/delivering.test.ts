import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeQuietHours, chooseNotifications, choosePreset, readNotifications, resumeMails } from '#contract/notifications.ts'
import { type Actor, as } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Refused } from '#kernel/mail.ts'
import { asSchool } from '#kernel/system.ts'
import { doJobs } from '#server/worker.ts'
import { friday, monday, saturday, tuesday, weekOf } from '#tests/week.ts'
import { facts, openWorld, type Person, person, type World } from '#tests/world.ts'
import { arrivalOf } from './index.ts'
import { digestMail } from './mails.ts'

const usual = {
  paces: { to_do: null, messages: null, class_life: null, homework: null },
  digestAt: '17:30',
  digestWeekday: 5,
  ownQuiet: null,
  timeZone: null,
}
const refused = new Map<string, Refused>()
let world: World
let week: ReturnType<typeof weekOf>
let amal: Person
let olga: Person
let ines: Person
beforeAll(async () => {
  world = await openWorld({ refuses: ({ to }) => refused.get(to) })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  olga = await person(world, { name: 'Olga Lind', role: 'office', locale: 'sv' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  week = weekOf(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query(
    'delete from telling; delete from telling_mail; delete from notification_choice; delete from notification_rules',
  )
  await world.owner.query('delete from directory.mail_trouble; delete from graphile_worker._private_jobs')
  refused.clear()
  world.mails.length = 0
})

const addressOf = (who: Person) => `${who.accountId}@example.org`
const mailsTo = (who: Person) => world.mails.filter(({ to }) => to === addressOf(who))
const arrange = (run: (emit: Emit) => void) =>
  asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ emit }) => run(emit))
/** Somebody’s mail comes back: the office is told, in the kind “to do”. */
const somethingToDo = async (times = 1) => {
  for (let nth = 0; nth < times; nth++)
    await arrange((emit) => emit('mail.address_failed', { way: 'report' }, { subject: amal.id }))
  await world.doJobs()
}
const hourComes = async (on: number, time: string, weeks = 0) => {
  week.goTo(on, time, weeks)
  await world.doJobs()
}

test('whoever chose nothing gets one mail at half past five that counts what is new, and no second one', async () => {
  week.goTo(tuesday, '10:00')
  await somethingToDo(3)
  await hourComes(tuesday, '17:29')
  expect(mailsTo(olga)).toEqual([])
  await hourComes(tuesday, '17:30')
  expect(mailsTo(olga)).toMatchObject([{ subject: 'Från skolan: 3 saker att göra', locale: 'sv' }])
  expect(mailsTo(olga)[0]?.text).toContain('http://localhost:3000/s/preau/mail-troubles')
  expect(JSON.stringify(mailsTo(olga))).not.toMatch(/Amal|Benali/)
  await hourComes(tuesday + 1, '17:30')
  expect(mailsTo(olga)).toHaveLength(1)
})

test('where nothing is new no mail comes, whatever wakes the delivery', async () => {
  week.goTo(tuesday, '17:30')
  await asSchool(world.installation, world.schoolId, 'family_communication', 'telling.arrange', async ({ later }) =>
    later('notification.deliver', { personId: olga.id }),
  )
  await world.doJobs()
  expect(world.mails).toEqual([])
})

const wakes = (key: string) =>
  asSchool(world.installation, world.schoolId, 'family_communication', 'telling.arrange', async ({ later }) =>
    later('notification.deliver', { personId: olga.id }, { key }),
  )

test('two workers that wake at once, and one that begins anew, send one mail', async () => {
  week.goTo(tuesday, '10:00')
  await somethingToDo(2)
  week.goTo(tuesday, '17:30')
  for (const key of ['a', 'b', 'c', 'd']) await wakes(key)
  await world.owner.query('update graphile_worker._private_jobs set run_at = now()')
  await Promise.all([doJobs(world.installation, world.connection), doJobs(world.installation, world.connection)])
  expect(mailsTo(olga).map(({ subject }) => subject)).toEqual(['Från skolan: 2 saker att göra'])
  await wakes('e')
  await world.doJobs()
  expect(mailsTo(olga)).toHaveLength(1)
  const { rows } = await world.owner.query('select person_id as "personId", id as "mailId" from telling_mail')
  await asSchool(world.installation, world.schoolId, 'family_communication', 'telling.arrange', async ({ later }) =>
    later('notification.mail', rows[0]),
  )
  await world.doJobs()
  expect(mailsTo(olga)).toHaveLength(1)
})

test('what waits is kept by the database: after a restart it comes when it is due', async () => {
  week.goTo(tuesday, '10:00')
  await somethingToDo()
  const { rows } = await world.owner.query<{ n: number }>('select count(*)::int as n from telling where taken_at is null')
  expect(rows[0]?.n).toBe(1)
  await doJobs(world.installation, world.connection) // another process, which knows nothing of this one
  await hourComes(tuesday, '17:30')
  expect(mailsTo(olga)).toHaveLength(1)
})

test('a job that is begun anew tells nothing twice', async () => {
  week.goTo(tuesday, '10:00')
  const requestId = uuidv7()
  const again = () =>
    asSchool(world.installation, world.schoolId, 'security', 'telling.arrange', async ({ later }) =>
      later('notification.tell', { event: 'mail.address_failed', thing: requestId }),
    )
  for (const _ of ['once', 'anew']) {
    await again()
    await world.doJobs()
  }
  await hourComes(tuesday, '17:30')
  expect(mailsTo(olga).map(({ subject }) => subject)).toEqual(['Från skolan: 1 sak att göra'])
})

test('one’s own hour, one’s own day, one’s own clock', async () => {
  const choose = (more: object) => olga.ask(chooseNotifications, { body: { ...usual, ...more } })
  week.goTo(tuesday, '10:00')
  await choose({ digestAt: '12:15' })
  await somethingToDo()
  await hourComes(tuesday, '12:15')
  expect(mailsTo(olga)).toHaveLength(1)
  await choose({ paces: { ...usual.paces, to_do: 'weekly' }, digestWeekday: friday })
  await somethingToDo()
  await hourComes(friday, '17:29')
  expect(mailsTo(olga)).toHaveLength(1)
  await hourComes(friday, '17:30')
  expect(mailsTo(olga).at(-1)?.subject).toMatch(/^Veckan i skolan \(v\. \d{1,2}\)$/)
  expect((await choose({ timeZone: 'Mars/Olympus' })).body.code).toBe('notification.unknown_zone')
  expect((await choose({ timeZone: 'Asia/Tokyo' })).status).toBe(200)
  week.goTo(tuesday, '10:00', 1) // 18:00 in Tokyo in winter, 17:00 in summer: the next half past five there is in the night here
  const { nextDigest } = (await olga.ask(readNotifications)).body
  expect(`${nextDigest}`.slice(11, 16)).toBe('08:30')
  await choose({})
})

test('as it happens: at once by day, and what came by night in one mail when the quiet hours end', async () => {
  await olga.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  week.goTo(tuesday, '10:00')
  await somethingToDo()
  expect(mailsTo(olga)).toMatchObject([{ subject: 'Något väntar på dig' }])
  week.goTo(friday, '19:00')
  await somethingToDo(2)
  await hourComes(saturday, '12:00')
  expect(mailsTo(olga)).toHaveLength(1)
  await hourComes(monday, '07:00', 1)
  expect(mailsTo(olga).at(-1)).toMatchObject({ subject: 'Från skolan: 2 saker att göra' })
  expect(mailsTo(olga)).toHaveLength(2)
})

test('what changes its mind takes along what waits: an own choice at once, the school’s quiet hours when it is due', async () => {
  week.goTo(tuesday, '10:00')
  await somethingToDo()
  await olga.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await world.doJobs()
  expect(mailsTo(olga)).toHaveLength(1)
  await olga.ask(choosePreset, { body: { preset: 'calm' } })
  await somethingToDo()
  expect((await ines.ask(changeQuietHours, { body: { from: '16:00', until: '08:00', days: [6, 7] } })).status).toBe(200)
  await hourComes(tuesday, '17:30')
  expect(mailsTo(olga)).toHaveLength(1)
  await hourComes(tuesday + 1, '08:00')
  expect(mailsTo(olga)).toHaveLength(2)
  await olga.ask(chooseNotifications, { body: { ...usual, paces: { ...usual.paces, to_do: 'never' } } })
  await somethingToDo()
  await hourComes(friday, '12:00', 1)
  expect(mailsTo(olga)).toHaveLength(2)
})

test('quiet hours are the head’s to set, with a fact, and never the whole week', async () => {
  const night = { from: '20:00', until: '07:00', days: [7] }
  expect((await olga.ask(changeQuietHours, { body: night })).status).toBe(403)
  expect((await amal.ask(changeQuietHours, { body: night })).status).toBe(403)
  expect((await ines.ask(changeQuietHours, { body: { ...night, days: [1, 2, 3, 4, 5, 6, 7] } })).body.code).toBe(
    'notification.always_quiet',
  )
  expect((await ines.ask(changeQuietHours, { body: night })).status).toBe(200)
  expect((await amal.ask(readNotifications)).body).toMatchObject({ schoolQuiet: night, maySetQuiet: false })
  expect(await facts(world)).toContain('school.quiet_hours_changed')
  const own = { from: '07:00', until: '20:00', days: [] }
  expect((await amal.ask(chooseNotifications, { body: { ...usual, ownQuiet: own } })).body.code).toBe('notification.always_quiet')
})

test('whoever is about to write learns when it would arrive, for whom, and whose quiet hours it would break', async () => {
  week.goTo(saturday, '11:00')
  await olga.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await amal.ask(chooseNotifications, { body: { ...usual, paces: { ...usual.paces, messages: 'never' } } })
  const actor: Actor = {
    ...{ schoolId: world.schoolId, personId: ines.id, accountId: ines.accountId, session: null },
    ...({ purpose: 'class_life', requestId: uuidv7(), action: 'telling.ask' } as const),
  }
  const asks = (people: string[], category: 'messages' | 'urgent') =>
    as(world.installation.db, actor, (tx) => arrivalOf(tx, people, category, world.clock.now()))
  const monday7 = week.at(monday, '07:00', 1)
  expect(await asks([olga.id, olga.id, amal.id, uuidv7()], 'messages')).toEqual({
    ...{ earliest: monday7, latest: monday7 },
    ...{ inQuietHours: 2, now: 0, later: 1, untold: 2 },
  })
  expect(await asks([olga.id, amal.id], 'urgent')).toMatchObject({ inQuietHours: 2, now: 2, later: 0, untold: 0 })
})

test('whoever left or is suspended in between is told nothing', async () => {
  week.goTo(tuesday, '10:00')
  await somethingToDo()
  await world.owner.query(
    `insert into person_state (school_id, id, person_id, state, reason, from_at) values ($1, gen_random_uuid(), $2, 'suspended', 'security', now())`,
    [world.schoolId, olga.id],
  )
  await hourComes(tuesday, '17:30')
  expect(world.mails).toEqual([])
  await world.owner.query('delete from person_state where person_id = $1', [olga.id])
  await hourComes(tuesday + 1, '17:30')
  expect(world.mails).toEqual([])
})

test('an address that takes no mail is marked: the office hears of it, and no further digest leaves', async () => {
  refused.set(addressOf(olga), { status: '5.1.1' })
  await olga.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  week.goTo(tuesday, '10:00')
  await somethingToDo()
  const tried = mailsTo(olga).length
  expect(tried).toBeGreaterThan(0)
  await somethingToDo()
  expect(mailsTo(olga)).toHaveLength(tried)
  expect((await olga.ask(readNotifications)).body).toMatchObject({ mailFails: true })
  expect((await olga.ask(resumeMails)).status).toBe(200)
})

test('Swedish says the week, and other languages do not', () => {
  const mail = (locale: 'sv' | 'en') =>
    digestMail({
      ...{ to: 'a@example.org', origin: 'https://school.example', counted: [], isWeekly: true, zone: 'Europe/Stockholm' },
      ...{ addressee: { locale, school: 'Skolan', slug: 'skolan', schoolLocale: locale }, at: new Date('2026-11-20T16:30:00Z') },
    }).subject
  expect([mail('sv'), mail('en')]).toEqual(['Veckan i skolan (v. 47)', 'The week at school'])
})
