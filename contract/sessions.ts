import * as z from 'zod/mini'
import { endpoint, id, line, typable } from './endpoint.ts'

export const password = z.string().check(z.minLength(1), z.maxLength(1000), typable())

/** Signs in with a user name (of the school) or an e-mail address; the same answer in the same time whether or not it exists. */
export const startSession = endpoint({
  name: 'session.start',
  method: 'POST',
  path: '/session',
  access: 'visitor',
  purposes: ['security'],
  body: z.object({ login: line(254), password, sharedDevice: z.boolean() }),
  output: z.object({ accountId: id, personId: id }),
  errors: ['session.wrong_credentials', 'too_many_tries'],
})

export const endSession = endpoint({
  name: 'session.end',
  method: 'DELETE',
  path: '/session',
  access: 'session',
  while: ['second_step', 'must_change', 'must_enrol'],
  purposes: ['security'],
  output: z.object({}),
})
