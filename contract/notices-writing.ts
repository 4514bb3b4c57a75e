import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { mostLanguages, mostNoticeFiles, noticePurposes, noticeStates, stands, urgentReasons } from './notices.ts'
import { languageTag } from './posts.ts'

/** What a person writes, kept as it was typed, line ends and all. It is shown as text and nothing else. */
const written = (most: number) =>
  z.string().check(
    z.maxLength(most),
    z.refine((text) => text.trim() !== ''),
  )

const text = z.object({ language: languageTag, title: line(200), text: written(20_000) })
/** The first is the original; no language twice. */
const texts = z.array(text).check(
  z.minLength(1),
  z.maxLength(mostLanguages),
  z.refine((all) => new Set(all.map(({ language }) => language.toLowerCase())).size === all.length),
)
const audiences = z.array(id).check(z.minLength(1), z.maxLength(20))
const asked = z.array(z.enum(stands)).check(z.maxLength(stands.length))
/** Now, at an hour, or not yet. */
const when = z.union([z.literal('now'), z.literal('draft'), instant])

const content = {
  texts,
  asks: asked,
  /** Documents that one has sent, in this order; left out in a correction, those that are there stay. */
  files: z.optional(z.array(id).check(z.maxLength(mostNoticeFiles))),
  effectiveFrom: z.optional(z.nullable(instant)),
  effectiveUntil: z.optional(z.nullable(instant)),
}

/** Writes a notice: at once, for an hour, or as a draft that nobody else sees. What is urgent has a reason, and does not wait. */
export const writeNotice = endpoint({
  name: 'notice.write',
  method: 'POST',
  path: '/notices',
  purposes: noticePurposes,
  body: z.object({ ...content, urgent: z.optional(z.enum(urgentReasons)), audiences, when }),
  output: z.object({ id, version: z.int(), state: z.enum(noticeStates) }),
  errors: [
    ...(['notice.not_your_audience', 'notice.hour_passed', 'notice.urgent_not_yours', 'notice.urgent_waits'] as const),
    ...(['notice.dates', 'file.documents_only'] as const),
  ],
})

/** Corrects a notice that one has read in this version; what it said before stays to be seen. */
export const correctNotice = endpoint({
  name: 'notice.correct',
  method: 'PUT',
  path: '/notices/:id',
  purposes: noticePurposes,
  params: byId,
  body: z.object(content),
  output: z.object({ id, version: z.int() }),
  errors: ['version_conflict', 'notice.withdrawn', 'notice.not_your_audience', 'notice.dates', 'file.documents_only'],
})

/** Publishes a draft now or at an hour, or makes what waits a draft again. */
export const publishNotice = endpoint({
  name: 'notice.publish',
  method: 'POST',
  path: '/notices/:id/publication',
  purposes: noticePurposes,
  params: byId,
  body: z.object({ when }),
  output: z.object({ id, state: z.enum(noticeStates) }),
  errors: [
    'notice.not_your_audience',
    'notice.hour_passed',
    'notice.published',
    'notice.urgent_not_yours',
    'notice.urgent_waits',
  ],
})

/** Takes a notice back: its words are gone for those who read, and a line says who did so and when. */
export const withdrawNotice = endpoint({
  name: 'notice.withdraw',
  method: 'POST',
  path: '/notices/:id/withdrawal',
  purposes: noticePurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['notice.withdrawn'],
})
