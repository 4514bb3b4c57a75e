/** What a parent's file holds, as JSON. Bytes are base64. The verifier believes none of it before it has recomputed it. */
export type ParentFile = {
  version: 1
  school: string
  child: string
  from: string
  to: string
  madeAt: string
  log: string
  witnesses: string[]
  /** The checkpoint that everything here is proved against, with its cosignatures. */
  checkpoint: string
  /** The child's tag keys: from which day on which key makes the tag of a day. */
  tagKeys: { from: string; key: string }[]
  entries: FileEntry[]
  /** Reads that were withheld to protect the child: `by` is the entry that discloses one. */
  disclosed: { by: number; read: FileEntry }[]
  rosters: FileRoster[]
  words: Words
}

/** One entry: the leaf, the way to the root, and what opens it as far as the school shows it. */
export type FileEntry = {
  index: number
  day: string
  leaf: string
  path: string[]
  subjectSalt: string
  /** For a list with the child on it: the child's place in the snapshot. */
  member?: { root: string; salt: string; slot: number; size: number; path: string[] }
  detail?: { sealed: string; key: string }
  actor?: { salt: string; id: string }
  /** Who it was, as the school says it. When, what and why are read from the leaf, the kinds of data are held against the detail. */
  who: string
  isOwn: boolean
  kinds: string[]
  /** Discloses a read of a log that has ended since, so that nothing here can prove it. */
  older?: true
}

/** One day's roster: its own entry in the log, and what it says about the child's tag. */
export type FileRoster = {
  day: string
  index: number
  leaf: string
  path: string[]
  detail: { sealed: string; key: string }
  size: number
  salt?: string
  proofs: { position: number; tag: string; root: string; count: number; path: string[] }[]
}

/** Every word that the page shows, in the reader's language; `{0}`, `{1}` stand for what is filled in. */
export type Words = {
  locale: string
  direction: 'ltr' | 'rtl'
  title: string
  intro: string
  checking: string
  proved: string
  refused: string
  reasons: Record<Reason, string>
  /** `{0}` entries, `{1}` the log's size, `{2}` the witness, `{3}` when it saw the log. */
  summary: string
  noWitness: string
  oldWitness: string
  complete: string
  incomplete: string
  day: string
  what: string
  who: string
  why: string
  kinds: string
  times: string
  /** `{0}`: the day of a read that was withheld until now. */
  withheld: string
  showOwn: string
  /** By the code in the leaf. */
  events: Record<string, string>
  purposes: Record<string, string>
  kindNames: Record<string, string>
  doesNotShow: string
  limits: string[]
  noScript: string
}

/** Why a file is refused. */
export const reasons = [
  'file',
  'checkpoint',
  'witness',
  'inclusion',
  'child',
  'detail',
  'actor',
  'roster',
  'completeness',
  'browser',
] as const
export type Reason = (typeof reasons)[number]
