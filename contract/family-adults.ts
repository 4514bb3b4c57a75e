import * as z from 'zod/mini'
import { byId, day, endpoint, id, line } from './endpoint.ts'

/** The most who may be named for one child, of each kind, by the office or by one guardian. */
export const mostAdults = 10

const said = { relation: z.optional(line(100)), note: z.optional(line(500)) }
/** An adult whom the school calls, or who may fetch a child: as the school was told. */
export const adult = z.object({ name: line(200), phone: z.optional(line(40)), ...said })

/** Whom to call: without a telephone number that cannot be done. */
const contact = z.object({ name: line(200), phone: line(40), ...said })
/** Who may fetch, on which days; no last day: until somebody ends it. */
const fetching = z.extend(adult, { from: z.optional(day), until: z.optional(z.nullable(day)) })

const purposes = ['family_communication', 'safeguarding', 'administration'] as const
const written = z.object({ id, version: z.int() })

/** Names somebody to call: the office for every pupil, a guardian for the own child. */
export const addContact = endpoint({
  name: 'family.contact.add',
  method: 'POST',
  path: '/people/:id/contacts',
  purposes,
  params: byId,
  body: contact,
  output: written,
  errors: ['adult.too_many', 'adult.not_a_pupil'],
})

export const changeContact = endpoint({
  name: 'family.contact.change',
  method: 'PUT',
  path: '/contacts/:id',
  purposes,
  params: byId,
  body: contact,
  output: written,
  errors: ['version_conflict'],
})

export const endContact = endpoint({
  name: 'family.contact.end',
  method: 'DELETE',
  path: '/contacts/:id',
  purposes,
  params: byId,
  output: z.object({ id }),
  errors: ['version_conflict'],
})

/** Names somebody who may fetch: the office for every pupil, a guardian who may fetch the own child. */
export const addFetching = endpoint({
  name: 'family.fetching.add',
  method: 'POST',
  path: '/people/:id/fetching',
  purposes,
  params: byId,
  body: fetching,
  output: written,
  errors: ['adult.too_many', 'adult.not_a_pupil', 'adult.days'],
})

export const changeFetching = endpoint({
  name: 'family.fetching.change',
  method: 'PUT',
  path: '/fetching/:id',
  purposes,
  params: byId,
  body: fetching,
  output: written,
  errors: ['version_conflict', 'adult.days'],
})

/** From now on this person may not fetch any more; who might have, and until when, stays known. */
export const endFetching = endpoint({
  name: 'family.fetching.end',
  method: 'DELETE',
  path: '/fetching/:id',
  purposes,
  params: byId,
  output: z.object({ id }),
  errors: ['version_conflict'],
})
