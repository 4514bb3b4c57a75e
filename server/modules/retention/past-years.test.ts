import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterInCalendar, readCalendar, replyInCalendar } from '#contract/calendar.ts'
import { readWaiting, seeConversation } from '#contract/conversation-reading.ts'
import { beginConversation, readConversation } from '#contract/conversations.ts'
import { retentionEvents } from '#contract/events/retention.ts'
import { readFeed } from '#contract/feed.ts'
import { listNotices, readNotice } from '#contract/notices.ts'
import { confirmNotice, seeNotice } from '#contract/notices-following.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { react } from '#contract/post-answers.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { holdSweep, readRetention, releaseSweep } from '#contract/retention.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { FEWEST, isCounted } from '#modules/privacy/index.ts'
import { dataMap } from '#server/registry.ts'
import { dayInParis } from '#tests/days.ts'
import { night } from '#tests/nights.ts'
import { classOf, facts, guard, openWorld, type Person, person, type Someone, type World, withoutAccount } from '#tests/world.ts'

let world: World
let rosa: Person
let dora: Person
let amal: Person
let families: Someone[]
let pupils: Someone[]
let class6B: string
const made: Record<'post' | 'quiet' | 'notice' | 'entry' | 'outing' | 'move' | 'conversation', string> = {} as never

const DAY = 86_400
const [ENDED, AGO] = [90, 100] // days since the year ended, and since all of this was done
const names = ['Eva Ek', 'Bilal Haddad', 'Celia Martin', 'Karim Petit', 'Otto Lindqvist', 'Hana Sato']

beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  dora = await person(world, { name: 'Dora Lefèvre', role: 'dpo' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  families = []
  pupils = [await withoutAccount(world, { name: 'Noor Benali', role: 'pupil' })]
  for (const name of names) {
    families.push(await withoutAccount(world, { name, role: 'guardian' }))
    pupils.push(await withoutAccount(world, { name: `Ada ${name.split(' ')[1]}`, role: 'pupil' }))
  }
  class6B = await classOf(world, '6B', [rosa], pupils)
  await classOf(world, '7A', [rosa], [])
  for (const [nth, one] of [amal, ...families].entries()) await guard(world, one, pupils[nth]!)
  await aYear()
  await alone()
  await others()
  await ahead()
  await goesBy()
})
afterAll(() => world.close())

