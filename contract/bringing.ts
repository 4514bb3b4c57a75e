import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { locales } from './locales.ts'

/** The largest copy that is taken. */
export const mostCopyBytes = 64 * 1024 * 1024

/** A copy as it arrives: its bytes, and a digest in their place wherever the request is written down. */
const isUpload = (value: unknown): value is { bytes: Uint8Array; toJSON: () => string } =>
  typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array

const from = {
  school: z.string(),
  /** Under which name the installation that made it signs; whether it is who it says, its page of keys tells. */
  signedBy: z.string(),
  /** Made and signed by this very installation. */
  isOurs: z.boolean(),
  madeAt: instant,
}
const unreadable = ['copy.unreadable', 'copy.altered', 'copy.too_much', 'too_large', 'too_many_tries'] as const

/** Looks into a copy from another Préau, and keeps nothing of it: whose it is, what it brings, and whether it is as it was made. */
export const previewCopy = endpoint({
  name: 'copy.preview',
  method: 'POST',
  path: '/people/:id/brought-copies/preview',
  purposes: ['self', 'administration'],
  params: byId,
  query: z.object({ locale: z.optional(z.enum(locales)) }),
  upload: { most: mostCopyBytes },
  body: z.object({ package: z.unknown().check(z.refine(isUpload)) }),
  output: z.object({
    ...from,
    /** Who stands in it as themselves: to be compared with whose it is to become. */
    about: z.nullable(z.object({ display: z.string(), bornOn: z.nullable(z.string()) })),
    parts: z.array(z.object({ name: z.string(), rows: z.int() })),
    files: z.int(),
    isKnown: z.boolean(),
  }),
  errors: unreadable,
})

/** Keeps a copy from another Préau with the person, whole: it stands in every copy that is made here, and goes with the person. */
export const bringCopy = endpoint({
  name: 'copy.bring',
  method: 'POST',
  path: '/people/:id/brought-copies',
  purposes: ['self', 'administration'],
  params: byId,
  upload: { most: mostCopyBytes },
  body: z.object({ package: z.unknown().check(z.refine(isUpload)) }),
  output: z.object({ id, parts: z.int(), files: z.int() }),
  errors: [...unreadable, 'copy.known', 'storage_full'],
})

/** What was brought along for somebody. */
export const listCopies = endpoint({
  name: 'copy.list',
  method: 'GET',
  path: '/people/:id/brought-copies',
  purposes: ['self', 'administration'],
  params: byId,
  output: z.object({
    copies: z.array(z.object({ id, ...from, broughtAt: instant, parts: z.int(), files: z.int() })),
  }),
})
export type BroughtCopy = z.output<typeof listCopies.output>['copies'][number]
export type CopyPreview = z.output<typeof previewCopy.output>
