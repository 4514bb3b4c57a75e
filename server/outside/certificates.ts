import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'

/** What a school may be asked whether we hold it; the page says of each whether anybody does. */
export const kinds = [
  'iso_27001',
  'iso_27701',
  'iso_27018',
  'soc_2',
  'secnumcloud',
  'hds',
  'cyber_essentials',
  'privacy_mark',
] as const

const certificate = z.object({
  kind: z.enum(kinds),
  /** Who holds it: those who make the software, or whoever hosts the machine. */
  holder: z.enum(['makers', 'host']),
  by: z.string().check(z.minLength(1), z.maxLength(200)),
  scope: z.string().check(z.minLength(1), z.maxLength(400)),
  until: z.iso.date(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type Certified = z.output<typeof certificate>

/** What is held now, as `certificates.json` in the data folder says; what has run out is not held. */
export const certificatesIn = (data: string, now: Date): readonly Certified[] => {
  const file = path.join(data, 'certificates.json')
  if (!fs.existsSync(file)) return []
  const today = now.toISOString().slice(0, 10)
  return z
    .array(certificate)
    .parse(JSON.parse(fs.readFileSync(file, 'utf8')))
    .filter(({ until }) => until >= today)
}
