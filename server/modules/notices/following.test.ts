import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { protect } from '#contract/families.ts'
import { addContact } from '#contract/family-adults.ts'
import { readPersonReads } from '#contract/ledger-reading.ts'
import { listNotices, listNoticeVoices, type NoticeCounts } from '#contract/notices.ts'
import { confirmNotice, listCalls, listUnseen, readNoticeProgress, remindNotice, seeNotice } from '#contract/notices-following.ts'
import { withdrawNotice, writeNotice } from '#contract/notices-writing.ts'
import { announce } from '#modules/notices/index.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { settled } from '#tests/ledger/ledger-world.ts'
import { classOf, facts, guard, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let ines: Person
let ada: Person
let rosa: Person
let otto: Person
let amal: Person
let noor: Person
let celia: Someone
let sami: Someone
let ben: Someone
const place: Record<string, string> = {}
const refusing = new Set<string>()

beforeAll(async () => {
  world = await openWorld({ refuses: ({ to }) => (refusing.has(to) ? { status: '5.1.1' } : undefined) })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  ada = await person(world, { name: 'Ada Lind', role: 'administrator' })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  otto = await person(world, { name: 'Otto Lindqvist', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  celia = await withoutAccount(world, { name: 'Celia Martin', role: 'guardian' })
  sami = await withoutAccount(world, { name: 'Sami Martin', role: 'pupil' })
  ben = await withoutAccount(world, { name: 'Ben Petit', role: 'pupil' })
  await classOf(world, '6B', [rosa], [noor, sami, ben])
  await classOf(world, '7A', [otto], [])
  await guard(world, amal, noor)
  await guard(world, celia, sami)
  for (const { id, kind, label } of (await ines.ask(listNoticeVoices)).body['audiences'] as {
    id: string
    kind: string
    label: string
  }[])
    place[label ?? kind] = id
  const call = { name: 'Mamie Petit', phone: '+33 6 00 00 00 01', relation: 'grand-mère' }
  const named = await ines.ask(addContact, { params: { id: ben.id }, body: call })
  expect(named.status, named.text).toBe(200)
})
afterAll(() => world.close())
beforeEach(() => {
  world.mails.length = 0
})

const on = (id: string) => ({ params: { id } })
const code = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code}`
const text = { language: 'fr', title: 'Grève jeudi', text: 'L’école sera fermée jeudi.' }
const announces = async (who: Person, audiences: string[], more: object = {}) => {
  const reply = await who.ask(writeNotice, { body: { texts: [text], asks: ['guardian'], when: 'now', audiences, ...more } })
  expect(reply.status, reply.text).toBe(200)
  return reply.body['id'] as string
}
const countsOf = async (who: Person, id: string) => {
  const reply = await who.ask(readNoticeProgress, on(id))
  expect(reply.status, reply.text).toBe(200)
  return reply.body['counts'] as NoticeCounts
}
const unseenFor = async (who: Person, id: string) => {
  const reply = await who.ask(listUnseen, on(id))
  expect(reply.status, reply.text).toBe(200)
  return reply.body['people'] as { display: string; isFamily: boolean; state: string; children: { display: string }[] }[]
}
const factsNamed = async (name: string) => (await facts(world)).filter((one) => one === name).length
const toldOf = async (who: Person, event?: string) => {
  const asked = 'select event from telling where person_id = $1 and ($2::text is null or event = $2)'
  return (await world.owner.query(asked, [who.id, event ?? null])).rows.length
}
const mailsTo = (who: Person) => world.mails.filter(({ to }) => to === `${who.accountId}@example.org`)

test('a family without an account has overlooked nothing: it is not reached, and so is a family of whom nobody is known', async () => {
  const id = await announces(rosa, [place['6B']!])
  expect(await countsOf(rosa, id)).toEqual({ people: 3, confirmed: 0, seen: 0, unseen: 1, unreached: 2 })
  expect(await unseenFor(rosa, id)).toMatchObject(
    [
      { display: 'Amal Benali', isFamily: false, state: 'unseen', children: [{ display: 'Noor Benali' }] },
      { display: 'Celia Martin', isFamily: false, state: 'unreached', children: [{ display: 'Sami Martin' }] },
      { display: 'Ben Petit', isFamily: true, state: 'unreached', children: [] },
    ].sort((a, b) => a.display.split(' ').at(-1)!.localeCompare(b.display.split(' ').at(-1)!)),
  )
  await amal.ask(seeNotice, on(id))
  expect(await countsOf(rosa, id)).toMatchObject({ seen: 1, unseen: 0, unreached: 2 })
  await amal.ask(confirmNotice, { ...on(id), body: {} })
  expect(await countsOf(ines, id)).toEqual({ people: 3, confirmed: 1, seen: 0, unseen: 0, unreached: 2 })
  expect((await unseenFor(rosa, id)).map(({ display }) => display)).not.toContain('Amal Benali')
})

test('where nobody is asked, everybody is waited for until they have seen it; who wrote it is not', async () => {
  const id = await announces(rosa, [place['6B']!], { asks: [] })
  expect((await countsOf(rosa, id)).people).toBe(6)
  await noor.ask(seeNotice, on(id))
  expect((await unseenFor(rosa, id)).map(({ display }) => display)).not.toContain('Noor Benali')
})

test('to all pupils or all staff no family is waited for; to all guardians, also those of whom nobody is known', async () => {
  expect((await countsOf(ines, await announces(ines, [place['pupils']!], { asks: [] }))).people).toBe(3)
  expect((await countsOf(ines, await announces(ines, [place['staff']!], { asks: ['staff'] }))).people).toBe(3)
  expect((await countsOf(ines, await announces(ines, [place['guardians']!]))).people).toBe(3)
})

test('the list of names is for who wrote it and those who run the school; opening it stands in the log of each on it', async () => {
  const id = await announces(rosa, [place['6B']!])
  for (const endpoint of [readNoticeProgress, listUnseen, listCalls, remindNotice]) {
    expect(code(await amal.ask(endpoint, on(id))), endpoint.name).toBe('403 not_allowed')
    expect(code(await otto.ask(endpoint, on(id))), endpoint.name).toBe('404 not_found')
  }
  const before = await factsNamed('notice.unseen_read')
  await unseenFor(rosa, id)
  expect(await factsNamed('notice.unseen_read')).toBe(before + 1)
  const log = await openSequencing(world.installation, world.connection, world.keys)
  await settled(log.pool, log)
  await log.close()
  const { days } = (await amal.ask(readPersonReads, on(amal.id))).body as { days: { reads: { what: string }[] }[] }
  expect(days.flatMap(({ reads }) => reads.map(({ what }) => what))).toContain('notice.unseen_read')
})

test('the call list has the numbers that the family told the school, and is a fact about contacts', async () => {
  const id = await announces(rosa, [place['6B']!])
  const { body, status } = await rosa.ask(listCalls, on(id))
  expect(status).toBe(200)
  const calls = body['calls'] as { display: string; pupils: { display: string; contacts: object[] }[] }[]
  expect(calls.find(({ display }) => display === 'Ben Petit')?.pupils).toEqual([
    { display: 'Ben Petit', contacts: [{ name: 'Mamie Petit', phone: '+33 6 00 00 00 01', relation: 'grand-mère' }] },
  ])
  expect(await factsNamed('notice.calls_read')).toBeGreaterThan(0)
})

test('who has left the class since follows its notices no more', async () => {
  const id = await announces(rosa, [place['6B']!])
  await world.owner.query('update enrolment set until_on = current_date - 1 where person_id = $1', [rosa.id])
  for (const endpoint of [readNoticeProgress, listUnseen, listCalls])
    expect((await rosa.ask(endpoint, on(id))).status).not.toBe(200)
  await world.owner.query('update enrolment set until_on = null where person_id = $1', [rosa.id])
  expect((await rosa.ask(readNoticeProgress, on(id))).status).toBe(200)
})

test('whoever must not be found stands on a teacher’s list under the alias', async () => {
  const id = await announces(rosa, [place['6B']!])
  const body = { kind: 'registered', alias: 'Élève 12', reference: 'dossier 7' }
  const hidden = await ines.ask(protect, { params: { id: ben.id }, body })
  expect(hidden.status, hidden.text).toBe(200)
  const { text: said } = await rosa.ask(listCalls, on(id))
  expect(said).toContain('Élève 12')
  expect(said).not.toContain('Ben Petit')
  await world.owner.query('delete from protected_identity where person_id = $1', [ben.id])
})

test('those who have not answered are told again, and not twice within an hour; who has answered is left in peace', async () => {
  const id = await announces(rosa, [place['6B']!])
  await world.owner.query('delete from graphile_worker._private_jobs')
  const both = await Promise.all([rosa.ask(remindNotice, on(id)), ines.ask(remindNotice, on(id))])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const before = await toldOf(amal, 'notice.reminded')
  await world.doJobs()
  expect(await toldOf(amal, 'notice.reminded')).toBe(before + 1)
  await amal.ask(confirmNotice, { ...on(id), body: {} })
  await world.owner.query("update notice set reminded_at = now() - interval '2 hours' where id = $1", [id])
  expect((await rosa.ask(remindNotice, on(id))).status).toBe(200)
  await world.doJobs()
  expect(await toldOf(amal, 'notice.reminded')).toBe(before + 1)
})

test('a day later the list is ready, and three days later those are told again who were asked; twice is once', async () => {
  const id = await announces(rosa, [place['6B']!])
  await world.doJobs()
  await world.doJobs()
  const { body } = await ines.ask(readNoticeProgress, on(id))
  expect(body['listedAt']).not.toBeNull()
  expect(body['remindedAt']).not.toBeNull()
  expect(await factsNamed('notice.unseen_listed')).toBeGreaterThan(0)
  const gone = await announces(rosa, [place['6B']!])
  await rosa.ask(withdrawNotice, on(gone))
  const before = await factsNamed('notice.unseen_listed')
  world.mails.length = 0
  await world.doJobs()
  expect(await factsNamed('notice.unseen_listed')).toBe(before)
  expect(mailsTo(amal)).toEqual([])
})

test('each is told once of what stands before several of their places, and who wrote it is not told', async () => {
  await world.owner.query('delete from telling')
  await announces(ines, [place['6B']!, place['school']!, place['guardians']!])
  await world.owner.query(
    "delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier in ('notice.follow_up', 'notice.remind_late')",
  )
  await world.doJobs()
  expect([await toldOf(amal), await toldOf(ines), await toldOf(rosa)]).toEqual([1, 0, 1])
})

test('what a merged record has confirmed counts for the one it was merged into', async () => {
  const id = await announces(rosa, [place['6B']!])
  await amal.ask(confirmNotice, { ...on(id), body: {} })
  await world.owner.query('update guardianship set guardian_id = $2 where guardian_id = $1', [amal.id, ada.id])
  expect(await countsOf(ines, id)).toMatchObject({ confirmed: 0 })
  await world.owner.query(
    `insert into person_merge (school_id, id, kept_id, merged_id, made_by, made_at, final_at, sealed) values ($1, gen_random_uuid(), $2, $3, $2, now(), now(), '\\x00')`,
    [world.schoolId, ada.id, amal.id],
  )
  expect(await countsOf(ines, id)).toMatchObject({ confirmed: 1 })
  await world.owner.query('delete from person_merge')
  await world.owner.query('update guardianship set guardian_id = $2 where guardian_id = $1', [ada.id, amal.id])
})

test('what is announced to every school is there once, says from when on, and administrators have mail of it', async () => {
  const maintenance = {
    kind: 'maintenance',
    impact: 'high',
    effectiveFrom: new Date('2027-01-10T20:00:00Z'),
    effectiveUntil: new Date('2027-01-10T22:00:00Z'),
    texts: [{ language: 'en', title: 'An evening without Préau', text: 'We exchange a disk.' }],
  } as const
  await world.owner.query('delete from graphile_worker._private_jobs')
  expect(await announce(world.installation, maintenance)).toEqual({ told: 1, schools: 1 })
  expect(await announce(world.installation, maintenance)).toEqual({ told: 0, schools: 1 })
  await world.doJobs()
  expect(mailsTo(ada)).toHaveLength(1)
  expect(mailsTo(amal)).toHaveLength(0)
  const shown = (await amal.ask(listNotices)).body['notices'] as {
    id: string
    kind: string
    title: string
    mine: { isAsked: boolean }
  }[]
  const own = shown.filter(({ kind }) => kind === 'maintenance')
  expect(own).toMatchObject([
    {
      title: maintenance.texts[0].title,
      effectiveFrom: maintenance.effectiveFrom.toISOString(),
      isOwnLanguage: false,
      author: null,
      mine: { isAsked: false },
    },
  ])
  expect((await rosa.ask(confirmNotice, { ...on(own[0]!.id), body: {} })).status).toBe(200)
  expect(await countsOf(ada, own[0]!.id)).toMatchObject({ people: 4, confirmed: 1 })
  await expect(announce(world.installation, { ...maintenance, texts: [] })).rejects.toThrow(/title/)
})

test('a change of Préau is told to those who work at a school', async () => {
  const product = {
    kind: 'product',
    impact: 'low',
    effectiveUntil: null,
    effectiveFrom: new Date('2027-02-01T00:00:00Z'),
  } as const
  await announce(world.installation, { ...product, texts: [{ language: 'fr', title: 'Un nouvel agenda', text: 'Dès février.' }] })
  const kinds = async (who: Person) =>
    ((await who.ask(listNotices)).body['notices'] as { kind: string }[]).map(({ kind }) => kind)
  expect(await kinds(rosa)).toContain('product')
  expect(await kinds(amal)).not.toContain('product')
})

test('what is urgent goes out at any hour, and one sees in which minute to how many', async () => {
  await world.owner.query('delete from graphile_worker._private_jobs')
  const id = await announces(ines, [place['school']!], { urgent: 'evacuation', asks: [] })
  await world.owner.query(
    "delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier in ('notice.follow_up', 'notice.remind_late')",
  )
  await world.doJobs()
  expect(mailsTo(amal)).toHaveLength(1)
  expect(mailsTo(rosa)).toHaveLength(1)
  const { body } = await ines.ask(readNoticeProgress, on(id))
  const deliveries = body['deliveries'] as { channel: string; count: number }[]
  expect(deliveries.every(({ channel }) => channel === 'mail')).toBe(true)
  expect(deliveries.reduce((sum, { count }) => sum + count, 0)).toBe(world.mails.length)
  expect(body['undelivered']).toBe(0)
  expect(world.mails.map(({ text: said }) => said).join()).not.toContain('Grève')
})

test('what a mail server refuses is not counted as gone out; to resend what is urgent is urgent again', async () => {
  await world.owner.query('delete from graphile_worker._private_jobs')
  refusing.add(`${otto.accountId}@example.org`)
  const id = await announces(ines, [place['school']!], { urgent: 'closure', asks: [] })
  await world.owner.query(
    "delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier in ('notice.follow_up', 'notice.remind_late')",
  )
  await world.doJobs()
  const { body } = await ines.ask(readNoticeProgress, on(id))
  const gone = (body['deliveries'] as { count: number }[]).reduce((sum, { count }) => sum + count, 0)
  expect([gone, body['undelivered']]).toEqual([world.mails.length - 1, 1])
  expect((await amal.ask(seeNotice, { ...on(id), body: {} })).status).toBe(200)
  world.mails.length = 0
  expect((await ines.ask(remindNotice, on(id))).status).toBe(200)
  await world.doJobs()
  expect(mailsTo(rosa)).toMatchObject([{ subject: 'Urgent\u202f: ouvrez Préau dès maintenant' }])
  expect(mailsTo(amal)).toEqual([])
})
