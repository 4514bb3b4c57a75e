import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'

/** What waits in a class, or opens it, and so comes to whoever takes the class over. A room that has more of it adds a word here. */
export const passingThings = ['join_requests', 'resets', 'class_keys', 'devices'] as const
export type PassingThing = (typeof passingThings)[number]

export const handOverReasons = ['left', 'absent', 'changed'] as const
export const successorRoles = ['teacher', 'substitute'] as const
/** For how long a hand-over can be taken back. */
export const mostHandBackDays = 7

const person = z.object({ id, display: z.string(), sort: z.string() })
const passing = z.array(z.object({ what: z.enum(passingThings), count: z.int() }))
const handOver = z.object({
  id,
  from: person,
  to: person,
  role: z.enum(successorRoles),
  why: z.enum(handOverReasons),
  fromOn: day,
  untilOn: z.nullable(day),
  madeAt: instant,
  classes: z.array(z.string()),
  isUndone: z.boolean(),
  /** Until when it can be taken back. */
  undoUntil: z.nullable(instant),
})
export type HandOver = z.infer<typeof handOver>

/** What would pass from a teacher to whoever takes over: the classes, and what waits in each. */
export const previewHandOver = endpoint({
  name: 'hand_over.preview',
  method: 'GET',
  path: '/people/:id/hand-over',
  purposes: ['administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    person,
    today: day,
    classes: z.array(
      z.object({
        id,
        label: z.string(),
        /** Her last day there, where it is over already. */
        endedOn: z.nullable(day),
        /** Who else teaches it. */
        others: z.array(z.string()),
        passes: passing,
      }),
    ),
    staff: z.array(z.extend(person, { until: z.nullable(day) })),
    earlier: z.array(handOver),
  }),
})

/** Hands classes over from a day on; a substitute has them until a day. */
export const makeHandOver = endpoint({
  name: 'hand_over.make',
  method: 'POST',
  path: '/people/:id/hand-overs',
  purposes: ['administration'],
  confirmed: true,
  params: byId,
  body: z.object({
    to: id,
    role: z.enum(successorRoles),
    why: z.enum(handOverReasons),
    fromOn: day,
    untilOn: z.nullable(day),
    classes: z.array(id).check(z.minLength(1), z.maxLength(200)),
  }),
  output: z.object({ id, classes: z.int() }),
  errors: ['hand_over.to_oneself', 'hand_over.nothing', 'hand_over.no_teacher', 'hand_over.dates', 'hand_over.too_early'],
})

/** Takes a hand-over back; what somebody changed since stays. */
export const undoHandOver = endpoint({
  name: 'hand_over.undo',
  method: 'POST',
  path: '/hand-overs/:id/undo',
  purposes: ['administration'],
  confirmed: true,
  params: byId,
  output: z.object({ id, kept: z.int() }),
  errors: ['hand_over.not_undoable'],
})

/** The hand-overs of the school, and classes that nobody teaches. */
export const listHandOvers = endpoint({
  name: 'hand_over.list',
  method: 'GET',
  path: '/hand-overs',
  purposes: ['administration'],
  reads: 'fact',
  output: z.object({
    handOvers: z.array(handOver),
    untaught: z.array(z.object({ id, label: z.string(), last: z.nullable(person) })),
  }),
})

/** What came to whoever looks, with what waits there now. */
export const myHandOvers = endpoint({
  name: 'hand_over.mine',
  method: 'GET',
  path: '/hand-overs/mine',
  purposes: ['teaching'],
  output: z.object({
    handOvers: z.array(
      z.object({
        id,
        from: z.string(),
        role: z.enum(successorRoles),
        fromOn: day,
        untilOn: z.nullable(day),
        hasBegun: z.boolean(),
        isSeen: z.boolean(),
        classes: z.array(z.object({ id, label: z.string(), passes: passing })),
      }),
    ),
  }),
})

/** Whoever took over has seen it. */
export const seeHandOver = endpoint({
  name: 'hand_over.see',
  method: 'POST',
  path: '/hand-overs/:id/seen',
  purposes: ['teaching'],
  params: byId,
  output: z.object({ id }),
})
