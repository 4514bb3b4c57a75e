import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { choosePreset } from '#contract/notifications.ts'
import { listVoices, withdrawPost, writePost } from '#contract/posts.ts'
import { asSchool } from '#kernel/system.ts'
import { wordsOf } from '#tests/mail-words.ts'
import { friday, tuesday, weekOf } from '#tests/week.ts'
import { classOf, facts, guard, openWorld, type Person, person, type World } from '#tests/world.ts'
import { notices } from './rows.ts'

let world: World
let week: ReturnType<typeof weekOf>
let rosa: Person
let amal: Person
let bilal: Person
const places: string[] = []
beforeAll(async () => {
  world = await openWorld()
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian', locale: 'en' })
  bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
  for (const [name, label] of [
    ['Noor', '6B'],
    ['Sami', '4A'],
    ['Zoé', '2C'],
  ] as const) {
    const child = await person(world, { name: `${name} Benali`, role: 'pupil' })
    await classOf(world, label, [rosa], [child])
    await guard(world, amal, child)
  }
  const { audiences } = (await rosa.ask(listVoices)).body as { audiences: { id: string; kind: string }[] }
  places.push(...audiences.filter(({ kind }) => kind === 'class').map(({ id }) => id))
  week = weekOf(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query(
    'delete from telling; delete from telling_mail; delete from notification_choice; delete from graphile_worker._private_jobs',
  )
  week.goTo(tuesday, '10:00')
  world.mails.length = 0
})

const mailsTo = (who: Person) => world.mails.filter(({ to }) => to === `${who.accountId}@example.org`)
const posts = async (text = 'Noor et Sami : pensez au bonnet.') => {
  const body = { text, language: 'fr', answers: 'none', when: 'now', audiences: places }
  const reply = await rosa.ask(writePost, { body })
  expect(reply.status, reply.text).toBe(200)
  await world.doJobs()
  return `${reply.body['id']}`
}

test('three children in three classes, one post to all of them: their guardian is told once, and who wrote it not at all', async () => {
  expect(places).toHaveLength(3)
  await posts()
  expect((await facts(world)).filter((name) => name === 'post.published')).toHaveLength(3)
  week.goTo(tuesday, '17:30')
  await world.doJobs()
  expect(mailsTo(amal)).toMatchObject([{ subject: 'New from school' }])
  expect(mailsTo(amal)[0]?.text).toContain('Class life: 1 new post')
  expect(wordsOf(mailsTo(amal))).not.toMatch(/Noor|Sami|Zoé|Benali|6B|4A|2C|bonnet|Rosa/)
  expect([mailsTo(rosa), mailsTo(bilal)]).toEqual([[], []])
})

test('as it happens, three siblings are one mail too; and a week of posts is one number', async () => {
  await amal.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await posts()
  expect(mailsTo(amal)).toMatchObject([{ subject: 'Something new from school' }])
  await amal.ask(choosePreset, { body: { preset: 'weekly' } })
  await posts()
  await posts()
  week.goTo(friday, '17:30')
  await world.doJobs()
  expect(mailsTo(amal).at(-1)?.text).toContain('Class life: 2 new posts')
  expect(mailsTo(amal)).toHaveLength(2)
})

test('a post that is withdrawn before anybody is told of it is told to nobody', async () => {
  const body = { text: 'Oups', language: 'fr', answers: 'none', when: 'now', audiences: places }
  const { id } = (await rosa.ask(writePost, { body })).body
  await rosa.ask(withdrawPost, { params: { id: `${id}` } })
  week.goTo(tuesday, '17:30')
  await world.doJobs()
  await world.doJobs()
  expect(mailsTo(amal)).toEqual([])
})

test('what is withdrawn before a digest leaves is not counted in it, and where nothing else is there none comes', async () => {
  const [gone] = [await posts(), await posts('Autre chose.')]
  await rosa.ask(withdrawPost, { params: { id: gone } })
  week.goTo(tuesday, '17:30')
  await world.doJobs()
  expect(mailsTo(amal).map(({ text }) => /(\d+) new post/.exec(text)?.[1])).toEqual(['1'])
  world.mails.length = 0
  const last = await posts('Encore.')
  await rosa.ask(withdrawPost, { params: { id: last } })
  week.goTo(friday, '17:30')
  await world.doJobs()
  expect(mailsTo(amal)).toEqual([])
})

test('what is urgent breaks through quiet hours and digests, by every channel, and is counted where everybody sees it', async () => {
  week.goTo(7, '03:00') // a Sunday night
  const { rows } = await world.owner.query<{ id: string }>('select id from post limit 1')
  const audienceId = places[0] ?? ''
  await asSchool(world.installation, world.schoolId, 'class_life', 'telling.arrange', async ({ later }) =>
    later('notification.tell', { event: 'post.published', postId: rows[0]?.id ?? '', audienceId, urgent: 'yes' }),
  )
  await world.doJobs()
  expect(mailsTo(amal)).toMatchObject([{ subject: 'Urgent: please open Préau now' }])
  expect(mailsTo(amal)[0]?.unsubscribe).toBeUndefined()
  expect(await facts(world)).toContain('notification.urgent_told')
})

test('a fact takes ids to the queue and says that it is urgent only where its row knows how', () => {
  const id = '01890000-0000-7000-8000-000000000000'
  const said = notices({ name: 'post.published', payload: { postId: id, audienceId: id }, about: {} })
  expect(said?.payload).toEqual({ event: 'post.published', postId: id, audienceId: id, thing: id })
})
