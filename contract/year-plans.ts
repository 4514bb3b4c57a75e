import * as z from 'zod/mini'
import { day, id, typable } from './endpoint.ts'

/** How long whoever leaves may go on reading, usually and at most. */
export const usualKeepDays = 30
export const mostKeepDays = 90
/** The shortest and the longest school year that is believed. */
export const shortestYear = 120
export const longestYear = 400
export const mostPlanClasses = 2000
const mostPlanPeople = 20_000

/** How far a plan has come. */
export const planStates = ['draft', 'applying', 'applied', 'undoing', 'undone', 'discarded'] as const
export const planSteps = ['waiting', 'carrying', 'done'] as const
/** What becomes of a class, and of a pupil who does not go with it. */
export const classFates = ['goes', 'leaves'] as const
export const pupilFates = ['repeats', 'moves', 'leaves'] as const

/** Why a plan cannot be carried out as it stands. */
export const planProblems = [
  'dates_missing',
  'dates_reversed',
  'dates_overlap',
  'year_short',
  'year_long',
  'class_undecided',
  'class_target',
  'label_missing',
  'label_twice',
  'pupil_target',
  'teacher_target',
] as const
/** What should be looked at, and stands in the way of nothing. */
export const planWarnings = ['no_teacher', 'no_pupils', 'role_ends', 'year_running'] as const
/** Why a plan is not even kept: it names what the school does not have, or one thing twice. */
export const planRefusals = [
  'class_unknown',
  'class_twice',
  'next_class_unknown',
  'target_twice',
  'person_unknown',
  'person_twice',
] as const

const named = <const W extends readonly [string, ...string[]]>(what: W) =>
  z.object({ what: z.enum(what), classId: z.optional(id), targetId: z.optional(id), personId: z.optional(id) })
export const planProblem = named(planProblems)
export type PlanProblem = z.infer<typeof planProblem>
export const planWarning = named(planWarnings)
export type PlanWarning = z.infer<typeof planWarning>

/** A class of the next year: one that is there, or one to be made, whose label is kept as it is typed. */
const target = z.object({
  id,
  label: z.string().check(z.maxLength(80), typable()),
  classId: z.nullable(id),
})
export type PlanTarget = z.infer<typeof target>
const planClass = z.object({ classId: id, fate: z.nullable(z.enum(classFates)), targetId: z.nullable(id) })
export type PlanClass = z.infer<typeof planClass>
const exception = z.object({ personId: id, fate: z.enum(pupilFates), targetId: z.nullable(id) })

const teaching = z.object({ personId: id, targetId: id })

/** What somebody has typed so far. */
export const planDraft = z.object({
  fromOn: z.nullable(day),
  toOn: z.nullable(day),
  keepDays: z.int().check(z.minimum(0), z.maximum(mostKeepDays)),
  targets: z.array(target).check(z.maxLength(mostPlanClasses)),
  classes: z.array(planClass).check(z.maxLength(mostPlanClasses)),
  pupils: z.array(exception).check(z.maxLength(mostPlanPeople)),
  teachers: z.array(teaching).check(z.maxLength(mostPlanPeople)),
})
export type PlanDraft = z.infer<typeof planDraft>
