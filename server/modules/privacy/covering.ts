import { createHash } from 'node:crypto'
import type { CoverGround } from '#contract/covering.ts'
import { type About, sealedIn } from '#kernel/personal-data.ts'
import { fileIn, showing } from './exported-files.ts'
import { without } from './exporting.ts'
import type { PreparedCopy, StoredPlace } from './sealed.ts'
import type { Held, Row } from './walking.ts'

/** What a copy is made of: rows, and what was sealed in them. */
export type Copy = { held: readonly Held[]; contents: ReadonlyMap<Held, Row> }
/** One covered place of a copy, as the copy and its manifest say it. */
export type Covered = { table: string; row: number; field: string | null; ground: CoverGround }
export type Text = { field: string; text: string }

const rewritten = (value: unknown, path: string, say: (field: string, text: string) => string): unknown => {
  if (typeof value === 'string') return say(path, value)
  if (Array.isArray(value)) return value.map((one, nth) => rewritten(one, `${path}.${nth}`, say))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewritten(one, `${path}.${name}`, say)]))
}

/** Every text of a row that a copy hands out to somebody in these roles. */
export const textsOf = ({ table, roles }: Held, content: Row | undefined): Text[] => {
  const fields = sealedIn(table)?.column.fields ?? {}
  const texts: Text[] = []
  for (const [name, value] of Object.entries(content ?? {})) {
    const about = fields[name] ?? fields['*']
    if (about?.kind !== 'personal' || showing(about as About, roles) !== 'full') continue
    const own = without(fields[name] ? value : { [name]: value }, about.omits)
    rewritten(fields[name] ? own : Object(own)[name], name, (field, text) => {
      if (text !== '') texts.push({ field, text })
      return text
    })
  }
  return texts
}

/** What stands for a row as somebody looked at it: where any text of it or its file has become another, it is another. */
export const digestOf = (one: Held, content: Row | undefined): string => {
  const parts = [one.table.table, one.id, textsOf(one, content), fileIn(one, content)?.id ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

/** Whether a row holds anything that could tell of somebody else. */
export const isEntry = (one: Held, content: Row | undefined): boolean =>
  textsOf(one, content).length > 0 || fileIn(one, content) !== undefined

export const wrote = ({ roles }: Held): boolean => roles.has('author')

type Span = Pick<StoredPlace, 'from' | 'to' | 'ground'>
/** Places that touch become one where they have one ground; where places of two grounds lie over each other, the first keeps what both cover. */
const merged = (spans: readonly Span[]): Span[] => {
  const apart: Span[] = []
  for (const one of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1)
    const from = Math.max(one.from, last?.to ?? 0)
    if (last && one.from <= last.to && one.ground === last.ground) last.to = Math.max(last.to, one.to)
    else if (from < one.to) apart.push({ ...one, from })
  }
  return apart
}

type Say = (ground: CoverGround) => string
/** A text with a word in the place of what is covered. Positions are counted in code points. */
export const coveredText = (text: string, spans: readonly Span[], say: Say): string => {
  const signs = [...text]
  const all = merged(spans)
  const between = all.map(({ from, ground }, nth) => signs.slice(all[nth - 1]?.to ?? 0, from).join('') + say(ground))
  return between.join('') + signs.slice(all.at(-1)?.to ?? 0).join('')
}

/** The places of each row; `isChanged`: it was covered as it no longer is, and so the whole of it stays covered. */
export const placesBy = (places: readonly StoredPlace[]) => {
  const byRow = Map.groupBy(places, ({ table, id }) => `${table} ${id}`)
  return (one: Held, content: Row | undefined) => {
    const own = byRow.get(`${one.table.table} ${one.id}`) ?? []
    if (own.length === 0) return { whole: undefined, spans: [], isChanged: false }
    const of = digestOf(one, content)
    const isChanged = own.some((place) => place.of !== of)
    const whole = own.find((place) => place.field === null || isChanged)?.ground
    return { whole, spans: own.filter(({ field }) => field !== null), isChanged }
  }
}

type Handed = Copy & { covered: Covered[]; later: number }
/** `isOwn`: whom it is about asked for it. What a child writes afterwards is new to a guardian, too. */
type Prepared = PreparedCopy & { isOwn: boolean }

const coveredContent = (content: Row, spans: readonly StoredPlace[], say: Say): Row => {
  const byField = Map.groupBy(spans, ({ field }) => field)
  const said = (field: string, text: string) => coveredText(text, byField.get(field) ?? [], say)
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, rewritten(value, name, said)]))
}

/**
 * What a prepared copy hands out of what is held. What is covered goes before anything is made of it, so that nothing made of it holds it;
 * what others wrote after it was looked through is not in it.
 */
export const covering = ({ held, contents }: Copy, { places, reviewed, isOwn }: Prepared, say: Say): Handed => {
  const known = reviewed && new Set(reviewed)
  const mayGo = (one: Held) =>
    !known || (isOwn && wrote(one)) || !isEntry(one, contents.get(one)) || known.has(digestOf(one, contents.get(one)))
  const handed = held.filter(mayGo)
  const placesOf = placesBy(places)
  const covered: Covered[] = []
  const shown = new Map<Held, Row>()
  const counts = new Map<string, number>()
  const rows = handed.map((one): Held => {
    const content = contents.get(one)
    const { whole, spans } = placesOf(one, content)
    const table = one.table.table
    const row = (counts.get(table) ?? 0) + 1
    counts.set(table, row)
    if (whole) {
      covered.push({ table, row, field: null, ground: whole })
      return { ...one, covered: say(whole) }
    }
    const byField = Map.groupBy(spans, ({ field }) => field)
    for (const [field, some] of byField) for (const { ground } of merged(some)) covered.push({ table, row, field, ground })
    if (content) shown.set(one, spans.length > 0 ? coveredContent(content, spans, say) : content)
    return one
  })
  return { held: rows, contents: shown, covered, later: held.length - handed.length }
}
