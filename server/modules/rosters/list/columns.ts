import { hash } from 'node:crypto'
import type { ListColumn, ListedAdults } from '#contract/roster-columns.ts'
import type { Problems } from '../package/problems.ts'
import type { Row } from '../package/table.ts'
import { type AdultHeading, isEnough } from './adults.ts'
import { type Heading, headingOf, namedHeading, nameOf } from './headings.ts'
import { plain } from './plain.ts'

/** What somebody said about the columns of a list, by the marks of their headings; blank: it is not to be read. */
export type Meanings = Readonly<Record<string, string>>

/** How a list is to be read: what was said now, column by column, and what was said before. */
export type ListWishes = {
  columns?: readonly string[] | undefined
  headless?: boolean | undefined
  sheet?: number | undefined
  known?: Meanings | undefined
}

/** Columns that were understood, and what of it was said by hand. */
export type Columns = { held: (Heading | undefined)[]; meanings: Record<string, string> }

/** How many lines are looked at for the headings: lists of an office often begin with a title. */
export const mostBefore = 10
const shownRows = 3

/** A heading is remembered by its mark, since it may be anything; a column without one by its place. In hexadecimal, which no reader of keys rewrites. */
const keyOf = (heading: string, nth: number, headless: boolean) =>
  headless || plain(heading) === '' ? `#${nth + 1}` : hash('sha256', plain(heading)).slice(0, 32)

const isName = (heading: Heading | undefined) =>
  heading?.of === 'person' && (heading.field === 'name' || heading.field === 'given' || heading.field === 'family')

const understood = (cells: readonly string[], { columns, known = {}, headless = false }: ListWishes) =>
  cells.map((cell, nth): Heading | undefined => {
    const said = columns?.[nth] ?? known[keyOf(cell, nth, headless)]
    if (said !== undefined) return namedHeading(said)
    return headless ? undefined : headingOf(cell)
  })

const isAdult = (heading: Heading | undefined): heading is AdultHeading =>
  heading !== undefined && heading.of !== 'person' && heading.of !== 'guardian'

/** Headings of adults whom nobody can name by them: many lists have but a number for emergencies. */
const aloneIn = (all: readonly (Heading | undefined)[]): Set<Heading> => {
  const adults = all.filter(isAdult)
  return new Set(adults.filter((heading) => !isEnough(heading, adults)))
}

const filled = ({ cells }: Row) => cells.filter((cell) => cell.trim() !== '').length

/** The line of the headings: the first that names somebody, or else the first that looks like several columns. */
export const headingLine = (rows: readonly Row[], wishes: ListWishes): number => {
  const named = rows.findIndex(({ cells }) => understood(cells, { ...wishes, columns: undefined }).some(isName))
  return named >= 0
    ? named
    : Math.max(
        0,
        rows.findIndex((row) => filled(row) > 1),
      )
}

const widthOf = (rows: readonly Row[]) => Math.max(0, ...rows.map(({ cells }) => cells.length))

/** Understands the headings of a list; `rows` begin with them, or with the first person where there are none. */
export const readColumns = (rows: readonly Row[], wishes: ListWishes, file: string, problems: Problems): Columns => {
  const { columns, known = {}, headless = false } = wishes
  const [first] = rows
  const line = first?.line ?? 1
  const heads = headless ? Array.from({ length: widthOf(rows) }, () => '') : (first?.cells ?? [])
  const all = understood(heads, wishes)
  const alone = aloneIn(all)
  const held = all.map((heading, nth) => {
    const isMeant = columns !== undefined || known[keyOf(heads[nth] ?? '', nth, headless)] !== undefined
    if (!heading || isMeant || !alone.has(heading)) return heading
    problems.add('roster.adult_alone', { file, line, column: nameOf(heading) })
    return undefined
  })
  const names = held.map((heading) => heading && nameOf(heading))
  const meanings: Record<string, string> = {}
  for (const [nth, head] of heads.entries()) {
    const said = columns?.[nth] ?? known[keyOf(head, nth, headless)]
    if (said !== undefined) meanings[keyOf(head, nth, headless)] = said
  }
  if (held.some(isName))
    for (const [nth, name] of names.entries()) {
      const isMeant = Object.hasOwn(meanings, keyOf(heads[nth] ?? '', nth, headless))
      if (name === undefined && !isMeant && all[nth] === undefined && (heads[nth] ?? '').trim() !== '')
        problems.add('roster.column_not_read', { file, line, column: `#${nth + 1}` })
      else if (name !== undefined && names.indexOf(name) !== nth)
        problems.add('roster.column_twice', { file, line, column: name })
    }
  return { held, meanings }
}

/** Of which adults the columns speak: a list without them says nothing of whom is known already. */
export const adultListsIn = ({ held }: Columns): Set<ListedAdults> => new Set(held.filter(isAdult).map(({ of }) => of))

/** Whether somebody's name is among the columns. */
export const hasNames = ({ held }: Columns): boolean => held.some(isName)

const short = (text: string, most: number) => [...text].slice(0, most).join('')

/** The shape of a cell: one sign of each word, and dots for the rest. */
export const masked = (text: string): string =>
  short(text.normalize('NFC').trim(), 24).replace(
    /([\p{L}\p{N}])([\p{L}\p{N}\p{M}]+)/gu,
    (_, first: string, rest: string) => first + '·'.repeat([...rest].length),
  )

/** What reads like somebody's own is no heading. */
const shownHeading = (text: string) => (/[@\d]{1}.*[@\d]{3}|@/.test(text) ? masked(text) : short(text.trim(), 60))

/** The columns for whoever says what they hold. */
export const shapeOf = (rows: readonly Row[], { held }: Columns, headless: boolean): ListColumn[] => {
  const people = headless ? rows : rows.slice(1)
  return Array.from({ length: Math.min(64, widthOf(rows)) }, (_, nth) => {
    const heading = held[nth]
    return {
      heading: headless ? '' : shownHeading(rows[0]?.cells[nth] ?? ''),
      cells: people.slice(0, shownRows).map(({ cells }) => masked(cells[nth] ?? '')),
      means: heading ? nameOf(heading) : '',
    }
  })
}
