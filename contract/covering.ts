import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { fileKinds } from './files.ts'
import { locales } from './locales.ts'
import { type GroundArticle, refusalArticle } from './refusal-grounds.ts'
import { rightWords } from './right-words.ts'
import { standings } from './rights-clocks.ts'
import type { Profile } from './roles.ts'

/** Why something of a copy is covered. None of them lets the school cover what is only awkward for itself. */
export const coverGrounds = ['third_person', 'in_confidence', 'safety', 'secret_by_law'] as const
export type CoverGround = (typeof coverGrounds)[number]

/** Where the law says that a copy must not tell of somebody else: covering a part refuses a part. */
export const coverArticle = (profile: Profile): GroundArticle => refusalArticle(profile, 'access', 'rights_of_others')

/** So many entries are shown at a time. */
export const ENTRIES_PER_PAGE = 25
/** So many entries are asked for by their marks. */
export const MOST_MARKS = 100
/** So many places may be covered in one copy. */
export const MOST_PLACES = 3000

const sign = z.int().check(z.minimum(0), z.maximum(1_000_000))
const name = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
/** A whole entry; or, with a field, the signs of it from one to before another, counted in code points. */
const place = z.object({
  table: name(80),
  id: name(80),
  field: z.nullable(name(200)),
  ...{ from: sign, to: sign },
})
const places = <P extends z.ZodMiniType>(one: P) => z.array(one).check(z.minLength(1), z.maxLength(200))

const span = z.object({ from: z.int(), to: z.int() })
const ground = z.enum(coverGrounds)

const text = z.object({
  field: z.string(),
  /** What such a value is called. */
  what: z.string(),
  text: z.string(),
  /** As whoever asked will read it. */
  shown: z.string(),
  /** Where the name of another pupil or guardian may stand. */
  suggested: z.array(span),
  covered: z.array(z.object({ from: z.int(), to: z.int(), ground })),
})
const entry = z.object({
  ...{ table: z.string(), id: z.string(), name: z.string(), at: z.nullable(z.string()) },
  /** Written or made by somebody else than the person it is about. */
  isOthers: z.boolean(),
  texts: z.array(text),
  file: z.nullable(
    z.object({
      ...{ name: z.string(), size: z.int(), kind: z.enum(fileKinds) },
      /** Whoever reads this has opened it. */
      isOpened: z.boolean(),
      /** A small picture of it, for five minutes and this session. */
      thumbnail: z.nullable(z.string()),
    }),
  ),
  /** On which ground the whole of it is covered. */
  whole: z.nullable(ground),
  /** It was changed after something of it had been covered: until that is done anew, nothing of it is handed out. */
  isChanged: z.boolean(),
})
export type CopyEntry = z.output<typeof entry>

/** What the copy that answers a request would hold, a page at a time, with what may concern somebody else. Reading it is a fact. */
export const readCopyEntries = endpoint({
  name: 'rights.copy.read',
  method: 'GET',
  path: '/rights-cases/:id/entries',
  purposes: ['legal'],
  reads: 'fact',
  params: byId,
  query: z.object({
    locale: z.optional(z.enum(locales)),
    table: z.optional(name(80)),
    only: z.optional(z.enum(['suggested', 'covered'])),
    /** Only the entries with these marks, with commas between them. */
    marks: z.optional(z.string().check(z.maxLength(MOST_MARKS * 12))),
    page: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_000))),
  }),
  output: z.object({
    ...{ number: z.string(), about: z.string(), asker: z.string(), dueOn: z.iso.date(), words: z.nullable(z.string()) },
    rule: z.object({ article: z.string(), standing: z.enum(standings) }),
    /** Changes with everything that is covered or uncovered: a change says which one it was made to. */
    version: z.int(),
    /** Stands for all entries as they are now: whoever gives the copy says that these are the ones they looked through. */
    seen: z.string(),
    covered: z.int(),
    /** So many files are in it that are not covered, and so many of these the reader has not opened. */
    ...{ files: z.int(), unopened: z.int() },
    /** Whoever asked cannot fetch a copy: the desk takes it, and hands it over. */
    byHandOver: z.boolean(),
    /** Of every entry one that is another once the entry has changed: who looks again finds what is new by them. */
    marks: z.array(z.string()),
    kinds: z.array(z.object({ table: z.string(), name: z.string(), entries: z.int(), suggested: z.int(), covered: z.int() })),
    ...{ entries: z.array(entry), matching: z.int(), page: z.int() },
  }),
  errors: ['rights.already_closed', 'rights.not_established', 'rights.not_theirs', 'rights.needs_head'],
})
export type CopyEntries = z.output<typeof readCopyEntries.output>