const idOf = async (who: Person, ...asked: Parameters<Person['ask']>) => {
  const reply = await who.ask(...asked)
  expect(reply.status, reply.text).toBe(200)
  return `${reply.body['id'] ?? (reply.body['conversations'] as string[] | undefined)?.[0]}`
}
const on = (id: string) => ({ params: { id } })
const places = async () => {
  const audiences = (await rosa.ask(listVoices)).body['audiences'] as { id: string; label: string }[]
  return ['6B', '7A'].map((label) => audiences.find((one) => one.label === label)!.id) as [string, string]
}
/** What Rosa puts before 6B, one thing before 7A as well, and what Amal does with it. */
const aYear = async () => {
  const [place, other] = await places()
  const post = { text: 'Demain, piscine.', language: 'fr', answers: 'comments', when: 'now', audiences: [place] }
  made.post = await idOf(rosa, writePost, { body: { ...post, audiences: [place, other] } })
  made.quiet = await idOf(rosa, writePost, { body: { ...post, text: 'Jeudi, bibliothèque.' } })
  const text = { language: 'fr', title: 'Grève jeudi', text: 'L’école sera fermée jeudi.' }
  made.notice = await idOf(rosa, writeNotice, { body: { texts: [text], asks: ['guardian'], when: 'now', audiences: [place] } })
  const day = dayInParis(new Date(world.clock.now().getTime() + 5 * DAY * 1000))
  const when = { fromOn: day, toOn: day, fromTime: '08:30', toTime: '10:00' }
  const entry = { title: 'Piscine', place: null, note: null, asksReply: true, audience: place, ...when }
  made.entry = await idOf(rosa, enterInCalendar, { body: entry })
  const said = { topic: 'La piscine', text: 'Noor a une otite.', language: 'fr', pupilIds: [pupils[0]!.id], side: 'family' }
  const line = { line: 'teacher_guardian', classId: class6B, teacherId: rosa.id }
  made.conversation = await idOf(amal, beginConversation, { body: { ...said, ...line } })
  await amal.ask(react, { ...on(made.post), body: { kind: 'thanks' } })
  await amal.ask(react, { ...on(made.quiet), body: { kind: 'glad' } })
  await amal.ask(seeNotice, on(made.notice))
  await amal.ask(confirmNotice, { ...on(made.notice), body: {} })
  await amal.ask(replyInCalendar, { ...on(made.entry), body: { pupilId: pupils[0]!.id, answer: 'yes' } })
  const { messages } = (await rosa.ask(readConversation, on(made.conversation))).body as { messages: { id: string }[] }
  await rosa.ask(seeConversation, { ...on(made.conversation), body: { messageId: messages.at(-1)!.id } })
}
/** Six things in a month of which nobody but Amal is glad: as often as many, and by one alone. */
const alone = async () => {
  const [place] = await places()
  const post = { text: 'Bonne journée.', language: 'fr', answers: 'reactions', when: 'now', audiences: [place] }
  for (let nth = 0; nth < 6; nth++)
    await amal.ask(react, { ...on(await idOf(rosa, writePost, { body: post })), body: { kind: 'glad' } })
  await world.owner.query("update post_reaction set made_at = made_at - interval '40 days' where post_id <> all ($1::uuid[])", [
    [made.post, made.quiet],
  ])
}
/** The other families do the same, but for the library, of which only Amal is glad. */
const others = async () => {
  const [ids, of] = [families.map(({ id }) => id), pupils.slice(1).map(({ id }) => id)]
  await world.owner.query(
    `insert into post_reaction (school_id, post_id, person_id, kind, made_at) select $1, $2, p, 'thanks', now() from unnest($3::uuid[]) p`,
    [world.schoolId, made.post, ids],
  )
  await world.owner.query(
    'insert into notice_receipt (school_id, notice_id, person_id, seen_at) select $1, $2, p, now() from unnest($3::uuid[]) p',
    [world.schoolId, made.notice, ids],
  )
  await world.owner.query(
    `insert into calendar_reply (school_id, id, entry_id, pupil_id, answer, answered_by, answered_at)
     select $1, gen_random_uuid(), $2, p, 'no', g, now() from unnest($3::uuid[], $4::uuid[]) as n (p, g)`,
    [world.schoolId, made.entry, of, ids],
  )
  await world.owner.query(
    'insert into notice_paper (school_id, notice_id, person_id, is_family, noted_by, noted_at) select $1, $2, p, true, $4, now() from unnest($3::uuid[]) p',
    [world.schoolId, made.notice, of.slice(0, 2), rosa.id],
  )
}
/** Before the year ended Rosa entered an outing of the next one, and announced a move to come; Amal said yes to both. */
const ahead = async () => {
  const [place] = await places()
  const at = (days: number) => new Date(world.clock.now().getTime() + days * DAY * 1000)
  const day = dayInParis(at(AGO + 20))
  const when = { fromOn: day, toOn: day, fromTime: '08:30', toTime: '16:00' }
  const entry = { title: 'Zoo', place: null, note: null, asksReply: true, audience: place, ...when }
  made.outing = await idOf(rosa, enterInCalendar, { body: entry })
  await amal.ask(replyInCalendar, { ...on(made.outing), body: { pupilId: pupils[0]!.id, answer: 'yes' } })
  const text = { language: 'fr', title: 'Travaux', text: 'La classe déménage au premier étage.' }
  const notice = { texts: [text], asks: ['guardian'], when: 'now', audiences: [place], effectiveFrom: at(AGO + 20).toISOString() }
  made.move = await idOf(rosa, writeNotice, { body: notice })
  await amal.ask(confirmNotice, { ...on(made.move), body: {} })
  await world.owner.query(
    'insert into notice_paper (school_id, notice_id, person_id, is_family, noted_by, noted_at) values ($1, $2, $3, true, $4, now())',
    [world.schoolId, made.move, pupils[1]!.id, rosa.id],
  )
}
/** All of it was done a hundred days ago, in a year that ended ten days later; since then another has begun. */
const goesBy = async () => {
  const today = dayInParis(world.clock.now())
  await world.owner.query('update school_year set from_on = $1::date - 400, to_on = $1::date - $2::int', [today, ENDED])
  await world.owner.query(
    'insert into school_year (school_id, id, from_on, to_on, created_at) values ($1, gen_random_uuid(), $2::date - $3::int + 1, $2::date + 275, now())',
    [world.schoolId, today, ENDED],
  )
  const moved = {
    ...{ post_reaction: 'made_at', notice_paper: 'noted_at', calendar_reply: 'answered_at', conversation_reading: 'read_at' },
    ...{ message: 'made_at', post: 'published_at', notice: 'published_at', notice_audience: 'open_at' },
  }
  for (const [table, column] of Object.entries(moved))
    await world.owner.query(`update ${table} set ${column} = ${column} - make_interval(days => $1)`, [AGO])
  await world.owner.query(
    'update notice_receipt set (seen_at, confirmed_at) = (seen_at - make_interval(days => $1), confirmed_at - make_interval(days => $1))',
    [AGO],
  )
  await world.owner.query('update calendar_entry set from_on = from_on - $1::int, to_on = to_on - $1::int', [AGO])
  await world.owner.query('update notice set effective_from = effective_from - make_interval(days => $1)', [AGO])
}

