import { createECDH, randomBytes } from 'node:crypto'
import { uuidv7 } from '#kernel/ids.ts'
import { digestOf } from '#kernel/session.ts'
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

/** Of what one typed, and of how one is told. */
export const noticeExamples: Readonly<Record<string, Example>> = {
  'device.keys': () => ({}),
  'stream.open': () => ({}),
  'draft.list': () => ({}),
  'draft.keep': () => ({ params: { id: uuidv7() }, body: { place: 'answer', value: 'Bonjour' } }),
  'draft.drop': () => ({ params: { id: uuidv7() } }),
  'notification.read': () => ({}),
  'notification.preset.choose': () => ({ body: { preset: 'calm' } }),
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
  'notification.mail': ({ people }) => ({ personId: people.rosa.id, event: 'password.changed' }),
  'notification.digest': ({ people }) => ({ personId: people.rosa.id }),
  'push.test': () => ({ deviceId: uuidv7() }),
  'push.send': () => ({ deviceId: uuidv7() }),
  'push.sweep': () => ({}),
}
