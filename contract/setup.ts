import * as z from 'zod/mini'
import { endpoint, id, line } from './endpoint.ts'
import { locales } from './locales.ts'
import { profiles, schoolKinds } from './roles.ts'
import { password } from './sessions.ts'

export const slug = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/))
export const timeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  }),
)

/** With the one-time code that `preau start` printed: the first school and its first administrator. */
export const setUp = endpoint({
  name: 'school.set_up',
  method: 'POST',
  path: '/setup',
  scope: 'installation',
  access: 'visitor',
  purposes: ['administration'],
  body: z.object({
    code: line(40),
    school: z.object({
      name: line(200),
      slug,
      profile: z.enum(profiles),
      kind: z.enum(schoolKinds),
      locale: z.enum(locales),
      timeZone,
      yearFrom: z.iso.date(),
      yearTo: z.iso.date(),
    }),
    administrator: z.object({ display: line(200), email: z.email().check(z.maxLength(254)), password }),
  }),
  output: z.object({ schoolId: id, slug: z.string(), username: z.string() }),
  errors: ['setup.wrong_code', 'setup.already_done', 'school.slug_taken', 'password.too_weak', 'too_many_tries'],
})
