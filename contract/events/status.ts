import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { componentStates, components, incidentImpacts, incidentStates, weakPointOutcomes } from '../status.ts'
import type { EventRow } from './shape.ts'

const incident = z.object({ incidentId: id })
const subscriber = z.object({ subscriberId: id })
const report = z.object({ reportId: id })

export const statusEvents = {
  'incident.opened': {
    code: 2001,
    class: 'operation',
    payload: z.extend(incident, { impact: z.enum(incidentImpacts), components: z.array(z.enum(components)) }),
  },
  'incident.updated': {
    code: 2002,
    class: 'operation',
    payload: z.extend(incident, { number: z.int(), state: z.enum(incidentStates) }),
  },
  'incident.closed': { code: 2003, class: 'operation', payload: incident },
  /** A part of the installation answers otherwise than before. */
  'component.changed': {
    code: 2004,
    class: 'operation',
    payload: z.object({ component: z.enum(components), from: z.enum(componentStates), to: z.enum(componentStates) }),
  },
  'status.subscription_asked': { code: 2005, class: 'operation', payload: subscriber },
  'status.subscription_confirmed': { code: 2006, class: 'operation', payload: subscriber },
  'status.subscription_ended': {
    code: 2007,
    class: 'operation',
    payload: z.extend(subscriber, { why: z.enum(['link', 'again', 'refused', 'time']) }),
  },
  'status.subscribers_told': { code: 2008, class: 'operation', payload: z.object({ told: z.int(), failed: z.int() }) },
  'weak_point.reported': { code: 2009, class: 'security', payload: report },
  'weak_point.told': { code: 2010, class: 'security', payload: report },
  'weak_point.read': { code: 2011, class: 'security', payload: report },
  'weak_point.answered': { code: 2012, class: 'security', payload: report },
  'weak_point.closed': { code: 2013, class: 'security', payload: z.extend(report, { outcome: z.enum(weakPointOutcomes) }) },
  'weak_point.ended': { code: 2014, class: 'operation', payload: z.object({ reports: z.int() }) },
} as const satisfies Record<string, EventRow>
