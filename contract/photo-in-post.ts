import * as z from 'zod/mini'
import { id } from './endpoint.ts'

/** A photo as it stands in a post. `forFamily`: nobody but the own family, and whoever sent it, sees it. */
export const photoInPost = z.object({ id, width: z.int(), height: z.int(), words: z.string(), forFamily: z.boolean() })
export type ShownPhoto = z.output<typeof photoInPost>
