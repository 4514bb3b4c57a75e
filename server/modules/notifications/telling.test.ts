import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  declineJoinRequest,
  issueClassKey,
  listJoinRequests,
  makeJoinRequest,
} from '#contract/classes.ts'
import {
  addPushDevice,
  choosePreset,
  confirmPushDevice,
  type Preset,
  presets,
  readNotifications,
} from '#contract/notifications.ts'
import { endSession, startSession } from '#contract/sessions.ts'
import { askSupportAccess, decideSupportAccess } from '#contract/support-access.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { wordsOf } from '#tests/mail-words.ts'
import { openPushService, type PushService } from '#tests/push-service.ts'
import { hasPassword } from '#tests/signing-in.ts'
import { friday, tuesday, weekOf } from '#tests/week.ts'
import { classOf, guard, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'
import { mailsFor } from './delivering.ts'
import { countedIn } from './mailing.ts'

const password = 'une bonne dizaine de mots pour une seule clef'
let world: World
let week: ReturnType<typeof weekOf>
let service: PushService
let rosa: Person
let amal: Person
let noor: Person
let zoe: Person
let key: string
beforeAll(async () => {
  service = await openPushService()
  world = await openWorld({ push: [service.state.origin] })
  rosa = await person(world, { name: 'Rosa Roy', role: 'teacher', locale: 'sv' })
  amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  noor = await person(world, { name: 'Noor Benali', role: 'pupil' })
  zoe = await person(world, { name: 'Zoé Benali', role: 'pupil' })
  const class6B = await classOf(world, '6B', [rosa], [noor, zoe])
  await guard(world, amal, noor)
  key = (await rosa.ask(issueClassKey, { params: { id: class6B } })).body['key'] as string
  await hasPassword(world, password)
  week = weekOf(world)
})
afterAll(async () => {
  await world.close()
  await service.close()
})
beforeEach(async () => {
  await world.owner.query(
    'delete from push_device; delete from telling_mail; delete from telling; delete from notification_choice; delete from directory.throttle',
  )
  week.goTo(tuesday, '10:00')
  world.mails.length = 0
})

const addressOf = (who: Person) => `${who.accountId}@example.org`
const mailsTo = (who: Person) => world.mails.filter(({ to }) => to === addressOf(who))
const phoneOf = async (who: Person) => (await phoneAndSession(who)).browser
const phoneAndSession = async (who: Person) => {
  const own = await signInAgain(world, who)
  const { browser, subscription } = service.subscribe()
  const { body } = await own.ask(addPushDevice, { body: subscription })
  await world.doJobs()
  const code = `${browser.heard[0]?.['code']}`
  await own.ask(confirmPushDevice, { params: { id: `${body['id']}` }, body: { code } })
  browser.heard.length = 0
  return { browser, own }
}
/** Amal, who is known, asks about another child of hers; nobody has been told yet. */
const asks = async () => {
  const body = { key, child: 'Zoé', relation: 'mother', name: 'Amal Benali', email: addressOf(amal), locale: 'fr' }
  await world.visitor(makeJoinRequest, { body })
  await world.doJobs()
  const token = /token=([\w-]+)/.exec(world.mails.at(-1)?.text ?? '')?.[1]
  const confirmed = await world.visitor(confirmJoinRequest, { body: { token, password } })
  expect(confirmed.status, confirmed.text).toBe(200)
  const { requests } = (await rosa.ask(listJoinRequests)).body as { requests: { id: string; state: string }[] }
  return requests[0]?.id ?? ''
}
const declines = async (id: string) => {
  const reply = await rosa.ask(declineJoinRequest, { params: { id } })
  expect(reply.status, reply.text).toBe(200)
  await world.doJobs()
}

test('a request that waits is told to the teacher by mail, without a name; and the family knows that it has arrived', async () => {
  await rosa.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  const id = await asks()
  await world.doJobs()
  expect(mailsTo(rosa)).toMatchObject([{ locale: 'sv', subject: 'Något väntar på dig' }])
  expect(wordsOf(mailsTo(rosa))).not.toMatch(/Amal|Zoé|Benali|6B/)
  expect(mailsTo(amal).at(-1)).toMatchObject({ subject: 'Votre demande a été transmise à l’enseignant' })
  expect((await rosa.ask(readNotifications)).body).toMatchObject({ wasTold: true })
  await declines(id)
})

test.each<[Preset, { now: [number, number]; evening: number; friday: number }]>([
  ['calm', { now: [0, 0], evening: 1, friday: 0 }],
  ['as_it_happens', { now: [0, 1], evening: 0, friday: 0 }],
  ['weekly', { now: [0, 0], evening: 0, friday: 1 }],
])('a teacher who chose “%s” and has a device is told so', async (preset, expected) => {
  const browser = await phoneOf(rosa)
  await rosa.ask(choosePreset, { body: { preset } })
  const id = await asks()
  await world.doJobs()
  const now = [mailsTo(rosa).length, browser.heard.length]
  const mailedAt = async (day: number) => {
    world.mails.length = 0
    week.goTo(day, '17:30')
    await world.doJobs()
    return mailsTo(rosa).length
  }
  expect({ now, evening: await mailedAt(tuesday), friday: await mailedAt(friday) }).toEqual(expected)
  await declines(id)
})

test('who signed out of the only device is told by mail again', async () => {
  const { own, browser } = await phoneAndSession(rosa)
  await own.ask(endSession)
  await rosa.ask(choosePreset, { body: { preset: 'as_it_happens' } })
  const id = await asks()
  await world.doJobs()
  expect([browser.heard.length, mailsTo(rosa).length]).toEqual([0, 1])
  await declines(id)
})

test('what is told to nobody any more: a request that was settled before it was told', async () => {
  const id = await asks()
  await rosa.ask(declineJoinRequest, { params: { id } })
  await world.doJobs()
  expect(mailsTo(rosa)).toEqual([])
})

test('a decision is told once on the device of whoever asked, and its mail comes from where it always came', async () => {
  const browser = await phoneOf(amal)
  const id = await asks()
  await world.doJobs()
  await rosa.ask(acceptJoinRequest, { params: { id }, body: { pupilId: zoe.id, checkWay: 'known_in_person' } })
  await world.doJobs()
  expect(browser.heard).toEqual([{ say: 'news', locale: 'fr' }])
  expect(mailsTo(amal).map(({ subject }) => subject)).toEqual([
    'Confirmez votre e-mail pour École du Préau',
    'Votre demande a été transmise à l’enseignant',
    'Vous pouvez maintenant suivre la classe',
  ])
})

/** By the clock of the database, which says who may be told of a session, or of a look that begins now. */
const today = () => world.move((Date.now() - world.clock.now().getTime()) / 1000)

test('support that asks is told to whom it asks about, and the answer to support', async () => {
  today()
  const sami = await person(world, { name: 'Sami Korhonen', role: 'support', locale: 'en' })
  const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
    amal.id,
  ])
  const [content] = await asSchool(world.installation, world.schoolId, 'support', 'support.arrange', ({ tx, vault }) =>
    vault.open(tx, world.schoolId, personTable, rows),
  )
  const body = { username: content?.username, reason: 'cannot_sign_in', ticket: 'T-1042', withNames: false }
  const { id } = (await sami.ask(askSupportAccess, { body })).body
  await world.doJobs()
  expect(mailsTo(amal)).toMatchObject([{ subject: 'À propos de votre compte' }])
  expect(mailsTo(amal)[0]?.text).toContain('http://localhost:3000/s/preau/support')
  await amal.ask(decideSupportAccess, { params: { id: `${id}` }, body: { verdict: 'declined' } })
  await world.doJobs()
  expect(mailsTo(sami)).toMatchObject([{ subject: 'About your account', locale: 'en' }])
})

