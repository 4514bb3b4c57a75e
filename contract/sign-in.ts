import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'

/** Most devices and authenticators of one account. */
export const MOST_METHODS = 10

const method = z.object({
  id,
  kind: z.enum(['passkey', 'totp']),
  label: z.string(),
  madeAt: instant,
  usedAt: z.nullable(instant),
})

/** One's own ways of signing in beside the password, and how many recovery codes are left. */
export const listMethods = endpoint({
  name: 'factor.list',
  method: 'GET',
  path: '/account/sign-in-methods',
  scope: 'installation',
  access: 'account',
  while: ['must_enrol'],
  purposes: ['self', 'security'],
  output: z.object({
    methods: z.array(method),
    recoveryCodesLeft: z.int(),
    isRequired: z.boolean(),
    passwordChangedAt: z.nullable(instant),
    /** No password yet: the four words of a slip say who it is. */
    hasWords: z.boolean(),
  }),
})

/** Begins an authenticator app: a secret, once to be seen, that does nothing until a code made from it was right. */
export const beginAuthenticator = endpoint({
  name: 'factor.totp.begin',
  method: 'PUT',
  path: '/account/authenticator',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  while: ['must_enrol', 'leaving'],
  purposes: ['security'],
  output: z.object({ id, secret: z.string(), uri: z.string() }),
  errors: ['factor.too_many'],
})

/** Ten codes for the day when the device is lost. They are shown this once. */
const codes = z.array(z.string())

/** The first right code: from now on it is asked for. The first second way of signing in brings ten recovery codes along. */
export const confirmAuthenticator = endpoint({
  name: 'factor.totp.confirm',
  method: 'PUT',
  path: '/account/authenticator/:id',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  while: ['must_enrol', 'leaving'],
  purposes: ['security'],
  params: byId,
  body: z.object({ code: line(20) }),
  output: z.object({ codes }),
  errors: ['session.wrong_factor', 'too_many_tries'],
})

const coded = (most: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(most))

/** What the browser needs to make a passkey, in its own words. */
export const beginPasskey = endpoint({
  name: 'factor.passkey.begin',
  method: 'PUT',
  path: '/account/passkey-options',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  while: ['must_enrol', 'leaving'],
  purposes: ['security'],
  output: z.object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
    excludeCredentials: z.array(z.object({ type: z.literal('public-key'), id: z.string() })),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification: z.literal('required'),
    }),
    attestation: z.literal('none'),
    timeout: z.int(),
  }),
  errors: ['factor.too_many'],
})

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** Adds the passkey that the device has made. */
export const addPasskey = endpoint({
  name: 'factor.passkey.add',
  method: 'PUT',
  path: '/account/passkey',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  while: ['must_enrol', 'leaving'],
  purposes: ['security'],
  body: z.object({
    label: line(60),
    passkey: z.object({
      id: coded(1500),
      rawId: coded(1500),
      type: z.literal('public-key'),
      response: z.object({
        clientDataJSON: coded(4000),
        attestationObject: coded(20_000),
        transports: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))),
      }),
    }),
  }),
  output: z.object({ id, codes }),
  errors: ['session.wrong_factor', 'factor.known', 'factor.too_many'],
})

/** The ways that a passkey can be reached; what a browser invents besides is left out. */
export const knownTransports = (given: readonly string[] = []): (typeof transports)[number][] =>
  transports.filter((one) => given.includes(one))

export const renameMethod = endpoint({
  name: 'factor.rename',
  method: 'PUT',
  path: '/account/sign-in-methods/:id',
  scope: 'installation',
  access: 'account',
  purposes: ['security'],
  while: ['leaving'],
  params: byId,
  body: z.object({ label: line(60) }),
  output: z.object({}),
})

/** Removes a way of signing in; all other sessions end. The last one stays where the person's work asks for one. */
export const removeMethod = endpoint({
  name: 'factor.remove',
  method: 'DELETE',
  path: '/account/sign-in-methods/:id',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  purposes: ['security'],
  while: ['leaving'],
  params: byId,
  output: z.object({}),
  errors: ['factor.last_one', 'password.stands_not_alone'],
})

/** Ten new recovery codes; the old ones open nothing any more. */
export const makeRecoveryCodes = endpoint({
  name: 'factor.recovery.make',
  method: 'PUT',
  path: '/account/recovery-codes',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  purposes: ['security'],
  while: ['leaving'],
  output: z.object({ codes }),
})
