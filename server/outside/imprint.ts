import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'

const line = z.string().check(z.minLength(1), z.maxLength(300))
/** Somebody who answers for something: a school, a company, or a person by name or office. */
const named = z.object({
  name: line,
  address: z.optional(line),
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  email: z.optional(z.string().check(z.maxLength(254), z.regex(/^[^\s@,]+@[^\s@,]+$/))),
  phone: z.optional(z.string().check(z.regex(/^[+\d][\d ().-]{4,30}$/))),
  number: z.optional(line),
})
export type Named = z.output<typeof named>

const ofSchool = z.object({
  controller: z.optional(named),
  publisher: z.optional(named),
  privacy: z.optional(named),
  complaints: z.optional(named),
})
const imprint = z.object({ host: z.optional(named), schools: z.optional(z.record(z.string(), ofSchool)) })
export type Imprint = z.output<typeof imprint>

/** Who answers for what, as whoever runs the machine has written it down: `imprint.json` in the data folder. What is not there is not named. */
export const imprintIn = (data: string): Imprint => {
  const file = path.join(data, 'imprint.json')
  return fs.existsSync(file) ? imprint.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : {}
}
