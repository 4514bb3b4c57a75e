import * as z from 'zod/mini'

/** A value of the data map: its table and its field. */
export const fieldOfMap = z.string().check(z.regex(/^[a-z_]{1,60}\.[A-Za-z_*]{1,60}$/))

/** What people write, in several lines: nothing that nobody types. */
export const rightWords = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(2000),
  z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
)
