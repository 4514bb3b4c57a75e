import * as z from 'zod/mini'
import { byId, endpoint, id } from '#contract/endpoint.ts'
import { rosterProblem } from '#contract/roster-problems.ts'

const count = z.object({ arriving: z.number(), changing: z.number(), leaving: z.number() })

const run = z.object({
  id,
  state: z.enum(['staged', 'refused', 'applying', 'applied']),
  counts: z.object({ year: count, class: count, person: count, enrolment: count, guardianship: count }),
  problems: z.array(rosterProblem),
  done: z.number(),
  all: z.number(),
})
export type Run = z.output<typeof run>

/** Checks a package and compares it with the school; changes nothing. */
export const stageRoster = endpoint({
  name: 'roster.stage',
  method: 'POST',
  path: '/roster-runs',
  purposes: ['administration'],
  output: run,
})

/** Where a run stands. */
export const readRoster = endpoint({
  name: 'roster.read',
  method: 'GET',
  path: '/roster-runs/:id',
  purposes: ['administration'],
  params: byId,
  output: run,
})

/** Applies a staged run, as a job. */
export const applyRoster = endpoint({
  name: 'roster.apply',
  method: 'POST',
  path: '/roster-runs/:id/application',
  purposes: ['administration'],
  params: byId,
  output: run,
})
