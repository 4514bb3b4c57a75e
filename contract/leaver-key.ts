import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'
import { rightOutcomes } from './right-request.ts'
import { rightWords } from './right-words.ts'
import { rightKinds } from './rights-clocks.ts'

/** What may be asked without an account: a copy that comes by letter, a correction, a deletion, a question. */
export const keyKinds = ['access', 'rectification', 'erasure', 'human'] as const

/** As it is stored: what people type comes with spaces, hyphens and capitals. */
export const tidyLeaverKey = (typed: string): string => typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '')
const typedKey = line(80)

/** Makes the key with which whoever has left asks about their data years later. Shown once; one that was made before opens nothing any more. */
export const makeLeaverKey = endpoint({
  name: 'leaver_key.make',
  method: 'POST',
  path: '/people/:id/leaver-key',
  confirmed: true,
  once: true,
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  output: z.object({ code: z.string(), madeAt: instant }),
})

/** What a key opens: what may be asked, and what was asked with it. It names nobody. */
export const openLeaverKey = endpoint({
  name: 'leaver_key.open',
  method: 'POST',
  path: '/leaver-keys/open',
  scope: 'installation',
  access: 'visitor',
  once: true,
  purposes: ['self', 'legal'],
  body: z.object({ code: typedKey }),
  output: z.object({
    school: z.string(),
    kinds: z.array(z.enum(keyKinds)),
    /** The newest first. */
    cases: z.array(
      z.object({
        ...{ number: z.string(), kind: z.enum(rightKinds), askedAt: instant, dueOn: day },
        ...{ closedAt: z.nullable(instant), outcome: z.nullable(z.enum(rightOutcomes)) },
      }),
    ),
  }),
  errors: ['leaver_key.unknown', 'too_many_tries'],
})
export type OpenedKey = z.output<typeof openLeaverKey.output>

/** Asks with a key, as somebody who has no account any more: a case like any other, answered to the address that is given. */
export const askByLeaverKey = endpoint({
  name: 'leaver_key.ask',
  method: 'POST',
  path: '/leaver-keys/requests',
  scope: 'installation',
  access: 'visitor',
  once: true,
  purposes: ['self', 'legal'],
  body: z.object({ code: typedKey, kind: z.enum(keyKinds), words: rightWords, answerTo: rightWords }),
  output: z.object({ id, number: z.string(), dueOn: day, isAgain: z.boolean(), coolsUntil: z.nullable(instant) }),
  errors: ['leaver_key.unknown', 'too_many_tries'],
})
