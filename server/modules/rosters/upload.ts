import { createHash } from 'node:crypto'
import type { Upload } from '#contract/rosters.ts'

/** A file as an action takes it: wherever the request is written down, a digest stands for the bytes. */
export const upload = (bytes: Buffer): Upload => ({ bytes, toJSON: () => createHash('sha256').update(bytes).digest('hex') })
