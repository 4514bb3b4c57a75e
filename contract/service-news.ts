import * as z from 'zod/mini'
import { day, id, instant } from './endpoint.ts'
import { languages } from './locales.ts'
import { components, incidentImpacts, incidentStates } from './status.ts'

/** So many hours before it, an interruption that was announced is said on every screen. */
export const saidHoursBefore = 48

/** What is said of the service on every screen, for as long as it is so: problems that are not over, and interruptions that come. */
export const serviceNews = z.object({
  incidents: z.array(
    z.object({
      ...{ id, impact: z.enum(incidentImpacts), components: z.array(z.enum(components)), state: z.enum(incidentStates) },
      beganAt: instant,
      titles: z.array(z.object({ language: z.enum(languages), title: z.string() })),
    }),
  ),
  windows: z.array(z.object({ id, from: instant, until: instant })),
})
export type ServiceNews = z.infer<typeof serviceNews>

/** For whoever may object: how many companies are announced to which the school has said nothing yet, and the first day from which on one holds. */
export const suppliersComing = z.object({ count: z.int(), fromOn: day })
