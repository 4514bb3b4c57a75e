import type { ListedAdults } from '#contract/roster-columns.ts'

/** What a source has rows of. */
export type LinkKind = 'org' | 'session' | 'course' | 'class' | 'person' | 'role' | 'enrolment' | 'guardianship' | ListedAdults

/** Rows of the source that lie in the link of their person: a school has ten times more of them than people. */
export type RowKind = 'role' | 'enrolment'
export const isRowKind = (kind: LinkKind): kind is RowKind => kind === 'role' || kind === 'enrolment'

/** The few things about a row of the source that later packages need, sealed with its id. */
export type Note = {
  role?: 'teacher' | 'pupil' | 'guardian'
  relation?: 'parent' | 'guardian' | 'relative'
  state?: 'active' | 'suspended'
  classId?: string
  otherId?: string
  /** Which of the adults whom a row names. */
  nth?: number
  from?: string
  to?: string
  parent?: string
  preferredFamily?: string
  /** The school had this person or class before the source did: the source changes nothing of them, and takes nothing but what it brought. */
  found?: true
  /** What else the source said of an organisation, a term, a course or a class: for whoever wants the roster back. */
  said?: readonly string[]
}

/** What is remembered of a row that an earlier package brought. */
export type Link = {
  id: string
  kind: LinkKind
  externalId: string
  mark: string
  note: Note
  targetId: string | undefined
  personId: string | undefined
  left: boolean
}

/** What becomes of a link, and of our own row behind it. */
export type Change = 'add' | 'change' | 'return' | 'leave' | 'none'
export type Act = 'make' | 'alter' | 'end'

/** One row of the source as it will be after the import. */
export type Entry = Omit<Link, 'left'> & {
  line: number | undefined
  wasLive: boolean
  live: boolean
  change: Exclude<Change, 'none'> | undefined
  act: Act | undefined
  state: 'active' | 'suspended' | 'leaving' | undefined
  schoolYearId: string | undefined
  fromOn: string | undefined
  untilOn: string | undefined
  content: object | undefined
}

type Seen = { mark: string; note?: Note; line: number }

/** All rows of a source: those known from before, and what one package makes of them. */
export type Board = {
  entry: (kind: LinkKind, externalId: string) => Entry | undefined
  entries: (kind: LinkKind) => IterableIterator<Entry>
  /** The package has this row; answers how it differs from what was known. */
  see: (kind: LinkKind, externalId: string, seen: Seen) => Entry
  /** The source lets this row go. */
  leave: (entry: Entry) => void
  /** A complete file: what it does not have, leaves. */
  sweep: (kind: LinkKind) => void
}

const entryOf = ({ id, kind, externalId, mark, note, targetId, personId, left }: Link): Entry => ({
  id,
  kind,
  externalId,
  mark,
  note,
  targetId,
  personId,
  line: undefined,
  wasLive: !left,
  live: !left,
  change: undefined,
  act: undefined,
  state: undefined,
  schoolYearId: undefined,
  fromOn: undefined,
  untilOn: undefined,
  content: undefined,
})

const changeOf = (entry: Entry, mark: string) => (entry.wasLive ? (entry.mark === mark ? undefined : 'change') : 'return')

/** Lays out what is known of a source. */
export const layOut = (links: Iterable<Link>, newId: () => string): Board => {
  const kinds = new Map<LinkKind, Map<string, Entry>>()
  const of = (kind: LinkKind) => {
    const known = kinds.get(kind) ?? new Map<string, Entry>()
    kinds.set(kind, known)
    return known
  }
  const seen = new Set<Entry>()
  for (const link of links) of(link.kind).set(link.externalId, entryOf(link))
  const leave = (entry: Entry) => {
    entry.change = entry.wasLive ? 'leave' : undefined
    entry.live = false
  }
  const add = (kind: LinkKind, externalId: string): Entry => {
    const entry = entryOf({
      id: isRowKind(kind) ? '' : newId(),
      kind,
      externalId,
      mark: '',
      note: {},
      targetId: undefined,
      personId: undefined,
      left: true,
    })
    entry.change = 'add'
    of(kind).set(externalId, entry)
    return entry
  }
  return {
    entry: (kind, externalId) => of(kind).get(externalId),
    entries: (kind) => of(kind).values(),
    see: (kind, externalId, { mark, note = {}, line }) => {
      const known = of(kind).get(externalId)
      const entry = known ?? add(kind, externalId)
      if (known && known.change !== 'add') entry.change = changeOf(known, mark)
      seen.add(entry)
      entry.mark = mark
      entry.note = note
      entry.line = line
      entry.live = true
      return entry
    },
    leave,
    sweep: (kind) => {
      for (const entry of of(kind).values()) if (entry.live && !seen.has(entry)) leave(entry)
    },
  }
}
