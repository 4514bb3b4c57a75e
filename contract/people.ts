import * as z from 'zod/mini'
import { day, endpoint, id, line } from './endpoint.ts'
import { roles } from './roles.ts'
import { serviceNews, suppliersComing } from './service-news.ts'

/** A person's names as one record: `display` is what people typed and is never composed from the others. */
export const names = z.object({
  display: line(200),
  /** What the lists are sorted by: family name first, or kana in Japanese. */
  sort: line(200),
  given: z.optional(line(100)),
  family: z.optional(line(100)),
  kana: z.optional(line(200)),
  order: z.enum(['given_first', 'family_first']),
  preferred: z.optional(line(100)),
  formerUntil: z.optional(z.iso.date()),
})
export type Names = z.infer<typeof names>

const listed = z.object({ id, display: z.string(), sort: z.string(), roles: z.array(z.enum(roles)) })

/** The directory of a school, for those who run it or teach in it; sorted by the reader's collation. */
export const listPeople = endpoint({
  name: 'person.list',
  method: 'GET',
  path: '/people',
  purposes: ['administration', 'teaching', 'legal'],
  reads: 'fact',
  query: z.object({ role: z.optional(z.enum(roles)) }),
  output: z.object({ people: z.array(listed) }),
})

/** What the signed-in person is in this school: what the shell needs to draw itself. */
export const readMe = endpoint({
  name: 'person.me',
  method: 'GET',
  path: '/me',
  atOnce: true,
  offline: true,
  purposes: ['self'],
  output: z.object({
    /** `kana`: how one's own name is read, where the school has it. `leavesOn`: the last day on which one may read, of whoever is leaving. */
    person: z.object({
      ...{ id, display: z.string(), kana: z.optional(z.string()), roles: z.array(z.enum(roles)) },
      leavesOn: z.optional(day),
    }),
    school: z.object({
      id,
      slug: z.string(),
      name: z.string(),
      locale: z.string(),
      timeZone: z.string(),
      profile: z.string(),
      /** Of a school that leaves: from when on nobody writes, and comes in. */
      closing: z.optional(z.object({ readOnlyOn: day, locksOn: day })),
    }),
    schools: z.array(z.object({ id, slug: z.string(), name: z.string() })),
    children: z.array(z.object({ id, display: z.string(), classes: z.array(id) })),
    requestsToDecide: z.number(),
    /** Only while there is something to say. */
    service: z.optional(serviceNews),
    suppliers: z.optional(suppliersComing),
  }),
})
