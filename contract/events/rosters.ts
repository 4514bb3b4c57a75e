import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

export const rosterEvents = {
  'roster.import_staged': { code: 401, class: 'operation', payload: z.object({ importId: id }) },
  'roster.import_applied': {
    code: 402,
    class: 'operation',
    payload: z.object({ importId: id, people: z.int(), classes: z.int() }),
  },
  'roster.person_changed': {
    code: 403,
    class: 'change',
    payload: z.object({ importId: id, change: z.enum(['made', 'updated', 'left', 'returned']) }),
  },
  'roster.class_changed': {
    code: 404,
    class: 'operation',
    payload: z.object({ importId: id, classId: id, change: z.enum(['made', 'updated', 'ended']) }),
  },
  'roster.import_confirmed': { code: 405, class: 'operation', payload: z.object({ importId: id }) },
  'roster.import_read': { code: 406, class: 'access', payload: z.object({ importId: id }) },
  'roster.exported': { code: 407, class: 'access', payload: z.object({ sourceId: id, people: z.int() }) },
  'roster.import_refused': { code: 408, class: 'operation', payload: z.object({ importId: id, problems: z.int() }) },
} as const satisfies Record<string, EventRow>
