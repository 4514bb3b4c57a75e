import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { roles } from './roles.ts'

const record = z.object({
  id,
  display: z.string(),
  roles: z.array(z.enum(roles)),
  children: z.int(),
  classes: z.int(),
  signsIn: z.boolean(),
})

/** What merging two records would move, and what would end because the kept one has the same already. */
export const previewMerge = endpoint({
  name: 'person.merge.preview',
  method: 'GET',
  path: '/people/:id/merge/:otherId',
  purposes: ['administration', 'enrolment'],
  reads: 'fact',
  params: z.object({ id, otherId: id }),
  output: z.object({
    kept: record,
    merged: record,
    moves: z.array(
      z.object({
        what: z.enum(['guardianship', 'role', 'class', 'roster', 'request', 'adult', 'rights', 'file', 'message']),
        rows: z.int(),
      }),
    ),
    ends: z.int(),
    signIn: z.enum(['moves', 'stays', 'none']),
    refused: z.nullable(z.enum(['own_guardian', 'already', 'privileged'])),
  }),
  errors: ['merge.oneself'],
})

/** Makes two records one: everything of the second goes over to the first. For thirty days it can be taken back. */
export const mergePeople = endpoint({
  name: 'person.merge',
  method: 'POST',
  path: '/person-merges',
  confirmed: true,
  purposes: ['administration', 'enrolment'],
  body: z.object({ keptId: id, mergedId: id }),
  output: z.object({ id, rows: z.int(), undoUntil: instant }),
  errors: ['merge.oneself', 'merge.own_guardian', 'merge.already', 'merge.privileged'],
})

export const unmergePeople = endpoint({
  name: 'person.unmerge',
  method: 'POST',
  path: '/person-merges/:id/undo',
  confirmed: true,
  purposes: ['administration', 'enrolment'],
  params: byId,
  output: z.object({ id, rows: z.int() }),
  errors: ['merge.final', 'merge.changed_since'],
})

/** Records that may be of one person, and what was merged in the last thirty days. */
export const listSamePeople = endpoint({
  name: 'person.same.list',
  method: 'GET',
  path: '/same-people',
  purposes: ['administration', 'enrolment'],
  reads: 'fact',
  output: z.object({
    pairs: z.array(z.object({ id, reason: z.enum(['account', 'address', 'family_name']), first: record, second: record })),
    merges: z.array(z.object({ id, kept: z.string(), merged: z.string(), madeAt: instant, undoUntil: instant })),
  }),
})

/** Says that two records are of two people: they are not proposed again. */
export const keepApart = endpoint({
  name: 'person.same.decide',
  method: 'POST',
  path: '/same-people/:id/verdict',
  purposes: ['administration', 'enrolment'],
  params: byId,
  body: z.object({ verdict: z.literal('different') }),
  output: z.object({ id }),
  errors: ['merge.already'],
})
