import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { planDraft, planProblem, planStates, planSteps, planWarning } from './year-plans.ts'

/** For how long a turn of the year can be taken back. */
export const mostTurnBackDays = 7
const year = z.object({ id, fromOn: day, toOn: day })

/** A plan without a name in it: what a progress bar and a list need. */
const plan = z.object({
  id,
  state: z.enum(planStates),
  step: z.enum(planSteps),
  done: z.int(),
  all: z.int(),
  madeAt: instant,
  appliedAt: z.nullable(instant),
  undoneAt: z.nullable(instant),
  undoUntil: z.nullable(instant),
  fromOn: z.nullable(day),
  toOn: z.nullable(day),
  placed: z.int(),
  leaving: z.int(),
  kept: z.int(),
})
export type YearPlan = z.infer<typeof plan>

/** The years of the school, what is planned, and how many pupils have no place in the year that begins. */
export const readYears = endpoint({
  name: 'year.read',
  method: 'GET',
  path: '/years',
  purposes: ['administration'],
  output: z.object({
    current: z.nullable(year),
    next: z.nullable(year),
    plans: z.array(plan),
    /** Pupils who have no place from the next year on, once it has been planned: none may be overlooked. */
    withoutPlace: z.int(),
  }),
})

/** Begins the plan of the next year, with a proposal for each class; one at a time. */
export const beginPlan = endpoint({
  name: 'year.plan.begin',
  method: 'POST',
  path: '/year-plans',
  purposes: ['administration'],
  output: z.object({ id }),
  errors: ['year.plan_open', 'year.none'],
})

const person = z.object({ id, display: z.string(), sort: z.string() })

/** A plan as far as it has been typed, with the classes and people that it is about. */
export const readPlan = endpoint({
  name: 'year.plan.read',
  method: 'GET',
  path: '/year-plans/:id',
  purposes: ['administration'],
  reads: 'fact',
  params: byId,
  output: z.extend(plan, {
    version: z.int(),
    ending: year,
    draft: planDraft,
    classes: z.array(z.object({ id, label: z.string(), pupils: z.int(), teachers: z.array(z.string()) })),
    /** Classes that the next year has already. */
    next: z.array(z.object({ id, label: z.string() })),
    pupils: z.array(z.extend(person, { classes: z.array(id) })),
    staff: z.array(person),
    problems: z.array(planProblem),
  }),
})

/** Keeps what has been typed, whole; what contradicts itself is kept too, and said. */
export const savePlan = endpoint({
  name: 'year.plan.save',
  method: 'PUT',
  path: '/year-plans/:id',
  purposes: ['administration'],
  params: byId,
  body: planDraft,
  output: z.object({ version: z.int(), problems: z.array(planProblem) }),
  errors: ['year.refused', 'year.not_a_draft', 'version_conflict'],
})

/** Throws a plan away that has not been carried out. */
export const discardPlan = endpoint({
  name: 'year.plan.discard',
  method: 'POST',
  path: '/year-plans/:id/discard',
  purposes: ['administration'],
  params: byId,
  output: z.object({ id }),
  errors: ['year.not_a_draft'],
})

const list = z.array(person)

/** What carrying the plan out would do, by name; nothing is written. */
export const previewPlan = endpoint({
  name: 'year.plan.preview',
  method: 'GET',
  path: '/year-plans/:id/preview',
  purposes: ['administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    /** What is shown, in short: whoever says yes says it to this. */
    mark: z.string(),
    problems: z.array(planProblem),
    warnings: z.array(planWarning),
    counts: z.object({ made: z.int(), placed: z.int(), repeating: z.int(), leaving: z.int(), ending: z.int() }),
    classes: z.array(
      z.object({ targetId: id, label: z.string(), isNew: z.boolean(), teachers: z.array(z.string()), pupils: list, here: list }),
    ),
    leavers: z.array(z.extend(person, { as: z.enum(['pupil', 'guardian']) })),
    /** Who had begun to leave before. */
    alreadyLeaving: list,
    /** Who would be in no class: carrying out needs a second yes. */
    withoutClass: list,
    /** How many go from which grade to which, on the first day; whoever repeats or leaves does not. */
    grades: z.array(z.object({ from: z.string(), to: z.string(), pupils: z.int() })),
    /** Whose grade stays as it is, because nobody can tell what comes next. */
    gradesUnknown: list,
    clocks: z.object({ ends: day, readsUntil: day, lockedFrom: day, recordsUntil: day, registerUntil: z.nullable(day) }),
  }),
  errors: ['year.not_a_draft'],
})

/** Carries a plan out, as a job. `withoutClass` is the second yes: how many pupils are to be in no class. */
export const applyPlan = endpoint({
  name: 'year.plan.apply',
  method: 'POST',
  path: '/year-plans/:id/application',
  purposes: ['administration'],
  confirmed: true,
  params: byId,
  body: z.object({ mark: z.string().check(z.regex(/^[0-9a-f]{64}$/)), withoutClass: z.optional(z.int()) }),
  output: plan,
  errors: ['year.not_a_draft', 'year.has_problems', 'year.changed_since', 'year.without_class'],
})

/** How far a plan has come, without names. */
export const readPlanProgress = endpoint({
  name: 'year.plan.progress',
  method: 'GET',
  path: '/year-plans/:id/progress',
  purposes: ['administration'],
  params: byId,
  output: plan,
})

/** What taking a plan back would do, and what it would leave alone because somebody changed it since. */
export const previewTurnBack = endpoint({
  name: 'year.undo.preview',
  method: 'GET',
  path: '/year-plans/:id/undo',
  purposes: ['administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    until: instant,
    counts: z.object({
      places: z.int(),
      reopened: z.int(),
      returning: z.int(),
      classes: z.int(),
      grades: z.int(),
      kept: z.int(),
    }),
    /** Whose place, leaving or grade stays as it is now. */
    kept: list,
  }),
  errors: ['year.not_undoable'],
})

/** Takes a plan back, as a job; what was changed since stays. */
export const turnBack = endpoint({
  name: 'year.undo',
  method: 'POST',
  path: '/year-plans/:id/undo',
  purposes: ['administration'],
  confirmed: true,
  params: byId,
  output: plan,
  errors: ['year.not_undoable'],
})
