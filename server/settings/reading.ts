import path from 'node:path'
import * as z from 'zod/mini'

export type SettingRow = {
  name: string
  schema: z.ZodMiniType<unknown, string | undefined>
  default?: string
  otherwise?: string
  secret: boolean
  why: string
}

/** A schema from what stands in the environment: `read` answers undefined for what is not `words`. */
export const from = <T>(words: string, read: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      const value = read(text)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', message: `must be ${words}`, input: text })
      return z.NEVER
    }),
  )

/** A folder, wherever this process stands. */
export const folder = from('a folder', (text) => (text ? path.resolve(text) : undefined))

/** An address of one of some protocols. */
export const address = (words: string, protocols: readonly string[]) =>
  from(words, (text) => (URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined))

/** An e-mail address, as far as its shape says. */
export const email = from('an e-mail address', (text) => (/^[^\s@,]+@[^\s@,]+$/.test(text) ? text : undefined))
