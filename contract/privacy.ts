import * as z from 'zod/mini'
import { coverGrounds } from './covering.ts'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { type FileType, fileTypes } from './files.ts'
import { locales } from './locales.ts'

const typesOfFiles = Object.keys(fileTypes) as FileType[]

const language = z.object({ locale: z.optional(z.enum(locales)) })
/** Why a value is held, in words. */
export const fieldMeaning = z.object({
  field: z.string(),
  category: z.string(),
  why: z.string(),
  basis: z.string(),
  kept: z.string(),
  seenBy: z.array(z.string()),
  from: z.string(),
})
const row = z.object({ as: z.array(z.string()), values: z.record(z.string(), z.unknown()) })

/** Everything that is held about a person, for the person, a child's guardian, or whoever runs the school. Reading it is a fact. */
export const exportPerson = endpoint({
  name: 'privacy.export',
  method: 'GET',
  path: '/people/:id/export',
  confirmed: true,
  purposes: ['self', 'legal'],
  reads: 'fact',
  params: byId,
  /** `portable`: only what the person gave, or what was observed of them, to carry it to another service. */
  query: z.extend(language, {
    only: z.optional(z.literal('portable')),
    /** The request whose covered places hold for it: those of nobody else's are there for whoever asks. */
    copy: z.optional(id),
  }),
  output: z.object({
    exportId: id,
    format: z.literal('preau-export/1'),
    madeAt: instant,
    school: z.string(),
    tables: z.array(z.object({ table: z.string(), why: z.string(), rows: z.array(row) })),
    meaning: z.array(fieldMeaning),
    /** What the ledger says was done with the person's record, and when: by whom is not told. */
    entries: z.array(z.object({ at: instant, event: z.string() })),
    /** The files that belong to it: where `html` leads, once they lie beside it. The archive has them. */
    files: z.array(z.object({ table: z.string(), id, path: z.string(), type: z.enum(typesOfFiles), size: z.int() })),
    /** What is covered in it, and on which ground: a row of a table from its first on, and the field, where it is not the whole row. */
    covered: z.array(z.object({ table: z.string(), row: z.int(), field: z.nullable(z.string()), ground: z.enum(coverGrounds) })),
    /** Conversations that are not in it yet, since guardians in dispute share them and the head has not said so. */
    waitingThreads: z.int(),
    /** The same to read without Préau: one file, nothing to load. */
    html: z.string(),
    /** What was said, shown and done, by the day, the newest first: made for a phone. */
    timeline: z.string(),
    /** What was written to the person, and by them; and the photos, each by itself. */
    messages: z.string(),
    photos: z.string(),
  }),
})

const outcome = z.object({
  table: z.string(),
  what: z.string(),
  rows: z.int(),
  outcome: z.enum(['deleted', 'detached', 'kept']),
  because: z.optional(z.string()),
  until: z.optional(day),
})

/** What erasing this person would do, before it is done. */
export const previewErasure = endpoint({
  name: 'privacy.erasure.preview',
  method: 'GET',
  path: '/people/:id/erasure',
  purposes: ['legal', 'self'],
  reads: 'fact',
  params: byId,
  query: language,
  output: z.object({ outcomes: z.array(outcome), withAccount: z.boolean(), keys: z.int() }),
})

/** Erases a person, for good. The code is all that leads to the certificate afterwards: it is shown once. */
export const erasePerson = endpoint({
  name: 'privacy.erasure.execute',
  method: 'POST',
  path: '/people/:id/erasure',
  confirmed: true,
  purposes: ['legal'],
  params: byId,
  query: language,
  errors: ['erasure.held', 'erasure.of_oneself', 'rights.needs_head'],
  output: z.object({
    erasureId: id,
    code: z.string(),
    deleted: z.int(),
    detached: z.int(),
    kept: z.int(),
    keys: z.int(),
    keptUntil: z.nullable(day),
    holdsEverywhereBy: day,
  }),
})

/** Of an erasure: how much, when, and since or by when no copy can be read any more. Whoever holds its code may look; it names nobody. */
export const readCertificate = endpoint({
  name: 'privacy.certificate.read',
  method: 'GET',
  path: '/erasures/:code',
  scope: 'installation',
  access: 'visitor',
  purposes: ['self', 'legal'],
  params: z.object({ code: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  output: z.object({
    school: z.string(),
    madeAt: instant,
    deleted: z.int(),
    detached: z.int(),
    kept: z.int(),
    keys: z.int(),
    keptUntil: z.nullable(day),
    /** What stays: of which table, because of which rule, how many rows, until which day. */
    stays: z.array(z.object({ table: z.string(), because: z.string(), rows: z.int(), until: z.nullable(day) })),
    /** Those that may have kept a copy; how many of them have not called since, and may show it until a day. */
    devices: z.object({ all: z.int(), waiting: z.int(), until: z.nullable(day) }),
    /** Provisional until the keys of its week are burned; late where they should be and are not. */
    state: z.enum(['provisional', 'late', 'final']),
    /** The day on which backups become unreadable, or became so. */
    holdsOn: day,
  }),
})

/** Why something is held, in the reader's language. */
export const whyHeld = endpoint({
  name: 'privacy.why',
  method: 'GET',
  path: '/why/:table/:field',
  purposes: ['self'],
  params: z.object({
    table: z.string().check(z.regex(/^[a-z_]{1,60}$/)),
    field: z.string().check(z.regex(/^[a-z_A-Z*]{1,60}$/)),
  }),
  query: language,
  output: fieldMeaning,
})
