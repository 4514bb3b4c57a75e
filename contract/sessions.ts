import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line, typable } from './endpoint.ts'

export const password = z.string().check(z.minLength(1), z.maxLength(1000), typable())

/** What a session still lacks when it begins; null: nothing. */
export const limit = z.nullable(z.enum(['second_step', 'must_change', 'must_enrol']))

/** What browsers write of themselves, come down to what a person recognises. */
export const deviceKinds = ['phone', 'tablet', 'computer', 'unknown'] as const
export const systems = ['windows', 'macos', 'ios', 'android', 'chromeos', 'linux', 'unknown'] as const
export const browsers = ['chrome', 'edge', 'firefox', 'safari', 'samsung', 'unknown'] as const

const coded = (most: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(most))

/** What a passkey signed, as the browser gives it. */
export const assertion = z.object({
  id: coded(1500),
  rawId: coded(1500),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: coded(4000),
    authenticatorData: coded(4000),
    signature: coded(2000),
    userHandle: z.optional(z.nullable(coded(200))),
  }),
})

/** A code of an authenticator, or one of the ten printed ones. */
const byCode = z.object({ code: line(40) })
const byPasskey = z.object({ passkey: assertion })
const byPassword = z.object({ password })
export const secondProof = z.union([byCode, byPasskey])
/** What a young pupil has who has chosen no password: the four words of the slip. */
const byWords = z.object({ words: line(200) })
export const proof = z.union([byPassword, byCode, byPasskey, byWords])
export type Proof = z.output<typeof proof>

const began = z.object({ accountId: id, personId: id, limited: limit })

/** Signs in with a user name (of the school) or an e-mail address; the same answer in the same time whether or not it exists. */
export const startSession = endpoint({
  name: 'session.start',
  method: 'POST',
  path: '/session',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ login: line(254), password, sharedDevice: z.boolean() }),
  output: began,
  errors: ['session.wrong_credentials', 'password.must_reset', 'too_many_tries'],
})

/** What a passkey is to sign: random bits, good once and for five minutes. */
export const askPasskey = endpoint({
  name: 'session.passkey.ask',
  method: 'POST',
  path: '/passkey/challenge',
  scope: 'installation',
  access: 'visitor',
  purposes: ['security'],
  output: z.object({ challenge: z.string(), rpId: z.string(), timeout: z.int(), userVerification: z.literal('required') }),
  errors: ['too_many_tries'],
})

/** Signs in with a passkey alone: the device has asked for a finger, a face or a code. */
export const startByPasskey = endpoint({
  name: 'session.passkey.start',
  method: 'POST',
  path: '/session/passkey',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ passkey: assertion, sharedDevice: z.boolean() }),
  output: began,
  errors: ['session.wrong_factor', 'too_many_tries'],
})

/** The second step after a password: a code or a passkey. */
export const takeSecondStep = endpoint({
  name: 'session.second_step',
  method: 'POST',
  path: '/account/second-step',
  scope: 'installation',
  access: 'account',
  while: ['second_step', 'leaving'],
  purposes: ['security'],
  body: secondProof,
  output: z.object({ limited: limit }),
  errors: ['session.wrong_factor', 'too_many_tries'],
})

/** Says once more who it is; good for ten minutes of what asks for it. Who came in with four words says them again. */
export const confirmSession = endpoint({
  name: 'session.confirm',
  method: 'POST',
  path: '/account/confirmation',
  scope: 'installation',
  access: 'account',
  while: ['must_change', 'must_enrol', 'leaving'],
  purposes: ['security'],
  body: proof,
  output: z.object({ until: instant }),
  errors: ['session.wrong_credentials', 'session.wrong_factor', 'class_door.refused', 'too_many_tries'],
})

/** Goes on in another school of the same account, without a password; what that school asks for besides is asked. */
export const switchSchool = endpoint({
  name: 'session.switch',
  method: 'POST',
  path: '/account/school',
  scope: 'installation',
  access: 'account',
  purposes: ['security'],
  while: ['leaving'],
  body: z.object({ schoolId: id }),
  output: z.object({ slug: z.string(), limited: limit }),
})

/** Goes on in another school of the account, with the session of one that has nothing left for its person. */
export const goOnElsewhere = endpoint({
  name: 'session.go_on',
  method: 'POST',
  path: '/account/way-on',
  scope: 'installation',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ schoolId: id }),
  output: z.object({ slug: z.string(), limited: limit }),
})

export const endSession = endpoint({
  name: 'session.end',
  method: 'DELETE',
  path: '/session',
  scope: 'installation',
  access: 'account',
  while: ['second_step', 'must_change', 'must_enrol', 'leaving'],
  purposes: ['security'],
  output: z.object({}),
})

/** Where this account is signed in: on what kind of device, in which school, since when. */
export const listSessions = endpoint({
  name: 'session.list',
  method: 'GET',
  path: '/account/sessions',
  scope: 'installation',
  access: 'account',
  purposes: ['self', 'security'],
  output: z.object({
    sessions: z.array(
      z.object({
        id,
        isThis: z.boolean(),
        device: z.enum(deviceKinds),
        system: z.enum(systems),
        browser: z.enum(browsers),
        school: z.nullable(z.string()),
        sharedDevice: z.boolean(),
        startedAt: instant,
        seenAt: instant,
      }),
    ),
  }),
})

export const endOneSession = endpoint({
  name: 'session.end_one',
  method: 'DELETE',
  path: '/account/sessions/:id',
  scope: 'installation',
  access: 'account',
  purposes: ['security'],
  while: ['leaving'],
  params: byId,
  output: z.object({}),
})

/** Ends every session of the account but this one. */
export const endOtherSessions = endpoint({
  name: 'session.end_others',
  method: 'DELETE',
  path: '/account/sessions',
  scope: 'installation',
  access: 'account',
  purposes: ['security'],
  while: ['leaving'],
  output: z.object({ ended: z.int() }),
})
