import * as z from 'zod/mini'
import { byId, endpoint, id, instant, zippedTexts } from './endpoint.ts'
import { listShape, listWishes } from './roster-columns.ts'
import { rosterProblem } from './roster-problems.ts'

/** What a source's rows are, in previews. */
export const rosterKinds = [
  ...(['org', 'session', 'course', 'class', 'person', 'role', 'enrolment'] as const),
  ...(['guardianship', 'contact', 'fetching'] as const),
] as const

/** How far an import has come. */
export const importStates = ['staged', 'applying', 'applied', 'failed', 'superseded'] as const
/** Two versions of a package, a plain list, and what takes an import back. */
export const importFormats = ['1.1', '1.2', 'list', 'undo'] as const
export const importSteps = ['waiting', 'reading', 'sealing', 'applying', 'done'] as const

/** For how long an import can be taken back. */
export const mostUndoDays = 7

/** What is taken from a file: all that the school holds, or the least a class can work with: names, role, class, e-mail. */
export const fieldSets = ['all', 'least'] as const
export type Fields = (typeof fieldSets)[number]

/** The largest package that is taken. */
export const mostPackageBytes = 64 * 1024 * 1024

const difference = z.object({
  kind: z.enum(rosterKinds),
  change: z.enum(['add', 'change', 'return', 'leave', 'kept', 'found']),
  line: z.optional(z.int()),
  display: z.optional(z.string()),
})

/** What the preview counts, one line each. */
export const countedKinds = ['year', 'class', 'person', 'enrolment', 'guardianship', 'contact', 'fetching'] as const
const count = z.object({ arriving: z.int(), changing: z.int(), leaving: z.int() })
export const importCounts = z.object({
  ...{ year: count, class: count, person: count, enrolment: count },
  ...{ guardianship: count, contact: count, fetching: count },
})
export type ImportCounts = z.infer<typeof importCounts>

/** An import without a name in it: what a progress bar and a list need. */
export const rosterImport = z.object({
  id,
  state: z.enum(importStates),
  format: z.enum(importFormats),
  step: z.enum(importSteps),
  done: z.int(),
  all: z.int(),
  madeAt: instant,
  appliedAt: z.nullable(instant),
  /** The file arrived by itself, and nobody was there to see the preview. */
  arrived: z.boolean(),
  /** The import that this one takes back. */
  undoes: z.nullable(id),
  /** Until when this import can be taken back; null: not any more, or never. */
  undoUntil: z.nullable(instant),
  counts: importCounts,
  /** Every row that would be touched, also those that the preview does not count; none: there is nothing to apply. */
  touched: z.int(),
  /** People of this source before the import. */
  known: z.int(),
  /** More than one in twenty people of the source would leave: applying needs a second yes. */
  asksAgain: z.boolean(),
})
export type RosterImport = z.infer<typeof rosterImport>

const preview = z.extend(rosterImport, {
  problems: z.array(rosterProblem),
  differences: z.array(difference),
  shape: z.optional(listShape),
})
export type RosterPreview = z.infer<typeof preview>

/** A package as it arrives: its bytes, and a digest in their place wherever the request is written down. */
export type Upload = { bytes: Uint8Array; toJSON: () => string }

const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array

/** Reads a package and shows what it would change; nothing is imported yet. A package with an error is refused whole; a list with its columns. */
export const stageImport = endpoint({
  name: 'roster.import.stage',
  method: 'POST',
  path: '/roster-imports',
  purposes: ['enrolment'],
  upload: { most: mostPackageBytes },
  body: z.object({
    package: z.unknown().check(z.refine(isUpload)),
    /** Which of the school's sources this comes from, where there are several. */
    source: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/))),
    fields: z.optional(z.enum(fieldSets)),
    ...listWishes,
  }),
  output: preview,
  errors: ['roster.refused'],
})

/** An import with its differences; reading it is a fact, since it names people. */
export const readImport = endpoint({
  name: 'roster.import.read',
  method: 'GET',
  path: '/roster-imports/:id',
  purposes: ['enrolment'],
  reads: 'fact',
  params: byId,
  output: preview,
})

/** How far an import has come, without names. */
export const readImportProgress = endpoint({
  name: 'roster.import.progress',
  method: 'GET',
  path: '/roster-imports/:id/progress',
  purposes: ['enrolment'],
  params: byId,
  output: rosterImport,
})

/** The school's imports, newest first. */
export const listImports = endpoint({
  name: 'roster.import.list',
  method: 'GET',
  path: '/roster-imports',
  purposes: ['enrolment'],
  output: z.object({ imports: z.array(rosterImport) }),
})

/** Applies a previewed import, as a job. `leaving: true` is the second yes where many people would leave. */
export const applyImport = endpoint({
  name: 'roster.import.apply',
  method: 'POST',
  path: '/roster-imports/:id/application',
  purposes: ['enrolment'],
  params: byId,
  body: z.object({ leaving: z.optional(z.boolean()) }),
  output: rosterImport,
  errors: ['roster.not_waiting', 'roster.many_leaving'],
})

/** Shows what taking an import back would change, by the log of changes; rows that somebody changed since stay. Applied like any other. */
export const undoImport = endpoint({
  name: 'roster.import.undo',
  method: 'POST',
  path: '/roster-imports/:id/undo',
  purposes: ['enrolment'],
  params: byId,
  output: preview,
  errors: ['roster.not_undoable'],
})

/** What a source brought and still holds, as a OneRoster 1.2 package: importing it again changes nothing. */
export const exportRoster = endpoint({
  name: 'roster.export',
  method: 'GET',
  path: '/roster-export',
  purposes: ['enrolment'],
  reads: 'fact',
  confirmed: true,
  zips: true,
  query: z.object({ source: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/))) }),
  output: zippedTexts,
})
