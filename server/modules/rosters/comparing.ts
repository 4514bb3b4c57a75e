import type { RosterProblem } from '#contract/roster-problems.ts'
import type { Fields, ImportCounts } from '#contract/rosters.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Link, LinkKind } from './board.ts'
import { classesOfNoSource, linksOf, yearsOf } from './importing.queries.ts'
import { keepLeast } from './least.ts'
import type { ListWishes } from './list/columns.ts'
import { readList, type Understood } from './list/reading.ts'
import { formOf } from './list/sources.ts'
import { knownFrom, matchRoster, type Plan } from './matching.ts'
import type { OwnClass } from './matching-classes.ts'
import { type Meet, newGuardians } from './meeting.ts'
import { pupilsWithAdults } from './meeting-adults.ts'
import { readPackage } from './package/reading.ts'
import type { Roster } from './package/roster.ts'
import { type Kept, linkTable } from './sealed.ts'

/** What is known of a school and of one source before a package is compared with it. */
export type Before = {
  links: Link[]
  years: { id: string; from: string; to: string }[]
  /** Classes that were opened by hand or prepared for a year, and that no source has. */
  ownClasses: OwnClass[]
  locale: string
  timeZone: string
  today: string
}

/** Whoever has left holds nothing any more. */
const linkOfRow = ({ kind, id, mark, note, target, left }: Kept, person: Pick<Link, 'personId' | 'left'>): Link => ({
  ...{ id: '', kind, externalId: id, mark, note, targetId: target, personId: person.personId },
  left: left === true || person.left,
})

/** Reads and opens what earlier packages of a source brought. A row about someone who was erased is no longer known. */
export const readBefore = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  sourceId: string | undefined,
  now: Date,
): Promise<Before> => {
  const [school, years, own, rows] = await Promise.all([
    schoolOf(tx),
    yearsOf(tx, schoolId),
    classesOfNoSource(tx, schoolId),
    sourceId ? linksOf(tx, schoolId, sourceId) : [],
  ])
  const opened = await vault.openSurviving(tx, schoolId, linkTable, rows)
  const labelled = await vault.openSurviving(tx, schoolId, classTable, own)
  const links = rows.flatMap(({ id, kind, targetId, personId, left }, nth): Link[] => {
    const said = opened[nth]
    if (!said) return []
    const link = {
      ...{ id, kind, left, externalId: said.id, mark: said.mark, note: said.note },
      ...{ targetId: targetId ?? undefined, personId: personId ?? undefined },
    }
    return said.rows ? [link, ...said.rows.map((row) => linkOfRow(row, link))] : [link]
  })
  return {
    links,
    years: years.map(({ id, fromOn, toOn }) => ({ id, from: fromOn, to: toOn })),
    ownClasses: own.flatMap(({ id, schoolYearId }, nth) => {
      const said = labelled[nth]
      return said ? [{ id, schoolYearId, label: said.label }] : []
    }),
    locale: school.locale,
    timeZone: school.timeZone,
    today: schoolDay(now, school.timeZone),
  }
}

/** How much of a file is wanted, and how a list is to be read. */
export type Reading = { fields: Fields; list: ListWishes }

/** A package compared with what was there, or refused; a list was understood in one way or another. */
export type Comparison = { problems: RosterProblem[]; understood: Understood | undefined } & (
  | { roster: Roster; plan: Plan }
  | { roster: undefined }
)

/** A package, or else a plain list; of either, no more than the school wants to hold. */
const readAny = async (bytes: Buffer, before: Before, { fields, list }: Reading) => {
  const year = before.years.find(({ from, to }) => from <= before.today && before.today <= to)
  const reading =
    formOf(bytes) === 'package'
      ? { ...(await readPackage(bytes, knownFrom(before.links))), understood: undefined }
      : await readList(bytes, year?.from ?? '', list)
  if (!reading.roster || fields === 'all') return reading
  return { ...reading, problems: [...reading.problems, ...keepLeast(reading.roster)] }
}

/** Reads a package and compares it with what its source brought before. */
export const compare = async (
  bytes: Buffer,
  before: Before,
  reading: Reading,
  meet: Meet,
  newId = uuidv7,
): Promise<Comparison> => {
  const { roster, problems, understood } = await readAny(bytes, before, reading)
  if (!roster) return { roster, problems, understood }
  const { found, warnings, adults } = await meet(newGuardians(roster, before.links), pupilsWithAdults(roster, before.links))
  const plan = await matchRoster(roster, { ...before, newId, found, adults })
  return { roster, plan, problems: [...problems, ...warnings, ...plan.warnings], understood }
}

const columns = { add: 'arriving', return: 'arriving', change: 'changing', leave: 'leaving' } as const

const none = () => ({ arriving: 0, changing: 0, leaving: 0 })

/** Nothing of anything. */
export const noCounts = (): ImportCounts => ({
  ...{ year: none(), class: none(), person: none(), enrolment: none() },
  ...{ guardianship: none(), contact: none(), fetching: none() },
})

const isCounted = (kind: LinkKind): kind is LinkKind & keyof ImportCounts => kind in noCounts()

/** How much comes, changes and goes; whether so many people go that a second yes is needed. */
export const countsOf = ({ entries, ends, years, peopleKnown }: Plan) => {
  const counts = noCounts()
  counts.year.arriving = years.filter(({ isNew }) => isNew).length
  for (const { kind, change, note } of entries)
    if (change && isCounted(kind) && !(kind === 'class' && note.found)) counts[kind][columns[change]] += 1
  const { leaving } = counts.person
  return {
    counts,
    touched: entries.filter(({ change }) => change).length + ends.length + counts.year.arriving,
    known: peopleKnown,
    asksAgain: leaving * 20 > peopleKnown,
  }
}
