import fs from 'node:fs'
import path from 'node:path'
import { purposes } from '#contract/purposes.ts'
import type { Profile } from '#contract/roles.ts'
import { NotInRegister, ways } from '#kernel/egress.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { asInstallation, profilesOf } from '../installation.queries.ts'
import { leftSince } from '../leaving.queries.ts'
import { objectionsPassedOver } from '../objections.queries.ts'
import { leftTooEarly, supplierNotices } from '../suppliers.queries.ts'

const DAY = 86_400_000
const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)

const server = path.join(import.meta.dirname, '../../..')
/** What can open a connection to somebody; types alone cannot. */
const opens =
  /^import (?!type)[^;]*?from '(node:(net|tls|https?|http2|dgram)|undici|nodemailer|acme-client|@aws-sdk\/[^']*)'|import\('(node:(net|tls|https?|http2|dgram)|undici|nodemailer|acme-client|@aws-sdk\/[^']*)'\)|(?<![.\w])fetch\(/m
/** Every file that can, and what it is for: nothing else of the program can speak to anybody. */
export const speakers: Readonly<Record<string, 'gateway' | 'admitted' | 'listens' | 'itself' | 'names'>> = {
  'outside/gateway.ts': 'gateway',
  'outside/smtp.ts': 'admitted',
  'outside/clamav.ts': 'admitted',
  'vault/s3.ts': 'admitted',
  'tls/acme.ts': 'admitted',
  'tls/plain.ts': 'listens',
  'start.ts': 'listens',
  'working/witnessing.ts': 'listens',
  'serving/asking.ts': 'itself',
  'postgres/files.ts': 'itself',
  'outside/near.ts': 'names',
  'kernel/throttle.ts': 'names',
  'settings/reading.ts': 'names',
  'tls/authority.ts': 'names',
}

/** Files of a folder that could speak to somebody and stand in no row. */
export const strangersIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .filter((file) => opens.test(fs.readFileSync(path.join(folder, file), 'utf8')) && !(file in speakers))

/** Somebody whom nobody has written down, and an address inside: neither gets anything. */
const refusesStrangers = async ({ installation: { egress } }: Ground): Promise<boolean> => {
  const refused = (error: unknown) => error instanceof NotInRegister
  const tried = await Promise.all(
    ['https://elsewhere.invalid/', 'http://169.254.169.254/latest/meta-data/'].map((url) =>
      egress.try('push', url).then(() => false, refused),
    ),
  )
  return tried.every(Boolean)
}

const egress = whole('test', async (ground) => {
  const strange = Object.values(ways).filter(({ purpose }) => !purposes.some((one) => one === purpose)).length
  const isRefused = await refusesStrangers(ground)
  const facts = { ways: Object.keys(ways).length, strange, strangers: strangersIn(server).length, isRefused }
  return rightIf(isRefused && strange === 0 && facts.strangers === 0, facts)
})

const near = (host: string) => host.replace(/^\[|\]$/g, '').toLowerCase()
/** Every host that a setting names, against the register that decides. */
const register = whole('query', async ({ installation, around: { outside } }) => {
  const rows = installation.egress.register
  const missing = outside.filter(
    ({ host }) => !rows.some((row) => row.host === near(host.replace(/^https?:\/\//, '').replace(/:\d+$/, ''))),
  )
  return noneOf({ recipients: rows.length, named: outside.length, missing: missing.length }, 'missing')
})

const named = whole('query', async ({ suppliers }) => {
  const outside = suppliers.filter(({ side }) => side === 'company')
  const nameless = outside.filter(({ supplier }) => supplier === undefined)
  return noneOf({ recipients: suppliers.length, companies: outside.length, nameless: nameless.length }, 'nameless')
})

/** What left in ninety days, by recipient. */
const used = async ({ installation, now }: Ground, days = 90) => {
  await installation.egress.flush()
  return asInstallation(installation, (tx) => leftSince(tx, dayBefore(now, days)))
}

/** What really left, against the list: nothing for anybody else, and nobody else was tried within a day. */
const matching = whole('query', async (ground) => {
  const left = await used(ground)
  const listed = new Set(ground.installation.egress.register.map(({ host }) => host))
  const unlisted = left.filter(({ recipient, sent }) => sent > 0 && !listed.has(recipient)).length
  const refused = (await used(ground, 1)).reduce((sum, one) => sum + one.refused, 0)
  return noneOf({ sent: left.reduce((sum, one) => sum + one.sent, 0), unlisted, refused }, 'unlisted', 'refused')
})

const companiesUsed = async (ground: Ground) => {
  const recipients = new Set((await used(ground)).flatMap(({ recipient, sent }) => (sent > 0 ? [recipient] : [])))
  return ground.suppliers.filter(({ host, side }) => side === 'company' && recipients.has(host))
}

/** Every company that got something in ninety days has signed, and it has not run out. */
const agreed = whole('query', async (ground) => {
  const today = dayBefore(ground.now, 0)
  const companies = await companiesUsed(ground)
  const without = companies.filter(({ supplier }) => !supplier?.agreement || supplier.agreement.until < today)
  return noneOf({ companies: companies.length, without: without.length }, 'without')
})

const europe =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO AD AR CA CH FO GB GG IL IM JE JP KR NZ UY'.split(
    ' ',
  )
/** Where the law of a school lets data be without further papers. */
export const regions: Readonly<Record<Profile, readonly string[]>> = {
  'EU-FR': europe,
  'EU-SE': europe,
  'QC-PRIV': ['CA'],
  'QC-PUB': ['CA'],
  US: ['US'],
  JP: ['JP', ...europe.slice(0, 30), 'GB'],
}
const inRegions = whole('query', async (ground) => {
  const companies = await companiesUsed(ground)
  const laws = [...(await profilesOf(ground.installation)).values()]
  const outside = companies.filter(({ supplier }) => laws.some((law) => !regions[law].includes(supplier?.country ?? '')))
  return noneOf({ companies: companies.length, schools: laws.length, outside: outside.length }, 'outside')
})

/** Every company was announced, every school was told, and nothing left for one before its day had come. */
const noticed = whole('query', async (ground) => {
  const { installation, now } = ground
  const [companies, seen] = [
    await companiesUsed(ground),
    await asInstallation(installation, async (tx) => ({ notices: await supplierNotices(tx), early: await leftTooEarly(tx) })),
  ]
  const announced = new Set(seen.notices.map(({ host }) => host))
  const facts = {
    notices: seen.notices.length,
    early: seen.early,
    unannounced: companies.filter(({ host }) => !announced.has(host)).length,
    untold: seen.notices.filter(({ toldAt, announcedAt }) => !toldAt && now.getTime() - announcedAt.getTime() > DAY).length,
  }
  return noneOf(facts, 'early', 'unannounced', 'untold')
})

/** A school that objects to a company is listened to: from the day on which the company was to get something, it gets nothing. */
const objected = perSchool('query', async ({ installation, look }, { schoolId }) => {
  await installation.egress.flush()
  return noneOf(await look(({ tx }) => objectionsPassedOver(tx, schoolId), schoolId), 'passedOver')
})

export const leavingChecks = {
  'C-35.egress': egress,
  'C-48.register': register,
  'C-48.named': named,
  'C-48.matching': matching,
  'C-48.noticed': noticed,
  'C-48.objected': objected,
  'C-49.agreed': agreed,
  'C-50.regions': inRegions,
} as const satisfies Record<string, Check>
