import * as z from 'zod/mini'
import { byId, endpoint, id, line } from './endpoint.ts'

/** So many people stand in one group at most. */
export const mostInGroup = 500

const member = z.object({ id, display: z.string(), sort: z.string() })
const owner = z.nullable(z.object({ id, display: z.string() }))
const purposes = ['teaching', 'class_life', 'administration'] as const
const people = (most: number) => z.array(id).check(z.maxLength(most))
const content = {
  label: line(80),
  /** Whose it is; left out: whoever makes it, or whose it was. The office may name somebody else. */
  ownerId: z.optional(id),
  staff: people(50),
  pupils: people(mostInGroup),
}

/** The groups that one teaches; all of them for those who run the school. */
export const listGroups = endpoint({
  name: 'group.list',
  method: 'GET',
  path: '/groups',
  purposes,
  output: z.object({
    groups: z.array(
      z.object({
        id,
        label: z.string(),
        owner,
        pupils: z.int(),
        isArchived: z.boolean(),
        can: z.object({ change: z.boolean() }),
      }),
    ),
  }),
})

/** One group: who teaches it and who is in it. */
export const readGroup = endpoint({
  name: 'group.read',
  method: 'GET',
  path: '/groups/:id',
  purposes,
  reads: 'fact',
  params: byId,
  output: z.object({
    id,
    label: z.string(),
    version: z.int(),
    isArchived: z.boolean(),
    owner,
    staff: z.array(member),
    pupils: z.array(member),
    can: z.object({ change: z.boolean(), giveAway: z.boolean() }),
  }),
})

/** Makes a group for the school year of today: a teacher of pupils whom they teach, the office of any. */
export const makeGroup = endpoint({
  name: 'group.make',
  method: 'POST',
  path: '/groups',
  purposes,
  body: z.object(content),
  output: z.object({ id, version: z.int() }),
  errors: ['group.not_your_pupil', 'group.no_teacher', 'group.not_yours_to_give'],
})

/** Changes a group that one has read in this version: its name, whose it is, and who stands in it from now on. */
export const changeGroup = endpoint({
  name: 'group.change',
  method: 'PUT',
  path: '/groups/:id',
  purposes,
  params: byId,
  body: z.object(content),
  output: z.object({ id, version: z.int() }),
  errors: ['version_conflict', 'group.archived', 'group.not_your_pupil', 'group.no_teacher', 'group.not_yours_to_give'],
})

/** Puts a group away: nobody belongs to it, and what was said to it leaves the feeds. */
export const archiveGroup = endpoint({
  name: 'group.archive',
  method: 'POST',
  path: '/groups/:id/archive',
  purposes,
  params: byId,
  output: z.object({ id }),
  errors: ['group.archived'],
})

/** Takes a group out again, as it was, as long as its year lasts. */
export const reopenGroup = endpoint({
  name: 'group.reopen',
  method: 'DELETE',
  path: '/groups/:id/archive',
  purposes,
  params: byId,
  output: z.object({ id }),
  errors: ['group.not_archived'],
})
