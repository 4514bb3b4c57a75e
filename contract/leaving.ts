import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { mostArchiveMonths, mostGuidanceMonths } from './leaving-clocks.ts'
import { locales } from './locales.ts'

/** What comes after somebody has been locked out, one after the other. */
export const leavingSteps = ['guidance', 'archived', 'erased'] as const
export type LeavingStep = (typeof leavingSteps)[number]
/** Why a step is put off. */
export const deferReasons = ['question_open', 'dispute', 'returning', 'mistake'] as const
export type DeferReason = (typeof deferReasons)[number]
/** By how many days a step is put off at a time. */
export const DEFER_DAYS = 30
/** Why a school's clocks are not those of its profile. */
export const clockReasons = ['shorter', 'law', 'authority', 'practice'] as const
/** What a former pupil's record is read for. */
export const guidanceReasons = ['next_school', 'advice', 'certificate', 'family_asks'] as const
export type GuidanceReason = (typeof guidanceReasons)[number]

const clock = z.object({
  months: z.int(),
  article: z.string(),
  isLaw: z.boolean(),
  verifiedOn: z.nullable(day),
  /** What the profile of the school's law would say. */
  usual: z.int(),
})

/** Who has left and how far each is, how long each step lasts, and what is to come: nothing happens that did not stand here the day before. */
export const readLeavers = endpoint({
  name: 'leaving.read',
  method: 'GET',
  path: '/leavers',
  purposes: ['administration', 'legal'],
  reads: 'fact',
  output: z.object({
    counts: z.object({ leaving: z.int(), alumni_locked: z.int(), guidance: z.int(), archived: z.int() }),
    clocks: z.object({ guidance: clock, archive: clock, version: z.int() }),
    canSet: z.boolean(),
    /** Those who read their last day today, and are locked tonight. */
    locking: z.array(z.object({ personId: id, display: z.string(), lastDay: day })),
    coming: z.array(
      z.object({
        id,
        personId: id,
        display: z.string(),
        step: z.enum(leavingSteps),
        dueOn: day,
        deferredUntil: z.nullable(day),
        why: z.nullable(z.enum(deferReasons)),
        deferredAt: z.nullable(instant),
        /** It takes conversations that guardians in dispute share, and the head has not agreed; told to nobody who has a part in it. */
        waitsForHead: z.boolean(),
        mayAgree: z.boolean(),
      }),
    ),
  }),
})
export type ComingStep = z.output<typeof readLeavers.output>['coming'][number]

/** Puts a step off by thirty days, with a reason. */
export const deferStep = endpoint({
  name: 'leaving.step.defer',
  method: 'POST',
  path: '/leaving-steps/:id/deferral',
  purposes: ['administration', 'legal'],
  params: byId,
  body: z.object({ why: z.enum(deferReasons) }),
  output: z.object({ id, deferredUntil: day }),
  errors: ['leaving.step_done'],
})

/** Takes that back: the step comes when it would have come, tomorrow at the earliest. */
export const resumeStep = endpoint({
  name: 'leaving.step.resume',
  method: 'POST',
  path: '/leaving-steps/:id/resumption',
  purposes: ['administration', 'legal'],
  params: byId,
  output: z.object({ id, dueOn: day }),
  errors: ['leaving.step_done', 'leaving.not_deferred'],
})

/** The head, or who stands in, lets a deletion come that takes what guardians in dispute share. */
export const agreeToStep = endpoint({
  name: 'leaving.step.agree',
  method: 'POST',
  path: '/leaving-steps/:id/agreement',
  purposes: ['legal'],
  params: byId,
  output: z.object({ id }),
  errors: ['leaving.step_done', 'leaving.not_deferred'],
})

/** Sets how long former pupils are readable for guidance, and how long what is left lies in the archive. */
export const setLeavingClocks = endpoint({
  name: 'leaving.clocks.set',
  method: 'PUT',
  path: '/leaving-clocks',
  purposes: ['administration', 'legal'],
  confirmed: true,
  body: z.object({
    guidanceMonths: z.int().check(z.minimum(0), z.maximum(mostGuidanceMonths)),
    archiveMonths: z.int().check(z.minimum(0), z.maximum(mostArchiveMonths)),
    why: z.enum(clockReasons),
    version: z.int(),
  }),
  output: z.object({ version: z.int() }),
  errors: ['leaving.clocks_changed', 'leaving.longer_needs_ground'],
})

const why = z.enum(guidanceReasons)

/** The former pupils whom this teacher taught, for as long as they are readable for guidance. Reading the list is a fact with its reason. */
export const listFormerPupils = endpoint({
  name: 'guidance.list',
  method: 'GET',
  path: '/former-pupils',
  purposes: ['teaching'],
  reads: 'fact',
  query: z.object({ why }),
  output: z.object({ pupils: z.array(z.object({ id, display: z.string(), sort: z.string(), until: day })) }),
})

/** What of a former pupil's record is marked as needed for guidance, and nothing else of it. */
export const readFormerPupil = endpoint({
  name: 'guidance.read',
  method: 'GET',
  path: '/former-pupils/:id',
  purposes: ['teaching'],
  reads: 'fact',
  params: byId,
  query: z.object({ why, locale: z.optional(z.enum(locales)) }),
  output: z.object({
    id,
    display: z.string(),
    until: day,
    parts: z.array(
      z.object({
        name: z.string(),
        rows: z.array(z.array(z.object({ what: z.string(), value: z.string() }))),
      }),
    ),
  }),
})
