import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'

/** What people share, and how large one of each may be. */
export const mostBytes = { image: 25 * 1024 * 1024, document: 50 * 1024 * 1024, video: 200 * 1024 * 1024 } as const
export const fileKinds = ['image', 'document', 'video'] as const
export type FileKind = (typeof fileKinds)[number]

/** Every kind of content that is taken, by what its bytes say it is; the first extension is the one it is served under. */
export const fileTypes = {
  'image/jpeg': { kind: 'image', extensions: ['jpg', 'jpeg'] },
  'image/png': { kind: 'image', extensions: ['png'] },
  'image/webp': { kind: 'image', extensions: ['webp'] },
  'image/gif': { kind: 'image', extensions: ['gif'] },
  'image/avif': { kind: 'image', extensions: ['avif'] },
  'application/pdf': { kind: 'document', extensions: ['pdf'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { kind: 'document', extensions: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'document', extensions: ['xlsx'] },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { kind: 'document', extensions: ['pptx'] },
  'application/vnd.oasis.opendocument.text': { kind: 'document', extensions: ['odt'] },
  'application/vnd.oasis.opendocument.spreadsheet': { kind: 'document', extensions: ['ods'] },
  'application/vnd.oasis.opendocument.presentation': { kind: 'document', extensions: ['odp'] },
  'text/plain': { kind: 'document', extensions: ['txt', 'csv', 'tsv', 'md'] },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'] },
  'video/quicktime': { kind: 'video', extensions: ['mov'] },
  'video/webm': { kind: 'video', extensions: ['webm'] },
} as const satisfies Record<string, { kind: FileKind; extensions: readonly [string, ...string[]] }>
export type FileType = keyof typeof fileTypes

/** How far a file has come. Only what is ready is ever handed out. */
export const fileStates = ['uploading', 'scanning', 'ready', 'refused'] as const
/** Why a file was refused after it had been taken in; while it is sent, the same is an error of the same name. */
export const fileRefusals = ['infected', 'not_scannable', 'damaged', 'too_many_pixels'] as const
export type FileRefusal = (typeof fileRefusals)[number]

/** To what a file can be attached. What comes later brings a policy of its own; without one nobody sees the file by it. */
export const attachmentTargets = ['class', 'person', 'post', 'comment', 'message', 'notice', 'homework', 'submission'] as const
export type AttachmentTarget = (typeof attachmentTargets)[number]

/** The most pixels of an image, all its frames together. */
export const mostPixels = 64_000_000

/** A file as it arrives: it can be read once, and a digest stands for it wherever the request is written down. */
export type Incoming = { name: string; bytes: () => AsyncIterable<Buffer>; toJSON: () => string }

const isIncoming = (value: unknown): value is Incoming =>
  typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'function'

export const sharedFile = z.object({
  id,
  name: z.string(),
  state: z.enum(fileStates),
  refusedFor: z.nullable(z.enum(fileRefusals)),
  type: z.nullable(z.enum(Object.keys(fileTypes) as FileType[])),
  size: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  hasThumbnail: z.boolean(),
  uploadedBy: id,
  uploadedAt: instant,
})
export type SharedFile = z.infer<typeof sharedFile>

const purposes = ['class_life', 'teaching', 'family_communication', 'administration'] as const

/** Takes one file in. Who may see it is decided by what it is attached to afterwards; what nothing holds goes after a day. */
export const uploadFile = endpoint({
  name: 'file.upload',
  method: 'POST',
  path: '/files',
  purposes,
  upload: { most: mostBytes.video, isStreamed: true },
  body: z.object({ file: z.unknown().check(z.refine(isIncoming)) }),
  output: sharedFile,
  errors: [
    ...(['file.type_refused', 'file.heic', 'file.damaged', 'file.too_many_pixels', 'file.infected'] as const),
    ...(['file.not_scannable', 'file.position', 'too_large', 'storage_full'] as const),
  ],
})

/** So many uploads may be begun and not ended, and so many bytes of them be awaited. */
export const mostOpen = { files: 90, bytes: 4 * 1024 ** 3 } as const

/** Announces a file that comes in parts: what has arrived of it stays for a day, whatever becomes of the line. */
export const beginUpload = endpoint({
  name: 'file.upload.begin',
  method: 'POST',
  path: '/uploads',
  purposes,
  body: z.object({ name: z.string().check(z.maxLength(1000)), length: z.int().check(z.minimum(1)) }),
  output: z.object({ id, offset: z.int() }),
  errors: ['too_large', 'file.too_many_open'],
})

/** How far an upload of one's own has come: from there it goes on. */
export const readUpload = endpoint({
  name: 'file.upload.read',
  method: 'GET',
  path: '/uploads/:id',
  purposes,
  params: byId,
  output: z.object({ id, name: z.string(), offset: z.int(), length: z.int(), state: z.enum(fileStates) }),
})

/**
 * Sends what comes next (`Upload-Offset` says from where), as much as there is. With the last byte the file is whole and is looked at;
 * where that could not be done, the same is asked once more with nothing. After tus and the IETF's draft of resumable uploads.
 */
export const sendUpload = endpoint({
  name: 'file.upload.send',
  method: 'PATCH',
  path: '/uploads/:id',
  purposes,
  params: byId,
  upload: { most: mostBytes.video, isPart: true },
  body: z.object({ offset: z.int().check(z.minimum(0)), part: z.unknown().check(z.refine(isIncoming)) }),
  output: z.object({ id, offset: z.int(), file: z.nullable(sharedFile) }),
  errors: [...uploadFile.errors, 'file.other_offset', 'file.arrived'],
})

const link = z.object({ url: z.string(), expiresAt: instant })

/** A file and, where it is ready, links to it that live for five minutes and open for this session only. */
export const readFile = endpoint({
  name: 'file.read',
  method: 'GET',
  path: '/files/:id',
  purposes,
  reads: 'fact',
  params: byId,
  output: z.extend(sharedFile, { link: z.nullable(link), thumbnail: z.nullable(link) }),
})

/** Takes back a file that nothing holds yet, key and all. */
export const deleteFile = endpoint({
  name: 'file.delete',
  method: 'DELETE',
  path: '/files/:id',
  purposes,
  params: byId,
  output: z.object({ id }),
  errors: ['file.in_use'],
})
