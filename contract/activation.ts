import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { locales } from './locales.ts'

/** Why a slip is printed: the first one, or the one before was lost, or the password was forgotten. */
export const slipReasons = ['first', 'lost', 'forgotten'] as const
export type SlipReason = (typeof slipReasons)[number]

/** How far somebody has come: nothing printed (or it ran out), a code that can be used, or an account of their own. */
export const slipStates = ['never', 'live', 'activated'] as const
/** For whom a slip is. */
export const slipReaders = ['pupil', 'guardian', 'staff'] as const

/** The longest that a code may be good for; those of people who run the school have 72 hours. */
export const mostSlipDays = 14
export const privilegedHours = 72
/** How many slips one print has at most. */
export const mostSlips = 2000

const counts = z.object({ people: z.int(), live: z.int(), activated: z.int(), never: z.int() })
export type SlipCounts = z.infer<typeof counts>

export const slipSettings = z.object({ days: z.int().check(z.minimum(1), z.maximum(mostSlipDays)), teachersPrint: z.boolean() })

/** Who has an account, who has a slip, who has neither: counts only, class by class. */
export const readSlips = endpoint({
  name: 'slip.overview',
  method: 'GET',
  path: '/slips',
  purposes: ['administration'],
  output: z.object({
    settings: z.nullable(slipSettings),
    classes: z.array(z.object({ id, label: z.string(), pupils: counts, guardians: counts })),
    staff: z.nullable(counts),
  }),
})

/** How long a code is good for, and whether teachers print those of their own classes. */
export const changeSlipSettings = endpoint({
  name: 'slip.settings.change',
  method: 'PUT',
  path: '/slips/settings',
  confirmed: true,
  purposes: ['administration'],
  body: slipSettings,
  output: slipSettings,
})

const onSlip = z.object({
  id,
  display: z.string(),
  reader: z.enum(slipReaders),
  state: z.enum(slipStates),
  until: z.nullable(instant),
})
export type OnSlip = z.infer<typeof onSlip>

/** The people of one class whom slips are for, and how far each has come. */
export const readClassSlips = endpoint({
  name: 'slip.class.read',
  method: 'GET',
  path: '/classes/:id/slips',
  purposes: ['administration', 'class_life'],
  reads: 'fact',
  params: byId,
  output: z.object({ id, label: z.string(), people: z.array(onSlip), can: z.object({ print: z.boolean() }) }),
})

/** The staff, and how far each has come. */
export const readStaffSlips = endpoint({
  name: 'slip.staff.read',
  method: 'GET',
  path: '/slips/staff',
  purposes: ['administration'],
  reads: 'fact',
  output: z.object({ people: z.array(onSlip) }),
})

/** One slip as it will be printed. `name`: given name and an initial; without one where our fonts lack a letter, or the name is protected. */
export const slip = z.object({
  personId: id,
  locale: z.enum(locales),
  name: z.nullable(z.string()),
  reader: z.enum(slipReaders),
  username: z.string(),
  code: z.string(),
  until: instant,
  /** Belongs to one child, as the others of this family do: no two of them on one page. */
  families: z.array(id),
  byHand: z.boolean(),
  /** Of a young pupil: `code` is four words, good until the class's year ends, at the class's own door. */
  door: z.optional(z.object({ classCode: z.string(), address: z.string() })),
})
export type Slip = z.infer<typeof slip>

/** A print: what stands on each sheet, in the order of the sheets. It holds the codes: it is printed as it comes, and kept nowhere. */
export const slipSheets = z.object({
  batchId: id,
  school: z.object({ name: z.string(), locale: z.enum(locales), timeZone: z.string() }),
  origin: z.string(),
  sections: z.array(z.object({ label: z.string(), slips: z.array(slip) })),
})
export type SlipSheets = z.infer<typeof slipSheets>

/** Prints slips for the people of one class: for those who have neither account nor slip; with `again` for those whose slip was lost, too. */
export const printClassSlips = endpoint({
  name: 'slip.class.print',
  method: 'POST',
  path: '/classes/:id/slips',
  purposes: ['administration', 'class_life'],
  prints: true,
  confirmed: true,
  params: byId,
  body: z.object({ readers: z.array(z.enum(['pupil', 'guardian'])).check(z.minLength(1), z.maxLength(2)), again: z.boolean() }),
  output: slipSheets,
  errors: ['slip.nobody'],
})

/** How many classes one print has at most. */
export const mostSlipClasses = 100

/** Prints slips for all of the staff who have none, for a list of people, or for whole classes, one section each. */
export const printSlips = endpoint({
  name: 'slip.print',
  method: 'POST',
  path: '/slips',
  purposes: ['administration'],
  prints: true,
  confirmed: true,
  body: z.object({
    people: z.optional(z.array(id).check(z.minLength(1), z.maxLength(mostSlips))),
    classes: z.optional(z.array(id).check(z.minLength(1), z.maxLength(mostSlipClasses))),
    again: z.boolean(),
  }),
  output: slipSheets,
  errors: ['slip.nobody', 'slip.privileged', 'slip.too_many'],
})

/** Prints one slip anew: the one before opens nothing any more. */
export const printPersonSlip = endpoint({
  name: 'slip.person.print',
  method: 'POST',
  path: '/people/:id/slip',
  purposes: ['administration', 'class_life'],
  prints: true,
  confirmed: true,
  params: byId,
  body: z.object({ why: z.enum(slipReasons) }),
  output: slipSheets,
  errors: ['slip.privileged', 'slip.nobody'],
})

/** Makes a slip worthless that went astray; nothing new is printed. */
export const voidSlip = endpoint({
  name: 'slip.void',
  method: 'POST',
  path: '/people/:id/slip/withdrawal',
  purposes: ['administration', 'class_life'],
  params: byId,
  output: z.object({ id }),
  errors: ['slip.none_live', 'slip.privileged'],
})

/** Whoever helps a pupil who forgot the password gets a code to hand over, once; never the password. */
export const startReset = endpoint({
  name: 'activation.reset.start',
  method: 'POST',
  path: '/people/:id/reset',
  purposes: ['class_life', 'family_communication', 'administration'],
  once: true,
  confirmed: true,
  params: byId,
  output: z.object({
    personId: id,
    name: z.nullable(z.string()),
    username: z.string(),
    code: z.string(),
    until: instant,
    url: z.string(),
  }),
  errors: ['slip.not_a_pupil', 'too_many_tries'],
})

/** With the code of a slip: the account is there (made, if this is the first time), and waits for a password. */
export const useActivation = endpoint({
  name: 'activation.use',
  method: 'POST',
  path: '/activations',
  scope: 'installation',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ code: line(60), sharedDevice: z.boolean() }),
  output: z.object({ slug: z.string(), accountId: id }),
  errors: ['activation.code_unknown', 'too_many_tries'],
})
