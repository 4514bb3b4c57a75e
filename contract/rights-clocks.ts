import { type GdprCited, gdprCited } from './gdpr-citing.ts'
import type { Profile } from './roles.ts'

/** What every law here knows. `human`: to be answered by somebody; `withdrawal`: what was agreed to is taken back, by letter or on the telephone. */
const everywhere = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'human',
  'complaint',
  'withdrawal',
] as const
/** What one law alone knows: to be heard on a correction that was refused, and no longer to be found by one's name. */
const somewhere = ['hearing', 'deindexing'] as const
/** What a person may ask about what is held of them. */
export const rightKinds = [...everywhere, ...somewhere] as const
export type RightKind = (typeof rightKinds)[number]
type Everywhere = (typeof everywhere)[number]
type Somewhere = (typeof somewhere)[number]

/** How a request that the desk writes down reached the school. */
export const arrivals = ['letter', 'phone', 'in_person'] as const
export type Arrival = (typeof arrivals)[number]
/** The same, whoever asked by a tap, and whoever has left and asks with a key. */
export const comings = ['app', 'key', ...arrivals] as const
/** How the desk knows that whoever asks is who they say. Nobody is asked for a copy of a document. */
export const identities = ['known', 'called_back', 'document_seen', 'signature'] as const
export type Identity = (typeof identities)[number]
/** The same of what is written down before the desk knows who asks. */
export const writtenAs = [...identities, 'not_established'] as const
export type OpenedAs = (typeof writtenAs)[number]
/** The same, and the key that somebody was given before they left. */
export const knownBy = [...writtenAs, 'leaver_key'] as const
export type KnownBy = (typeof knownBy)[number]
/** What was checked of who asks: by signing in, by saying so once more when asking or before fetching, by a tap that what came on paper is theirs, by a key, or by the desk. */
export const identityChecks = ['signed_in', 'confirmed', 'at_fetch', 'own_tap', ...knownBy] as const
export type IdentityCheck = (typeof identityChecks)[number]

/** What a tap asks for only after whoever taps has said once more who they are; a copy says so before it is fetched. */
const confirmedKinds: readonly RightKind[] = ['erasure', 'restriction', 'objection', 'deindexing']
/** What was really checked of whoever made a request, and nothing beyond it. */
export const checkOf = (kind: RightKind, identity: KnownBy | null): IdentityCheck => {
  if (identity) return identity
  if (kind === 'access' || kind === 'portability') return 'at_fetch'
  return confirmedKinds.includes(kind) ? 'confirmed' : 'signed_in'
}

/** So many days or months. */
export type ClockSpan = `P${number}${'D' | 'M'}`

/**
 * How long the school has. `isLaw`: the number stands in the article; otherwise no law gives one, and it is what the school holds itself to.
 * `verifiedOn`, `by`: who compared it with the law, and when; nobody has, as long as both are null.
 */
export type RightClock = {
  span: ClockSpan
  extension: ClockSpan | null
  article: string
  isLaw: boolean
  verifiedOn: string | null
  by: string | null
}

const unverified = { verifiedOn: null, by: null } as const
const law = (span: ClockSpan, extension: ClockSpan | null, article: string): RightClock => ({
  ...{ span, extension, article, isLaw: true },
  ...unverified,
})
const own = (span: ClockSpan, article: string): RightClock => ({
  ...{ span, extension: null, article, isLaw: false },
  ...unverified,
})

const gdprArticles: Readonly<Record<Everywhere, string>> = {
  access: '15',
  portability: '20',
  rectification: '16',
  erasure: '17',
  restriction: '18',
  objection: '21',
  human: '38(4)',
  complaint: '38(4), 77',
  withdrawal: '7(3)',
}
const each = (make: (kind: Everywhere) => RightClock): Readonly<Record<Everywhere, RightClock>> => ({
  access: make('access'),
  portability: make('portability'),
  rectification: make('rectification'),
  erasure: make('erasure'),
  restriction: make('restriction'),
  objection: make('objection'),
  human: make('human'),
  complaint: make('complaint'),
  withdrawal: make('withdrawal'),
})
const gdpr = (cited: GdprCited) => ({
  ...each((kind) => law('P1M', 'P2M', cited(`${gdprArticles[kind]}, 12(3)`))),
  complaint: own('P1M', cited(gdprArticles.complaint)),
  withdrawal: own('P1D', cited(gdprArticles.withdrawal)),
})
/** What a law that gives no such right sets no time for: the school answers all the same, as fast as everything else. */
const noneOf = (span: ClockSpan, article: string) => ({
  ...{ restriction: own(span, article), objection: own(span, article), human: own(span, article) },
})
type Clocks = Readonly<Record<Everywhere, RightClock> & Partial<Record<Somewhere, RightClock>>>

