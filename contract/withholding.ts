import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'

/** Why a family may not see a read yet. */
export const withholdingGrounds = ['report_made', 'authority_asked', 'risk_at_home'] as const
/** Why a withholding ended. */
export const withholdingEnds = ['date', 'review', 'not_countersigned'] as const
/** A withholding that nobody else has countersigned ends by itself after so many days. */
export const DAYS_TO_COUNTERSIGN = 3
/** No withholding lasts longer; after that another is asked for, and countersigned anew. */
export const LONGEST_WITHHOLDING = 180
/** Below this number the public figure says only that it is below. */
export const FEWEST_SAID = 5

/** What one reads about a pupil, to protect the pupil, from now on stands outside the pupil's file; countersigned or ended within days. */
export const withholdReads = endpoint({
  name: 'read.withhold',
  method: 'POST',
  path: '/people/:id/withholdings',
  purposes: ['safeguarding'],
  params: byId,
  body: z.object({ ground: z.enum(withholdingGrounds), untilOn: day }),
  errors: ['withholding.too_long', 'withholding.already_begun'],
  output: z.object({ id, untilOn: day }),
})

/** The withholdings of the school, for those who may ask for one and countersign it. */
export const listWithholdings = endpoint({
  name: 'read.withholding.list',
  method: 'GET',
  path: '/withholdings',
  purposes: ['safeguarding'],
  output: z.object({
    withholdings: z.array(
      z.object({
        id,
        pupil: z.object({ id, display: z.string() }),
        ground: z.enum(withholdingGrounds),
        askedBy: z.nullable(z.string()),
        askedAt: instant,
        untilOn: day,
        countersignBy: day,
        countersignedBy: z.nullable(z.string()),
        ended: z.nullable(z.object({ at: instant, for: z.enum(withholdingEnds) })),
        can: z.object({ countersign: z.boolean(), end: z.boolean() }),
      }),
    ),
  }),
})

/** A second person stands for the withholding. */
export const countersignWithholding = endpoint({
  name: 'read.withholding.countersign',
  method: 'POST',
  path: '/withholdings/:id/countersignature',
  purposes: ['safeguarding'],
  params: byId,
  errors: ['withholding.own', 'withholding.already_decided'],
  output: z.object({ id }),
})

/** Ends a withholding before its day: what was read stands in the pupil's file from now on. */
export const endWithholding = endpoint({
  name: 'read.withholding.end',
  method: 'POST',
  path: '/withholdings/:id/end',
  purposes: ['safeguarding'],
  params: byId,
  errors: ['withholding.already_decided'],
  output: z.object({ id, disclosed: z.int() }),
})

/** For each school year that is over, how many withholdings began in it: for everyone, and `null` for fewer than five. */
export const readWithholdingFigures = endpoint({
  name: 'read.withholding.figures',
  method: 'GET',
  path: '/withholding-figures',
  access: 'visitor',
  purposes: ['legal'],
  output: z.object({ years: z.array(z.object({ from: day, to: day, begun: z.nullable(z.int()) })) }),
})
