import * as z from 'zod/mini'
import { byId, day, endpoint, id } from './endpoint.ts'
import { rightWords } from './right-words.ts'
import { identities } from './rights-clocks.ts'

/** What a case on paper waits for: that whoever is said to ask confirms it, that the desk establishes who asks, or that a second person confirms that; `nobody`: there is no second. */
export const waitings = ['asker', 'proof', 'second', 'nobody'] as const
export type Waiting = (typeof waitings)[number]

/** Says, after proving once more who one is, whether a request that was written down in one’s name is one’s own. What is not is closed, and the head is told. */
export const recogniseRequest = endpoint({
  name: 'rights.recognise',
  method: 'POST',
  path: '/rights-requests/:id/recognition',
  confirmed: true,
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  body: z.object({ verdict: z.enum(['mine', 'not_mine']) }),
  output: z.object({ id }),
  errors: ['rights.already_closed'],
})

/** Says how the desk knows who asks, once it does. */
export const establishAsker = endpoint({
  name: 'rights.case.establish',
  method: 'POST',
  path: '/rights-cases/:id/identity',
  purposes: ['legal'],
  params: byId,
  body: z.object({ identity: z.enum(identities) }),
  output: z.object({ id, dueOn: day }),
  errors: ['rights.already_closed'],
})

/** Asks for what is still needed to know who asks. Whether the clock waits meanwhile is what the profile of the law says. */
export const askForProof = endpoint({
  name: 'rights.case.ask_more',
  method: 'POST',
  path: '/rights-cases/:id/proof',
  purposes: ['legal'],
  params: byId,
  body: z.object({ needed: rightWords, until: day }),
  output: z.object({ id, dueOn: day }),
  errors: ['rights.already_closed', 'rights.proof_day'],
})

/** Confirms, as another than whoever wrote it down and whoever established who asks, that it is so: of somebody who has no account that works. */
export const confirmAsker = endpoint({
  name: 'rights.case.confirm',
  method: 'POST',
  path: '/rights-cases/:id/confirmation',
  confirmed: true,
  purposes: ['legal'],
  params: byId,
  output: z.object({ id }),
  errors: ['rights.already_closed', 'rights.not_established', 'rights.own_confirmation', 'rights.asker_confirms'],
})

/** How many cases wait for the reader to confirm who asks. No name comes with it. */
export const readCasesWaiting = endpoint({
  name: 'rights.case.waiting',
  method: 'GET',
  path: '/rights-cases/waiting',
  purposes: ['legal'],
  output: z.object({ toConfirm: z.int() }),
})
