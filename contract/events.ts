import * as z from 'zod/mini'
import { id } from './endpoint.ts'

/** What kind of fact it is; its spans (readable, provable) follow from it and from the school's profile. */
export type EventClass = 'security' | 'login' | 'operation' | 'change' | 'access'

/** A fact's name, its stable number in the ledger's leaf, its class, and what it carries: identifiers and enumerations only. */
export type EventRow = { code: number; class: EventClass; payload: z.ZodMiniType }

export const events = {
  'school.created': { code: 101, class: 'operation', payload: z.object({ schoolId: id }) },
} as const satisfies Record<string, EventRow>

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]['payload']>
