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
import { hashPassword } from '#modules/sign-in/index.ts'
import { openPushService, type PushService } from '#tests/push-service.ts'
import { classOf, guard, openWorld, type Person, person, signInAgain, type World } from '#tests/world.ts'
import { channelsFor } from './telling.ts'

const password = 'une bonne dizaine de mots pour une seule clef'
let world: World
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
  await world.owner.query('update directory.account set password_hash = $1', [await hashPassword(password)])
})
afterAll(async () => {
  await world.close()
  await service.close()
})
beforeEach(async () => {
  await world.owner.query('delete from push_device; delete from notification_choice; delete from directory.throttle')
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
  const id = await asks()
  await world.doJobs()
  expect(mailsTo(rosa)).toMatchObject([{ locale: 'sv', subject: 'Något väntar på dig' }])
  expect(JSON.stringify(mailsTo(rosa))).not.toMatch(/Amal|Zoé|Benali|6B/)
  expect(mailsTo(amal).at(-1)).toMatchObject({ subject: 'Votre demande a été transmise à l’enseignant' })
  expect((await rosa.ask(readNotifications)).body).toMatchObject({ wasTold: true })
  await declines(id)
})

test.each<[Preset, { mails: number; pushes: number; later: number }]>([
  ['calm', { mails: 0, pushes: 0, later: 1 }],
  ['normal', { mails: 0, pushes: 1, later: 0 }],
  ['everything', { mails: 1, pushes: 1, later: 0 }],
])('a teacher who chose “%s” and has a device is told so', async (preset, { mails, pushes, later }) => {
  const browser = await phoneOf(rosa)
  await rosa.ask(choosePreset, { body: { preset } })
  const id = await asks()
  await world.doJobs()
  await world.doJobs() // and when the evening has come
  const digests = mailsTo(rosa).filter(({ subject }) => /väntar i dag/.test(subject)).length
  expect({ mails: mailsTo(rosa).length - digests, pushes: browser.heard.length, later: digests }).toEqual({
    mails,
    pushes,
    later,
  })
  await declines(id)
})

test('who signed out of the only device is told by mail again', async () => {
  const { own, browser } = await phoneAndSession(rosa)
  await own.ask(endSession)
  const id = await asks()
  await world.doJobs()
  expect([browser.heard.length, mailsTo(rosa).length]).toEqual([0, 1])
  await declines(id)
})

test('who wants it calm gets one mail in the evening, however much there was', async () => {
  await rosa.ask(choosePreset, { body: { preset: 'calm' } })
  const told = (joinRequestId: string) =>
    asSchool(world.installation, world.schoolId, 'enrolment', 'class.arrange', async ({ later }) =>
      later(
        'notification.digest',
        { personId: rosa.id },
        { key: `notification.digest:${rosa.id}`, afterSeconds: joinRequestId.length },
      ),
    )
  await told('a')
  await told('b')
  await world.doJobs()
  expect(mailsTo(rosa)).toMatchObject([
    { subject: 'Det här väntar i dag', unsubscribe: 'http://localhost:3000/s/preau/notifications' },
  ])
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

test('support that asks is told to whom it asks about, and the answer to support', async () => {
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

test('the table of channels', () => {
  const row = (preset: Preset) =>
    (['to_do', 'account'] as const).flatMap((category) =>
      [false, true].map((hasDevice) => {
        const { mail, isPushed } = channelsFor(preset, category, hasDevice)
        return `${mail}${isPushed ? ' + device' : ''}`
      }),
    )
  expect(Object.fromEntries(presets.map((preset) => [preset, row(preset)]))).toEqual({
    calm: ['in the evening', 'in the evening', 'now', 'now + device'],
    normal: ['now', 'never + device', 'now', 'now + device'],
    everything: ['now', 'now + device', 'now', 'now + device'],
  })
})
