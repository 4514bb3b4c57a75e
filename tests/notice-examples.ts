import { createECDH, randomBytes } from 'node:crypto'
import { correctOwnAddress } from '#contract/mail-troubles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { pushOrigin, type Stage } from './cast.ts'
import type { Asking } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

/** What a browser hands out whose push service is this machine. */
const subscription = () => {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16).toString('base64url')
  return { endpoint: `${pushOrigin}/${uuidv7()}`, p256dh: pair.getPublicKey('base64url'), auth }
}

const code = 'a-code-that-only-this-device-has-seen'
/** Rosa's telephone, which waits for her to say that the test has arrived. */
const rosasDevice = async ({ world: { owner, schoolId }, people: { rosa }, session }: Stage) => {
  await session('rosa')
  const id = uuidv7()
  await owner.query(
    `insert into push_device (school_id, id, person_id, session_id, endpoint_digest, made_at, test_digest, sealed)
     select $1, $2, $3, s.id, $4, now(), $5, $4 from directory.session s where s.person_id = $3 and s.ended_at is null order by s.started_at desc limit 1`,
    [schoolId, id, rosa.id, randomBytes(32), digestOf(code)],
  )
  return { id }
}

/** What stands in a mail to Rosa, by which she stops such mails. */
const rosasLink = async ({ world: { owner, schoolId }, people: { rosa } }: Stage) => {
  const token = newToken()
  await owner.query(
    `insert into mail_stop (school_id, person_id, token_digest, made_at, sealed) values ($1, $2, $3, now(), $3)
     on conflict (school_id, person_id) do update set token_digest = excluded.token_digest`,
    [schoolId, rosa.id, digestOf(token)],
  )
  return token
}

/** Somebody of whom mail comes back. */
const troubled = async ({ world: { owner }, people }: Stage, name: 'amal' | 'rosa') => {
  await owner.query(
    `insert into directory.mail_trouble (account_id, way, status, since_at, salt, address_digest) values ($1, 'refused', '5.1.1', now(), $2, $3)
     on conflict do nothing`,
    [people[name].accountId, randomBytes(16), randomBytes(32)],
  )
  return people[name].id
}

/** What stands in the mail to another address of Rosa's. */
const rosasAddress = async (stage: Stage) => {
  const { world, people } = stage
  await troubled(stage, 'rosa')
  await people.rosa.ask(correctOwnAddress, { body: { address: `rosa.${uuidv7()}@example.org` } })
  const token = newToken()
  await world.owner.query('update directory.address_change set token_digest = $2 where account_id = $1', [
    people.rosa.accountId,
    digestOf(token),
  ])
  return token
}

/** Of what one typed, and of how one is told. */
export const noticeExamples: Readonly<Record<string, Example>> = {
  'device.keys': () => ({}),
  'stream.open': () => ({}),
  'draft.list': () => ({}),
  'draft.keep': () => ({ params: { id: uuidv7() }, body: { place: 'answer', value: 'Bonjour' } }),
  'draft.drop': () => ({ params: { id: uuidv7() } }),
  'notification.read': () => ({}),
  'notification.preset.choose': () => ({ body: { preset: 'calm' } }),
  'notification.customise': () => ({
    body: {
      paces: { to_do: 'now', messages: null, class_life: 'weekly', homework: 'never' },
      ...{
        digestAt: '18:15',
        digestWeekday: 4,
        ownQuiet: { from: '18:30', until: '08:00', days: [7] },
        timeZone: 'Europe/Paris',
      },
    },
  }),
  'notification.mails.resume': () => ({}),
  'notification.mails.stop': async (stage) => ({ body: { token: await rosasLink(stage) } }),
  'notification.mails.choose': async (stage) => ({ body: { token: await rosasLink(stage), kinds: ['messages'] } }),
  'notification.mails.restart': async (stage) => ({ body: { token: await rosasLink(stage) } }),
  'school.quiet_hours.change': () => ({ body: { from: '19:00', until: '07:00', days: [6, 7] } }),
  'school.dpo_address.change': () => ({ body: { dpoAddress: 'dpo@school.example' } }),
  'mail_trouble.list': () => ({}),
  'mail_trouble.count': () => ({}),
  'mail_trouble.clear': async (stage) => ({ params: { personId: await troubled(stage, 'amal') } }),
  'mail_trouble.read': async (stage) => ({ params: { personId: await troubled(stage, 'amal') } }),
  'mail_trouble.correct': async (stage) => ({
    params: { personId: await troubled(stage, 'amal') },
    body: { address: 'amal.autre@example.org' },
  }),
  'notification.address.correct': async (stage) => {
    await troubled(stage, 'rosa')
    return { body: { address: 'autre@example.org' } }
  },
  'notification.address.confirm': async (stage) => ({ body: { token: await rosasAddress(stage) } }),
  'push.device.add': async ({ world: { owner } }) => {
    await owner.query('delete from push_device')
    return { body: subscription() }
  },
  'push.device.confirm': async (stage) => ({ params: await rosasDevice(stage), body: { code } }),
  'push.device.end': async (stage) => ({ params: await rosasDevice(stage) }),
}

/** The jobs that tell. */
export const noticeJobs: Readonly<Record<string, (stage: Stage) => Promise<Record<string, string>> | Record<string, string>>> = {
  'class.join_request.mail_received': async (stage) => ({ id: (await stage.request('waiting')).id }),
  'class.join_request.sweep': () => ({}),
  'notification.tell': async (stage) => {
    const { id: joinRequestId } = await stage.request('waiting')
    return { event: 'class.join_request.confirmed', joinRequestId }
  },
  'notification.mail': ({ people }) => ({ personId: people.rosa.id, mailId: uuidv7() }),
  'notification.deliver': ({ people }) => ({ personId: people.rosa.id }),
  'mail.tell_former': ({ people }) => ({ personId: people.rosa.id, accountId: people.rosa.accountId }),
  'mail.confirm_address': ({ people }) => ({ personId: people.rosa.id, accountId: people.rosa.accountId }),
  'push.test': () => ({ deviceId: uuidv7() }),
  'push.send': () => ({ deviceId: uuidv7() }),
  'push.sweep': () => ({}),
}