const counted = personalTables(dataMap).filter(isCounted)
const count = async (what: string) =>
  (await world.owner.query<{ n: number }>(`select count(*)::int as n from ${what}`)).rows[0]!.n
const left = async () => Promise.all(counted.map(({ table }) => count(table)))
const nextNight = async () => {
  world.move(DAY)
  await night(world)
}
type Told = {
  alone: { what: string; after: string; gone: number | null }[]
  coming: { id: string; what: string; kept: string; rows: number }[]
  past: { what: string; times: number }[]
}
const shown = async () => (await dora.ask(readRetention, { query: { locale: 'en' } })).body as Told
const figures = async () =>
  (
    await world.owner.query<{ rule: string; times: number; class_id: string | null; month: string }>(
      "select rule, times, class_id, to_char(month_on, 'YYYY-MM-DD') as month from activity_figure order by rule",
    )
  ).rows

test('what is counted: reactions, who saw and confirmed, answers to dates, how far conversations were read', () => {
  expect(counted.map(({ table }) => table).toSorted()).toEqual([
    ...['public.calendar_reply', 'public.conversation_reading', 'public.notice_paper', 'public.notice_receipt'],
    'public.post_reaction',
  ])
})

test('the day before it stands announced; who answers for the data may hold it, and the numbers are taken once all the same', async () => {
  await night(world)
  const { coming } = await shown()
  expect(
    coming
      .filter(({ kept }) => kept.endsWith('a number that leads to nobody'))
      .map(({ rows }) => rows)
      .toSorted(),
  ).toEqual([1, 14, 2, 7, 7])
  expect(await figures()).toEqual([])
  const thanks = coming.find(({ rows }) => rows === 14)!
  expect((await dora.ask(holdSweep, { ...on(thanks.id), body: { why: 'question_open' } })).status).toBe(200)
  await nextNight()
  expect(await count('post_reaction')).toBe(14)
  expect((await figures()).map(({ rule }) => rule)).toEqual(['public.calendar_reply', 'public.notice_receipt'])
  expect((await dora.ask(releaseSweep, on(thanks.id))).status).toBe(200)
})

test('a night that breaks off after counting counts nothing twice', async () => {
  await world.owner.query(
    `create function breaks() returns trigger language plpgsql as $$ begin raise exception 'the lights are out'; end $$;
     create trigger breaks before delete on post_reaction for each row execute function breaks()`,
  )
  await expect(nextNight()).rejects.toThrow('the lights are out')
  await world.owner.query('drop function breaks() cascade')
  expect([await count('post_reaction'), (await figures()).length]).toEqual([14, 3])
  await nextNight()
  await nextNight()
  expect((await left()).toSorted()).toEqual([0, 0, 1, 1, 1]) // the answers to what is to come
  const month = `${dayInParis(new Date(Date.now() - AGO * DAY * 1000)).slice(0, 7)}-01`
  expect(await figures()).toEqual([
    { rule: 'public.calendar_reply', times: 7, class_id: class6B, month },
    { rule: 'public.notice_receipt', times: 7, class_id: class6B, month },
    { rule: 'public.post_reaction', times: 7, class_id: null, month },
  ])
  expect(await facts(world)).toEqual(expect.arrayContaining(['retention.counted', 'retention.rule_done']))
})

