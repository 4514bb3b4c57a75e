import { beginAuthenticator } from '#contract/sign-in.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import { password, type Stage } from './cast.ts'
import type { Asking } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

const loginOf = ({ people }: Stage) => `${people.olga.accountId}@example.org`

/** An authenticator that Olga has begun to set up, and nobody has used. */
const olgasMethod: Example = async (stage) => {
  const ask = await stage.as('olga')
  const { body } = await ask(beginAuthenticator, { body: {} })
  return { params: { id: `${body['id']}` } }
}
const olgasSession: Example = async ({ world, people, session }) => {
  await session('olga')
  const { rows } = await world.owner.query<{ id: string }>(
    'select id from directory.session where account_id = $1 and ended_at is null order by started_at desc limit 1',
    [people.olga.accountId],
  )
  return { params: { id: rows[0]?.id ?? '' } }
}
const link = async ({ world, people }: Stage) => {
  const token = newToken()
  await world.owner.query(
    "insert into directory.reset (school_id, id, account_id, way, token_digest, made_at, expires_at) values ($1, $2, $3, 'mail', $4, now(), now() + interval '1 hour')",
    [world.schoolId, uuidv7(), people.olga.accountId, digestOf(token)],
  )
  return token
}
const signed = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
}
const made = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } }

/** Olga's sessions began long ago: a dozen within an hour look like a password that is shared. */
const longAgo = ({ world, people }: Stage) =>
  world.owner.query("update directory.session set started_at = started_at - interval '2 hours' where account_id = $1", [
    people.olga.accountId,
  ])

/** Of the own account: what a person of the cast would ask, in the order of the rows. */
export const signInExamples: Readonly<Record<string, Example>> = {
  'session.start': async (stage) => {
    await longAgo(stage)
    return { body: { login: loginOf(stage), password, sharedDevice: false } }
  },
  'session.passkey.ask': () => ({}),
  'session.passkey.start': () => ({ body: { passkey: signed, sharedDevice: false } }),
  'session.second_step': () => ({ body: { code: '000000' } }),
  'session.confirm': () => ({ body: { password } }),
  'session.switch': ({ world }) => ({ body: { schoolId: world.schoolId } }),
  'session.go_on': ({ world }) => ({ body: { schoolId: world.schoolId } }),
  'session.end': () => ({}),
  'session.list': () => ({}),
  'session.end_one': olgasSession,
  'session.end_others': () => ({}),
  'factor.list': () => ({}),
  'factor.totp.begin': () => ({}),
  'factor.totp.confirm': async (stage) => ({ ...(await olgasMethod(stage)), body: { code: '000000' } }),
  'factor.passkey.begin': () => ({}),
  'factor.passkey.add': () => ({ body: { label: 'Clef', passkey: made } }),
  'factor.rename': async (stage) => ({ ...(await olgasMethod(stage)), body: { label: 'Téléphone' } }),
  'factor.remove': olgasMethod,
  'factor.recovery.make': () => ({}),
  'password.change': () => ({ body: { password } }),
  'password.evidence': () => ({}),
  'password.rules.read': () => ({}),
  'password.rules.change': () => ({ body: { rotateAllDays: 365 } }),
  'password.forget': (stage) => ({ body: { login: loginOf(stage) } }),
  'password.reset': async (stage) => ({ body: { token: await link(stage), password } }),
  'password.recover': (stage) => ({ body: { login: loginOf(stage), code: 'AAAA-AAAA-AAAA-AAAA', password } }),
}
