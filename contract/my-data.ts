import * as z from 'zod/mini'
import { byId, endpoint, id } from './endpoint.ts'
import { locales } from './locales.ts'
import { fieldMeaning } from './privacy.ts'
import { rightKinds, standings } from './rights-clocks.ts'

const table = z.string().check(z.regex(/^[a-z_]{1,60}$/))
const language = z.object({ locale: z.optional(z.enum(locales)) })

/** What a child is told of what is held: not by table, but by what it is. */
export const childGroups = ['me', 'family', 'school', 'said', 'pictures', 'work', 'care', 'agreed', 'machine'] as const
export type ChildGroup = (typeof childGroups)[number]

/** What is held of a person, by table: how much, why, who sees it, until when; and what may be asked about it, under which clock. */
export const readMyData = endpoint({
  name: 'my_data.read',
  method: 'GET',
  path: '/people/:id/my-data',
  purposes: ['self'],
  params: byId,
  query: language,
  output: z.object({
    person: z.object({ id, display: z.string(), isSelf: z.boolean(), isTooYoung: z.boolean() }),
    parts: z.array(
      z.object({
        table,
        name: z.string(),
        why: z.string(),
        rows: z.int(),
        isTechnical: z.boolean(),
        group: z.enum(childGroups),
        fields: z.array(fieldMeaning),
      }),
    ),
    rights: z.array(
      z.object({
        kind: z.enum(rightKinds),
        may: z.boolean(),
        span: z.string(),
        article: z.string(),
        isLaw: z.boolean(),
        standing: z.enum(standings),
        verifiedOn: z.nullable(z.string()),
        by: z.nullable(z.string()),
      }),
    ),
  }),
})

/** The values of one part, as an export would hand them out. Looking is a fact. */
export const readMyPart = endpoint({
  name: 'my_data.part',
  method: 'GET',
  path: '/people/:id/my-data/:table',
  purposes: ['self'],
  reads: 'fact',
  params: z.object({ id, table }),
  query: language,
  output: z.object({
    table,
    name: z.string(),
    rows: z.array(z.array(z.object({ field: z.string(), what: z.string(), value: z.string() }))),
    /** How many there are, where only the newest are shown. */
    total: z.int(),
  }),
})