test('after that no row of any of these tables, nor any number that is left, names any of them in any column', async () => {
  const ids = (await world.owner.query<{ id: string }>('select id from person union select id from directory.account')).rows
  expect(ids.length).toBeGreaterThan(15)
  const coming = (table: string) =>
    ({ 'public.calendar_reply': ` where entry_id <> '${made.outing}'` })[table] ??
    (/notice/.test(table) ? ` where notice_id <> '${made.move}'` : '')
  for (const table of [...counted.map((one) => one.table), 'public.activity_figure']) {
    const { rows } = await world.owner.query<{ row: string }>(`select t::text as row from ${table} t${coming(table)}`)
    for (const { row } of rows) for (const { id } of ids) expect(row, table).not.toContain(id)
  }
  const { rows } = await world.owner.query('select to_jsonb(f) as row from activity_figure f')
  for (const { row } of rows)
    expect(Object.keys(row).toSorted()).toEqual(['class_id', 'id', 'month_on', 'people', 'rule', 'school_id', 'times'])
  expect(await count(`activity_figure where people < ${FEWEST} or times <> people`)).toBe(0)
})

test('nobody is asked again for what they have done: a past year waits for nobody', async () => {
  expect((await rosa.ask(readWaiting)).body).toMatchObject({ unread: 0 })
  expect((await amal.ask(listNotices)).body['notices']).toMatchObject([{ id: made.move }])
  expect((await amal.ask(readNotice, on(made.notice))).body).toMatchObject({ mine: { isReader: true, isAsked: false } })
  expect((await rosa.ask(readNotice, on(made.notice))).body).toMatchObject({ can: { follow: false } })
  const day = (ago: number) => dayInParis(new Date(Date.now() - ago * DAY * 1000))
  const { entries } = (await rosa.ask(readCalendar, { query: { from: day(120), to: day(80) } })).body as { entries: object[] }
  expect(entries).toMatchObject([{ title: 'Piscine', counts: null }])
  const posts = (await amal.ask(readFeed)).body['posts'] as { id: string }[]
  expect(posts.find(({ id }) => id === made.post)).toMatchObject({ mine: null, reactions: { thanks: 0 } })
})

test('what was answered to something that is still to come stays with it', async () => {
  const day = (to: number) => dayInParis(new Date(Date.now() + to * DAY * 1000))
  const asked = { query: { from: day(0), to: day(40) } }
  const [outing] = (await rosa.ask(readCalendar, asked)).body['entries'] as { counts: object }[]
  expect(outing).toMatchObject({ title: 'Zoo', counts: { yes: 1, waiting: 6 } })
  expect((await amal.ask(readNotice, on(made.move))).body).toMatchObject({ mine: { isAsked: true } })
  expect((await rosa.ask(readNotice, on(made.move))).body).toMatchObject({ can: { follow: true } })
  expect(await count(`notice_receipt where notice_id = '${made.move}' and confirmed_at is not null`)).toBe(1)
  expect(await count(`notice_paper where notice_id = '${made.move}'`)).toBe(1)
})

test('the ledger, which stays, does not say how many were too few to be a number', () => {
  expect(Object.keys(retentionEvents['retention.counted'].payload.shape)).toEqual(['sweepId', 'rule', 'figures'])
})

test('no short year can end within the one that runs, and take away what belongs to that', async () => {
  const year = `insert into school_year (school_id, id, from_on, to_on, created_at) values ($1, gen_random_uuid(), $2::date - 75, $2::date - 65, now())`
  const today = dayInParis(world.clock.now())
  await expect(world.owner.query(year, [world.schoolId, today])).rejects.toThrow('school_year_overlap')
})

test('the overview shows numbers only, and of no class that is gone', async () => {
  const { past } = await shown()
  expect(past.map(({ times }) => times).toSorted()).toEqual([7, 7, 7])
  expect(JSON.stringify(past)).not.toMatch(/Benali|6B|Ek/)
})

test('what ends by itself is shown too, with how long it is there at most', async () => {
  expect((await shown()).alone).toContainEqual({ what: 'Requests to follow a class', after: '30 days', gone: null })
})

test('what is done with an old post belongs to the year in which it is done', async () => {
  await amal.ask(react, { ...on(made.post), body: { kind: 'thanks' } })
  await nextNight()
  await nextNight()
  expect([await count('post_reaction'), (await figures()).length]).toEqual([1, 3])
})
