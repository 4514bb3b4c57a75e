import * as z from 'zod/mini'
import type { FactClass } from '../ledger.ts'

/** One kind of fact. The code stands in the ledger's leaf: it is never changed, and never given to another event. */
export type EventRow = { code: number; class: FactClass; payload: z.ZodMiniObject }

export const none = z.object({})
export const refused = z.enum(['unknown', 'wrong', 'expired', 'locked', 'revoked', 'used', 'not_allowed', 'too_many'])
