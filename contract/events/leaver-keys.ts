import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { keyKinds } from '../leaver-key.ts'
import { type EventRow, none } from './shape.ts'

const asked = z.object({ keyId: id, requestId: id, kind: z.enum(keyKinds) })

export const leaverKeyEvents = {
  'leaver_key.made': { code: 2601, class: 'security', payload: z.object({ keyId: id }) },
  'leaver_key.opened': { code: 2602, class: 'access', payload: z.object({ keyId: id }) },
  'leaver_key.asked': { code: 2603, class: 'operation', payload: asked },
  'leaver_key.asked_again': { code: 2605, class: 'operation', payload: asked },
  'leaver_key.refused': { code: 2604, class: 'security', payload: none },
} as const satisfies Record<string, EventRow>