const changed = z.object({ version: z.int(), covered: z.int() })

/** Opens one file of a copy that is looked through: a link for five minutes and this session. That it was opened is a fact. */
export const openCopyFile = endpoint({
  name: 'rights.copy.open',
  method: 'POST',
  path: '/rights-cases/:id/opened-files',
  purposes: ['legal'],
  params: byId,
  body: z.object({ table: name(80), id: name(80) }),
  output: z.object({ url: z.string(), name: z.string() }),
  errors: ['rights.already_closed', 'rights.not_established', 'rights.not_theirs', 'rights.needs_head', 'copy.no_place'],
})

/** Covers places of a copy, each with a ground. What lies underneath is not touched. */
export const coverPlaces = endpoint({
  name: 'rights.copy.cover',
  method: 'POST',
  path: '/rights-cases/:id/coverings',
  purposes: ['legal'],
  params: byId,
  body: z.object({ version: z.int(), places: places(z.extend(place, { ground })) }),
  output: changed,
  errors: [
    'rights.already_closed',
    'rights.not_established',
    'rights.not_theirs',
    'rights.needs_head',
    'version_conflict',
    'copy.no_place',
    'copy.too_many_places',
  ],
})

/** Uncovers them, as long as the copy has not been given. */
export const uncoverPlaces = endpoint({
  name: 'rights.copy.uncover',
  method: 'POST',
  path: '/rights-cases/:id/uncoverings',
  purposes: ['legal'],
  params: byId,
  body: z.object({ version: z.int(), places: places(place) }),
  output: changed,
  errors: [
    'rights.already_closed',
    'rights.not_established',
    'rights.not_theirs',
    'rights.needs_head',
    'version_conflict',
    'copy.no_place',
  ],
})

/** Answers the request with the copy as it was looked through: whoever asked is told, and fetches it for fourteen days. */
export const giveCopy = endpoint({
  name: 'rights.copy.give',
  method: 'POST',
  path: '/rights-cases/:id/copy',
  purposes: ['legal'],
  params: byId,
  body: z.object({
    ...{ version: z.int(), seen: z.string().check(z.maxLength(100)), answer: rightWords },
    /** So many files go uncovered that whoever gives it has not opened. */
    unopened: z.int(),
  }),
  output: z.object({ id, until: instant, covered: z.int() }),
  errors: [
    'rights.already_closed',
    'rights.not_established',
    'rights.not_theirs',
    'rights.needs_head',
    'rights.own_decision',
    'version_conflict',
    'copy.changed',
    'copy.files_unopened',
  ],
})

/** A given copy whose asker cannot fetch it, with the letter that goes with it; the archive itself is at `export.zip` of the same case. */
export const readHandedCopy = endpoint({
  name: 'rights.copy.take',
  method: 'GET',
  path: '/rights-cases/:id/package',
  confirmed: true,
  purposes: ['legal'],
  params: byId,
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  output: z.object({
    ...{ personId: id, askedBy: id, until: instant },
    /** Whoever asked is locked out, and nobody can look through their walls. */
    isGone: z.boolean(),
    letter: z.object({
      ...{ locale: z.enum(locales), school: z.string(), number: z.string(), asker: z.string(), about: z.string() },
      ...{ decidedOn: z.iso.date(), answer: z.string(), article: z.string(), authority: z.string() },
    }),
  }),
  errors: ['rights.link_over', 'rights.not_established', 'rights.not_theirs', 'rights.needs_head'],
})
export type CopyLetter = z.output<typeof readHandedCopy.output>['letter']
