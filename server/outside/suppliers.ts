import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { type Egress, type Side, type Way, ways } from '#kernel/egress.ts'
import { isNearName } from './near.ts'

/** A company to which something may leave: who it is, where it is, and since when. */
const supplier = z.object({
  host: z.string().check(z.regex(/^(\*\.)?[a-z0-9.:-]{1,253}$/)),
  entity: z.string().check(z.minLength(1), z.maxLength(200)),
  address: z.string().check(z.minLength(1), z.maxLength(300)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  privacy: z.optional(z.url()),
  since: z.iso.date(),
  /** What it is for, where no setting names it yet; and from when on, where that is later than thirty days after it was announced. */
  way: z.optional(z.enum(Object.keys(ways) as [Way, ...Way[]])),
  from: z.optional(z.iso.date()),
  /** The agreement that it handles data under: the day it was signed, until when it holds, and the digest of the paper. */
  agreement: z.optional(
    z.object({ signedOn: z.iso.date(), until: z.iso.date(), sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  ),
})
export type Supplier = z.output<typeof supplier>

/** Those whom a browser brings along; nothing leaves for them unless somebody has asked for it on their own device. */
const carriers: readonly Supplier[] = [
  {
    ...{ host: 'fcm.googleapis.com', entity: 'Google LLC', address: '1600 Amphitheatre Parkway, Mountain View, CA 94043' },
    ...{ country: 'US', privacy: 'https://policies.google.com/privacy', since: '2026-11-22' },
  },
  {
    ...{
      host: '*.push.services.mozilla.com',
      entity: 'Mozilla Corporation',
      address: '149 New Montgomery Street, San Francisco, CA 94105',
    },
    ...{ country: 'US', privacy: 'https://www.mozilla.org/privacy/', since: '2026-11-22' },
  },
  {
    ...{ host: '*.push.apple.com', entity: 'Apple Inc.', address: 'One Apple Park Way, Cupertino, CA 95014' },
    ...{ country: 'US', privacy: 'https://www.apple.com/legal/privacy/', since: '2026-11-22' },
  },
  {
    ...{ host: '*.notify.windows.com', entity: 'Microsoft Corporation', address: 'One Microsoft Way, Redmond, WA 98052' },
    ...{ country: 'US', privacy: 'https://privacy.microsoft.com/', since: '2026-11-22' },
  },
]

/** What the operator has written down of the companies that serve this machine, as `suppliers.json` in the data folder. */
const written = (data: string): readonly Supplier[] => {
  const file = path.join(data, 'suppliers.json')
  return fs.existsSync(file) ? z.array(supplier).parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : []
}

const isPeer = (way: Way): boolean => 'isPeer' in ways[way]

/** One row of the public list, with the company, where one is known. */
export type Listed = {
  readonly way: Way
  readonly host: string
  readonly side: Side
  readonly supplier: Supplier | undefined
}

/** Every company that gets something, or is to: those that the operator wrote down, and those that a browser brings along where that is set. */
export const companiesOf = (egress: Pick<Egress, 'register'>, data: string): readonly (Supplier & { way: Way | undefined })[] => {
  const listed = listOf(egress, data)
  const wayOf = (host: string) => listed.find((one) => one.host === host)?.way
  const named = written(data).map((one) => ({ ...one, way: wayOf(one.host) ?? one.way }))
  const own = named.filter(({ way }) => !(way && isPeer(way)))
  const brought = carriers.filter(({ host }) => wayOf(host) && !own.some((one) => one.host === host))
  return [...own, ...brought.map((one) => ({ ...one, way: wayOf(one.host) }))]
}

/** Everybody for whom something may leave, with who they are. */
export const listOf = ({ register }: Pick<Egress, 'register'>, data: string): readonly Listed[] => {
  const known = [...written(data), ...carriers]
  return register.map(({ way, host, isDeclared }) => ({
    ...{ way, host },
    side: isDeclared && isNearName(host) ? 'own' : isPeer(way) ? 'peer' : 'company',
    supplier: known.find((one) => one.host === host),
  }))
}
