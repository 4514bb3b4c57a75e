import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

export const bringingEvents = {
  'copy.previewed': { code: 2101, class: 'access', payload: z.object({ files: z.int() }) },
  'copy.fetched': { code: 2103, class: 'access', payload: z.object({ files: z.int() }) },
  'copy_token.drawn': { code: 2120, class: 'security', payload: z.object({ requestId: id, tokenId: id }) },
  'copy_token.revoked': { code: 2121, class: 'security', payload: z.object({ requestId: id }) },
  'copy_token.used': { code: 2122, class: 'security', payload: z.object({ tokenId: id }) },
  'copy.brought': { code: 2102, class: 'change', payload: z.object({ copyId: id, parts: z.int(), files: z.int() }) },
} as const satisfies Record<string, EventRow>
