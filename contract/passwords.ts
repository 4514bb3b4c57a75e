import * as z from 'zod/mini'
import { endpoint, instant, line } from './endpoint.ts'
import { password } from './sessions.ts'

/**
 * What is asked of a password, as one object: what is checked, what is shown, and what a school can be shown of it are this.
 * No rule says which signs it must hold. `rotation`: days, or on evidence that somebody else may know it.
 */
export const passwordPolicy = {
  user: {
    minAlone: 15,
    minWithFactor: 8,
    bitsAlone: 80,
    bitsWithFactor: 40,
    longest: 1000,
    blocklist: true,
    rotation: 'on-risk',
  },
  youngPupil: { bits: 51, pictureBits: 14 },
  privileged: { factor: 'required', rotationDays: 365 },
} as const

/** Whose account needs a second factor, and a new password every year. */
export const privilegedRoles = ['administrator', 'head', 'office', 'dpo', 'operator', 'support'] as const

/** Why a password has to be changed. */
export const mustChangeReasons = [
  'first_password',
  'helped_reset',
  'breached',
  'shared',
  'leaver',
  'weak_hash',
  'calendar',
] as const
export type MustChangeReason = (typeof mustChangeReasons)[number]

/** Why a password is too weak. */
export const weaknesses = ['short', 'listed', 'guessable'] as const
export type Weakness = (typeof weaknesses)[number]

const rules = z.object({
  minAlone: z.int(),
  minWithFactor: z.int(),
  bitsAlone: z.int(),
  longest: z.int(),
  privilegedRoles: z.array(z.enum(privilegedRoles)),
  privilegedDays: z.int(),
  /** What four words by chance are worth to somebody who knows the list, and four pictures; rounded down. */
  pupilBits: z.int(),
  pictureBits: z.int(),
  rotateAllDays: z.nullable(z.int()),
  version: z.int(),
})

/** The school's rules for passwords, as they are applied at this moment. */
export const readPasswordRules = endpoint({
  name: 'password.rules.read',
  method: 'GET',
  path: '/password-rules',
  access: 'visitor',
  purposes: ['security'],
  output: rules,
})

/** Why passwords were rotated: on evidence, or by the calendar. A first password is none of these. */
export const rotationReasons = ['helped_reset', 'breached', 'shared', 'leaver', 'weak_hash', 'calendar'] as const
export type RotationReason = (typeof rotationReasons)[number]

/** What can be shown of how passwords are kept here: numbers, of nobody. `oldestPrivilegedAt`: since when the oldest password of those who run the school is the same. */
export const readPasswordEvidence = endpoint({
  name: 'password.evidence',
  method: 'GET',
  path: '/password-evidence',
  purposes: ['security'],
  output: z.object({
    staff: z.int(),
    staffWithFactor: z.int(),
    codesOpen: z.int(),
    codesOverThreeDays: z.int(),
    oldestPrivilegedAt: z.nullable(instant),
    rotations: z.array(z.object({ why: z.enum(rotationReasons), changes: z.int() })),
  }),
})

/** A calendar for everybody's password, or none. Neither NIST nor CNIL advises it for ordinary accounts, and the screen says so. */
export const changePasswordRules = endpoint({
  name: 'password.rules.change',
  method: 'PUT',
  path: '/password-rules',
  confirmed: true,
  purposes: ['security'],
  body: z.object({ rotateAllDays: z.nullable(z.int().check(z.gte(90), z.lte(730))) }),
  output: rules,
  errors: ['version_conflict'],
})

/** Chooses a new password; all other sessions end. */
export const changePassword = endpoint({
  name: 'password.change',
  method: 'PUT',
  path: '/account/password',
  scope: 'installation',
  access: 'account',
  confirmed: true,
  while: ['must_change', 'leaving'],
  purposes: ['security'],
  body: z.object({ password }),
  output: z.object({ limited: z.nullable(z.enum(['second_step', 'must_change', 'must_enrol'])) }),
  errors: ['password.too_weak'],
})

/** Asks for a link by mail. The answer is the same whether or not there is such an account, and whether or not it has an address. */
export const forgetPassword = endpoint({
  name: 'password.forget',
  method: 'POST',
  path: '/password/forgotten',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ login: line(254) }),
  output: z.object({ sent: z.literal(true) }),
  errors: ['too_many_tries'],
})

/** Chooses a new password with the link of the mail: once, within an hour. All sessions end. */
export const resetPassword = endpoint({
  name: 'password.reset',
  method: 'POST',
  path: '/password/reset',
  scope: 'installation',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ token: z.string().check(z.regex(/^[\w-]{20,100}$/)), password }),
  output: z.object({ slug: z.string() }),
  errors: ['reset.token_unknown', 'password.too_weak', 'too_many_tries'],
})

/** Chooses a new password with one of the ten recovery codes. */
export const recoverPassword = endpoint({
  name: 'password.recover',
  method: 'POST',
  path: '/password/recovered',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ login: line(254), code: line(40), password }),
  output: z.object({}),
  errors: ['session.wrong_factor', 'password.too_weak', 'too_many_tries'],
})
