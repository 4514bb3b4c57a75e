import * as z from 'zod/mini'

/** What a column of a plain list may hold, of the person in its row. */
export const personFields = [
  ...(['name', 'given', 'family', 'kana', 'kanaGiven', 'kanaFamily'] as const),
  ...(['class', 'grade', 'role', 'email', 'id'] as const),
] as const
export type PersonField = (typeof personFields)[number]

/** What it may hold of one of the person's guardians. */
export const guardianFields = ['name', 'email', 'phone', 'relation'] as const
export type GuardianField = (typeof guardianFields)[number]

/** The most guardians that a row may name. */
export const mostGuardians = 4

/** Whom to call in an emergency, and who may fetch: adults of a pupil who are nobody's record. */
export const listedAdults = ['contact', 'fetching'] as const
export type ListedAdults = (typeof listedAdults)[number]

/** What a column may hold of one of them. */
export const adultFields = ['name', 'relation', 'phone'] as const
export type AdultField = (typeof adultFields)[number]

/** The most of each that a row may name. */
export const mostListedAdults = 3

/** Everything that a column may be said to hold: `guardian 2 email` is the second guardian's address, `fetching 1 phone` the telephone of who may fetch. */
export const meanings: readonly string[] = [
  ...personFields,
  ...Array.from({ length: mostGuardians }, (_, at) => guardianFields.map((field) => `guardian ${at + 1} ${field}`)).flat(),
  ...listedAdults.flatMap((list) =>
    Array.from({ length: mostListedAdults }, (_, at) => adultFields.map((field) => `${list} ${at + 1} ${field}`)).flat(),
  ),
]

const meaning = z.string().check(z.refine((word) => word === '' || meanings.includes(word)))

/** A column as it is shown to whoever says what it holds: its first cells show their shape, and of what stands in them one letter a word. */
export const listColumn = z.object({ heading: z.string(), cells: z.array(z.string()), means: meaning })
export type ListColumn = z.infer<typeof listColumn>

/** The sheets of a workbook that can be read, by their place in it, which one was, and its columns. A CSV has no sheets. */
export const listShape = z.object({ sheets: z.array(z.int()), sheet: z.nullable(z.int()), columns: z.array(listColumn) })
export type ListShape = z.infer<typeof listShape>

/** The most columns that are looked at. */
export const mostColumns = 256

/** How a list is to be read where its headings do not say enough: what each column holds, in order, blank where it is not read. */
export const listWishes = {
  columns: z.optional(
    z.string().check(
      z.maxLength(8000),
      z.refine((text) => text.split(',').length <= mostColumns && text.split(',').every((one) => meaning.safeParse(one).success)),
    ),
  ),
  /** The first line is a person already, and no headings. */
  headless: z.optional(z.enum(['true', 'false'])),
  sheet: z.optional(z.string().check(z.regex(/^\d{1,3}$/))),
}