test('signing in on a device of another kind is told, whatever one chose; on a known one it is not', async () => {
  week.goTo(tuesday, '03:00', 2) // after every other sign-in, and in the middle of the night
  await amal.ask(choosePreset, { body: { preset: 'calm' } })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1'
  const signsIn = async () => {
    const body = { login: addressOf(amal), password, sharedDevice: false }
    expect((await world.visitor(startSession, { body, headers: { 'user-agent': phone } })).status).toBe(200)
    await world.doJobs()
  }
  await signsIn()
  expect(mailsTo(amal)).toMatchObject([{ subject: 'À propos de votre compte' }])
  expect(mailsTo(amal)[0]?.unsubscribe).toBeUndefined()
  await signsIn()
  expect(mailsTo(amal)).toHaveLength(1)
})

test('what comes at once goes to a device that has shown that it arrives, or else by mail; a digest is a mail', () => {
  const to = (preset: Preset, category: 'to_do' | 'account' | 'urgent', hasDevice: boolean, areMailsStopped = false) => {
    const taken = [{ id: '1', category, event: 'class.join_request.confirmed' }]
    const { mails, isPushed } = mailsFor({ preset, paces: {}, areMailsStopped, stoppedKinds: [] }, taken, hasDevice)
    return `${mails.length > 0 ? 'mail' : '-'}${isPushed ? ' device' : ''}`
  }
  const row = (preset: Preset) =>
    (['to_do', 'account', 'urgent'] as const).flatMap((category) => [to(preset, category, false), to(preset, category, true)])
  expect(Object.fromEntries(presets.map((preset) => [preset, row(preset)]))).toEqual({
    calm: ['mail', 'mail', 'mail', 'mail device', 'mail', 'mail device'],
    as_it_happens: ['mail', '- device', 'mail', 'mail device', 'mail', 'mail device'],
    weekly: ['mail', 'mail', 'mail', 'mail device', 'mail', 'mail device'],
  })
  expect(to('calm', 'to_do', false, true)).toBe('-')
  expect(to('calm', 'account', false, true)).toBe('mail')
})

test('a digest counts an entry of the calendar and a notice apart from posts, each with where it stands', () => {
  const taken = ['post.published', 'calendar.entered', 'calendar.changed', 'notice.published', 'message.sent'].map(
    (event, nth) => ({
      ...{ id: `${nth}`, event },
      category: event === 'message.sent' ? ('messages' as const) : ('class_life' as const),
    }),
  )
  expect(countedIn(taken)).toEqual([
    { kind: 'class_life', count: 1, leads: 'today' },
    { kind: 'calendar', count: 2, leads: 'calendar' },
    { kind: 'notices', count: 1, leads: 'notices' },
    { kind: 'messages', count: 1, leads: 'messages' },
  ])
})
