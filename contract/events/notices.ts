import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { impacts, urgentReasons } from '../notices.ts'
import type { EventRow } from './shape.ts'

const notice = z.object({ noticeId: id })
const counted = z.extend(notice, { waiting: z.int(), unreached: z.int() })

export const noticeEvents = {
  'notice.drafted': { code: 1301, class: 'operation', payload: notice },
  'notice.scheduled': { code: 1302, class: 'operation', payload: notice },
  'notice.published': { code: 1303, class: 'operation', payload: notice },
  'notice.confirmation_asked': { code: 1304, class: 'operation', payload: notice },
  'notice.urgent_published': { code: 1305, class: 'operation', payload: z.extend(notice, { reason: z.enum(urgentReasons) }) },
  'notice.addressed': { code: 1306, class: 'operation', payload: z.extend(notice, { audienceId: id }) },
  'notice.corrected': { code: 1307, class: 'operation', payload: z.extend(notice, { version: z.int() }) },
  'notice.withdrawn': { code: 1308, class: 'operation', payload: notice },
  'notice.held_back': { code: 1309, class: 'operation', payload: notice },
  'notice.announced': {
    code: 1310,
    class: 'operation',
    payload: z.extend(notice, { kind: z.enum(['product', 'maintenance']), impact: z.enum(impacts) }),
  },
  'notice.seen': { code: 1311, class: 'operation', payload: notice },
  'notice.confirmed': { code: 1312, class: 'operation', payload: notice },
  'notice.reminded': {
    code: 1313,
    class: 'operation',
    payload: z.extend(notice, { by: z.enum(['hand', 'time']), isUrgent: z.boolean() }),
  },
  'notice.unseen_listed': { code: 1314, class: 'operation', payload: counted },
  'notice.unseen_read': { code: 1315, class: 'access', payload: notice },
  'notice.calls_read': { code: 1316, class: 'access', payload: notice },
  'notice.paper_noted': { code: 1317, class: 'change', payload: z.extend(notice, { as: z.enum(['person', 'family']) }) },
  'notice.paper_dropped': { code: 1318, class: 'change', payload: z.extend(notice, { as: z.enum(['person', 'family']) }) },
} as const satisfies Record<string, EventRow>