/** The clock of each right under each law; data, so that a number is changed in one place and always with its article. */
export const rightClocks: Readonly<Record<Profile, Clocks>> = {
  'EU-FR': gdpr(gdprCited['EU-FR']),
  'EU-SE': gdpr(gdprCited['EU-SE']),
  'QC-PRIV': {
    ...each(() => law('P30D', null, 'LPRPSP, art. 32')),
    ...noneOf('P30D', 'LPRPSP'),
    complaint: own('P30D', 'LPRPSP, art. 3.2'),
    withdrawal: own('P1D', 'LPRPSP, art. 8'),
    deindexing: law('P30D', null, 'LPRPSP, art. 28.1, 32'),
  },
  'QC-PUB': {
    ...each(() => law('P20D', 'P10D', 'Loi sur l’accès, art. 98')),
    ...noneOf('P20D', 'Loi sur l’accès'),
    complaint: own('P20D', 'Loi sur l’accès, art. 63.3'),
    withdrawal: own('P1D', 'Loi sur l’accès, art. 65'),
  },
  US: {
    ...each(() => own('P45D', 'FERPA')),
    access: law('P45D', null, '34 CFR 99.10(b)'),
    rectification: own('P45D', '34 CFR 99.20'),
    complaint: own('P45D', '34 CFR 99.63'),
    withdrawal: own('P1D', '34 CFR 99.30'),
    hearing: own('P45D', '34 CFR 99.21–99.22'),
  },
  JP: {
    ...each(() => own('P14D', '個人情報保護法 第33条–第35条')),
    complaint: own('P14D', '個人情報保護法 第40条'),
    withdrawal: own('P1D', '個人情報保護法 第27条'),
  },
}

/** Whether one of these laws knows such a request. */
export const isKnownUnder = (kind: RightKind, profiles: readonly Profile[]): boolean =>
  profiles.some((profile) => rightClocks[profile][kind] !== undefined)

/** The clock of a request; where the law has changed since and no longer knows such a one, that of a question. */
export const clockOf = (profile: Profile, kind: RightKind): RightClock => rightClocks[profile][kind] ?? rightClocks[profile].human

/** A number that nobody has compared with the law again for so long turns amber. */
export const DAYS_VERIFIED = 400
/** How long somebody may still think it over before an erasure can be carried out. */
export const COOLING_DAYS = 7
/** How long what was asked for can be fetched. */
export const LINK_DAYS = 14

export const standings = ['unverified', 'verified', 'stale'] as const
/** How far a number of the law may be relied on, on a day. */
export const standingOf = ({ verifiedOn }: Pick<RightClock, 'verifiedOn'>, today: string): (typeof standings)[number] => {
  if (verifiedOn === null) return 'unverified'
  return (Date.parse(today) - Date.parse(verifiedOn)) / 86_400_000 > DAYS_VERIFIED ? 'stale' : 'verified'
}

/** So many days, months or years. */
export type DaySpan = `P${number}${'D' | 'M' | 'Y'}`

/** A day so many days or months away: a month that has no such day ends on its last. */
const shifted = (from: string, span: DaySpan, sign: 1 | -1): string => {
  const [, count = '0', unit] = /^P(\d+)([DMY])$/.exec(span) ?? []
  const by = sign * Number(count) * (unit === 'Y' ? 12 : 1)
  const at = new Date(`${from}T00:00:00Z`)
  if (unit === 'D') at.setUTCDate(at.getUTCDate() + by)
  else {
    const wanted = at.getUTCDate()
    at.setUTCDate(1)
    at.setUTCMonth(at.getUTCMonth() + by)
    const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
    at.setUTCDate(Math.min(wanted, last))
  }
  return at.toISOString().slice(0, 10)
}

/** The day that lies a span after another: a month that has no such day ends on its last. */
export const dayAfter = (from: string, span: DaySpan): string => shifted(from, span, 1)

/** The first day of which a span is not over yet on a day: what began before it has had its time, the last day of it included. */
export const notOverSince = (today: string, span: DaySpan): string => {
  let first = shifted(today, span, -1)
  while (dayAfter(first, span) < today) first = shifted(first, 'P1D', 1)
  return first
}

/** Whether the clock waits while whoever asks has been asked to show who they are; with its article, and who compared it with the law. */
export type ProofRule = { waits: boolean; article: string; verifiedOn: string | null; by: string | null }
/** Null: the profile says nothing of it, and the clock goes on. */
export const proofRules: Readonly<Record<Profile, ProofRule | null>> = {
  'EU-FR': null,
  'EU-SE': null,
  'QC-PRIV': null,
  'QC-PUB': null,
  US: null,
  JP: null,
}
/** The last day of what was due on one, after it was known who asks: later by the days that were waited for, where the rule lets the clock wait. */
export const dueAfterProof = (rule: ProofRule | null, dueOn: string, askedOn: string, today: string): string => {
  const days = Math.round((Date.parse(today) - Date.parse(askedOn)) / 86_400_000)
  return rule?.waits && days > 0 ? dayAfter(dueOn, `P${days}D`) : dueOn
}

/** Where two laws meet, the stricter clock is the one that runs. */
export const strictest = (kind: RightKind, profiles: readonly [Profile, ...Profile[]], today: string) =>
  (isKnownUnder(kind, profiles) ? profiles.filter((profile) => isKnownUnder(kind, [profile])) : profiles)
    .map((profile) => ({ profile, clock: clockOf(profile, kind), dueOn: dayAfter(today, clockOf(profile, kind).span) }))
    .reduce((a, b) => (b.dueOn < a.dueOn ? b : a))
