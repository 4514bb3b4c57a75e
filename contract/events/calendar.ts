import * as z from 'zod/mini'
import { calendarAnswers } from '../calendar.ts'
import { id } from '../endpoint.ts'
import type { EventRow } from './shape.ts'

const entry = z.object({ entryId: id })
const feed = z.object({ feedId: id })

export const calendarEvents = {
  'calendar.entered': { code: 1401, class: 'operation', payload: z.extend(entry, { audienceId: id }) },
  'calendar.changed': { code: 1402, class: 'operation', payload: z.extend(entry, { audienceId: id, version: z.int() }) },
  'calendar.cancelled': { code: 1403, class: 'operation', payload: z.extend(entry, { audienceId: id }) },
  'calendar.replied': { code: 1404, class: 'operation', payload: z.extend(entry, { answer: z.enum(calendarAnswers) }) },
  'calendar.reminded': { code: 1405, class: 'operation', payload: z.extend(entry, { audienceId: id }) },
  'calendar.feed_made': { code: 1411, class: 'security', payload: z.extend(feed, { withName: z.boolean() }) },
  'calendar.feed_ended': { code: 1412, class: 'security', payload: feed },
} as const satisfies Record<string, EventRow>
