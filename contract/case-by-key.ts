import * as z from 'zod/mini'
import { day, endpoint, id, instant } from './endpoint.ts'
import { refusalGrounds } from './refusal-grounds.ts'
import { rightOutcomes } from './right-request.ts'
import { rightKinds } from './rights-clocks.ts'

/** How a request stands, for whoever holds its key and has no account any more. It names nobody, and says nothing that was written. */
export const readCaseByKey = endpoint({
  name: 'rights.case.by_key',
  method: 'GET',
  path: '/cases/:code',
  scope: 'installation',
  access: 'visitor',
  purposes: ['self', 'legal'],
  params: z.object({ code: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  output: z.object({
    ...{ requestId: id, school: z.string(), number: z.string(), kind: z.enum(rightKinds), article: z.string() },
    ...{ askedAt: instant, dueOn: day, isExtended: z.boolean(), coolsUntil: z.nullable(instant) },
    ...{ closedAt: z.nullable(instant), outcome: z.nullable(z.enum(rightOutcomes)) },
    ground: z.nullable(z.object({ name: z.enum(refusalGrounds), article: z.string() })),
  }),
})
export type CaseByKey = z.output<typeof readCaseByKey.output>
