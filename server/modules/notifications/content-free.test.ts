import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterInCalendar } from '#contract/calendar.ts'
import { beginConversation } from '#contract/conversations.ts'
import { makeGroup } from '#contract/groups.ts'
import { listNoticeVoices } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import { addPushDevice, choosePreset, confirmPushDevice } from '#contract/notifications.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import { dayInParis } from '#tests/days.ts'
import { nasty } from '#tests/nasty.ts'
import { openPushService, type PushService } from '#tests/push-service.ts'
import { classOf, guard, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'

let world: World
let service: PushService
let rosa: Person
let ines: Person
let amal: Person
let noor: Person
let class6B: string
let heard: Record<string, unknown>[]
let bytes: number[]

/** Amal's telephone rings for whatever happens, at any hour. */
beforeAll(async () => {
  service = await openPushService()
  world = await openWorld({ push: [service.state.origin] })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher' })
  ines = await person(world, { name: 'Inès Caron', role: 'head' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  class6B = await classOf(world, '6B', [rosa], [noor])
  await guard(world, amal, noor)
  await amal.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  await world.owner.query(
    'insert into notification_rules (school_id, quiet_from, quiet_until, quiet_days) values ($1, 0, 0, 0)',
    [world.schoolId],
  )
  const own = await signInAgain(world, amal)
  const { browser, subscription } = service.subscribe()
  const { body } = await own.ask(addPushDevice, { body: subscription })
  await world.doJobs()
  await own.ask(confirmPushDevice, { params: { id: `${body['id']}` }, body: { code: `${browser.heard[0]?.['code']}` } })
  browser.heard.length = 0
  heard = browser.heard
  bytes = browser.bytes
})
afterAll(async () => {
  await world.close()
  await service.close()
})

/** What fits into one line that somebody may type. */
const lineOf = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .replace(/\p{M}{3,}/gu, '')
    .slice(0, 60)
    .trim()
const each = Object.entries(nasty).map(([name, text]) => [name, text.slice(0, 4000), lineOf(text)] as const)
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
const first = async (who: Person, voices: typeof listVoices | typeof listNoticeVoices) =>
  ((await who.ask(voices)).body['audiences'] as { id: string }[])[0]?.id ?? ''

const ways: Record<string, (text: string, line: string) => ReturnType<Person['ask']>> = {
  'a post': async (text) => {
    const audiences = [await first(rosa, listVoices)]
    return rosa.ask(writePost, { body: { text, language: 'fr', answers: 'none', when: 'now', audiences } })
  },
  'a notice': async (text, title) => {
    const audiences = [await first(rosa, listNoticeVoices)]
    const texts = [{ language: 'fr', title, text }]
    return rosa.ask(writeNotice, { body: { texts, asks: ['guardian'], when: 'now', audiences } })
  },
  'an urgent notice': async (text, title) => {
    const audiences = [await first(ines, listNoticeVoices)]
    const texts = [{ language: 'fr', title, text }]
    return ines.ask(writeNotice, { body: { texts, asks: [], when: 'now', audiences, urgent: 'closure' } })
  },
  'a message': (text, topic) => {
    const to = { line: 'teacher_guardian', side: 'school', classId: class6B, pupilIds: [noor.id] }
    return rosa.ask(beginConversation, { body: { topic, text, language: 'fr', ...to } })
  },
  'a message to a group': async (text, topic) => {
    const made = await rosa.ask(makeGroup, { body: { label: topic, staff: [], pupils: [noor.id] } })
    const to = { line: 'group_guardian', side: 'school', groupId: made.body['id'], pupilIds: [noor.id] }
    return rosa.ask(beginConversation, { body: { topic, text, language: 'fr', ...to } })
  },
  'an entry in the calendar': async (note, title) => {
    const on = { fromOn: inDays(5), toOn: inDays(5), fromTime: '08:30', toTime: '10:00' }
    const body = { title, place: title, note: note.trim(), ...on, asksReply: true, audience: await first(rosa, listVoices) }
    return rosa.ask(enterInCalendar, { body })
  },
}

test.each(Object.entries(ways))(
  'a telephone hears of %s that there is something new, and no letter or length of what was typed',
  async (_, happens) => {
    const lengths = new Set(bytes)
    for (const [name, text, line] of each) {
      heard.length = 0
      const reply = await happens(text, line)
      expect(reply.status, `${name}: ${reply.text}`).toBe(200)
      const { rows } = await world.owner.query<{ payload: string }>('select payload::text from graphile_worker._private_jobs')
      for (const { payload } of line.length > 10 ? rows : [])
        expect(payload, name).not.toContain(JSON.stringify(line).slice(1, 20))
      await world.doJobs()
      expect(new Set(heard.map((one) => JSON.stringify(one))), name).toEqual(
        new Set([JSON.stringify({ say: 'news', locale: 'fr' })]),
      )
      for (const length of bytes) lengths.add(length)
    }
    expect([...lengths]).toHaveLength(1)
    expect(service.refused).toEqual([])
  },
)
