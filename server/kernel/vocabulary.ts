/** What kind of thing something says about a person. Those marked special are special in law and never below L3. */
export const categories = {
  'identity.name': {},
  'identity.contact': {},
  'identity.official': {},
  'family.link': {},
  'school.enrolment': {},
  'school.role': {},
  'school.assessment': {},
  'school.attendance': {},
  'school.conduct': {},
  'support.health': { special: true },
  'support.social': { special: true },
  image: {},
  voice: {},
  'communication.content': {},
  'communication.metadata': {},
  'work.submission': {},
  'usage.activity': {},
  'technical.preference': {},
  'technical.credential': {},
  'technical.network': {},
  billing: {},
  employment: {},
  signature: {},
  consent: {},
  audit: {},
} as const satisfies Record<string, { special?: true }>
export type Category = keyof typeof categories

/** How a person can stand to a row. `member`: belongs to the group that the row is about. */
export const subjectRoles = [
  'self',
  'author',
  'recipient',
  'about',
  'mentioned',
  'guardian',
  'depicted',
  'actor',
  'target',
  'payer',
  'signatory',
  'member',
] as const
export type SubjectRole = (typeof subjectRoles)[number]

/** L0 not personal · L1 directory · L2 ordinary · L3 sensitive (purpose, ledger, second factor) · L4 opened by two people. */
export const levels = ['L0', 'L1', 'L2', 'L3', 'L4'] as const
export type Level = (typeof levels)[number]

/** What a person sees of a value in an export: all of it, that part which concerns them, that it exists, or nothing. */
export const showings = ['full', 'extract', 'exists', 'none'] as const
export type Showing = (typeof showings)[number]

/**
 * What erasing a person does to a row in which they stand in a role. `delete`: it goes, and the key of its own with it. `detach`: it
 * stays for the others, and no longer says who. `shred`: a room of its own (vault, ledger) destroys it. `keep`: says why.
 */
export type EraseRow = 'delete' | 'detach' | 'shred' | { keep: KeepReason }
/** Why a row outlives the erasure of a person in it. Words are in `i18n/privacy`. */
export const keepReasons = ['shared_with_class', 'said_to_others', 'erasure_proof', 'accountability', 'statutory'] as const
export type KeepReason = (typeof keepReasons)[number]

/** Laws that order something to be kept against an erasure, too. Words are in `i18n/privacy`. */
export const statutoryRules = ['jp_register'] as const
export type StatutoryRule = (typeof statutoryRules)[number]

/** What erasing does to one value of a row. */
export const eraseFields = ['with_row', 'null', 'keep'] as const
export type EraseField = (typeof eraseFields)[number]

/** Who may set a value right, and with it who is asked. */
export const rectifiers = ['self', 'office', 'author', 'roster', 'by_use', 'nobody'] as const
export type Rectifier = (typeof rectifiers)[number]

/** What restriction of processing does to rows of a table. */
export type Restriction = 'mask' | 'freeze' | 'hide' | { exempt: string }

/** Where a value comes from: decides what is portable. */
export const origins = ['provided', 'observed', 'inferred', 'received'] as const
export type Origin = (typeof origins)[number]

/** How a value enters a research release, if at all. */
export const researches = ['never', 'generalised', 'quasi', 'sensitive'] as const
export type Research = (typeof researches)[number]

/** Who gets to see it. Vendors join this list when there is one. */
export const recipients = ['self', 'guardians', 'teachers', 'classmates', 'school_office', 'operator', 'mail_server'] as const
export type Recipient = (typeof recipients)[number]

/** Why the law allows it. */
export const grounds = [
  'public_task',
  'contract',
  'legal_obligation',
  'legitimate_interest',
  'consent',
  'vital_interest',
] as const
export type Ground = (typeof grounds)[number]
