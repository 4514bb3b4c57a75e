import {
  dataKinds,
  purposeOfNumber,
  type ReadEvent,
  type ReadersShownAs,
  readersShownAs,
  readKinds,
  readPersonReads,
} from '#contract/ledger-reading.ts'
import { endedBefore } from '#contract/ledger-spans.ts'
import { listsWithContacts } from '#contract/list-exports.ts'
import { profiles } from '#contract/roles.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { openNames } from '#modules/people/index.ts'
import { type Found, readsOf } from './finding.ts'
import { namesOf, shownRole } from './readers.ts'
import * as queries from './reads.queries.ts'

const DAYS = 30
const DAY_MS = 86_400_000
const daysBefore = (day: string, days: number) => new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)

/** How this viewer sees staff: those who run the school by name, others as the school has decided. */
export const showingFor = (runsSchool: boolean, decided: string): ReadersShownAs =>
  runsSchool ? 'name' : (readersShownAs.find((one) => one === decided) ?? 'initials')

/** The first day whose reads still say what they were. */
export const readableSince = (profile: string, timeZone: string, now: Date): string =>
  schoolDay(
    endedBefore(
      profiles.find((one) => one === profile),
      'access',
      'detail',
      now,
    ),
    timeZone,
  )

const kindsOf = ({ event, detail }: Found) => {
  const known: readonly string[] | undefined = readKinds[event]
  const said = detail?.payload['kinds']
  const reaches = listsWithContacts.some((list) => list === detail?.payload['list'])
  const kinds = [...(known ?? (Array.isArray(said) ? said : [])), ...(reaches ? ['contact'] : [])]
  return dataKinds.filter((kind) => kinds.includes(kind))
}

type Names = ReadonlyMap<string, string>

const rowOf = (same: readonly Found[], names: Names, viewerId: string | null) => {
  const [first, last] = [same[0]!, same.at(-1)!]
  const { actor, roles } = first.stub
  const event: ReadEvent = first.event
  return {
    first: first.at.toISOString(),
    last: last.at.toISOString(),
    times: same.length,
    who: {
      role: shownRole(roles),
      name: names.get(actor) ?? null,
      isOwn: actor === viewerId,
      isSchool: actor === nobody,
    },
    what: event,
    purpose: purposeOfNumber(first.purpose) ?? ('administration' as const),
    kinds: kindsOf(first),
    withheldOn: first.withheldOn ?? null,
    reference: first.id.slice(-8),
  }
}

/** By day, newest first; what one person did several times on a day for the same purpose is one row. */
const daysOf = (found: readonly Found[], names: Names, viewerId: string | null) => {
  const inOrder = found.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const byDay = Map.groupBy(inOrder, ({ day }) => day)
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, some]) => {
      const same = Map.groupBy(some, (one) => [one.stub.actor, one.event, one.purpose, one.withheldOn, ...kindsOf(one)].join())
      const reads = [...same.values()].map((group) => rowOf(group, names, viewerId))
      return { day, reads: reads.toSorted((a, b) => (a.last < b.last ? 1 : -1)) }
    })
}

export const whoSaw = action(readPersonReads, async ({ tx, actor, vault, params, query, now, emit }) => {
  const [schoolId, viewerId] = [actor.schoolId!, actor.personId]
  const [school, row, runs] = await Promise.all([
    schoolOf(tx),
    queries.personById(tx, schoolId, params.id),
    queries.runsSchool(tx),
  ])
  const [named] = await openNames(tx, vault, schoolId, [row ?? refuse('not_found')])
  const since = readableSince(school.profile, school.timeZone, now)
  const to = query.to ?? schoolDay(now, school.timeZone)
  const from = [daysBefore(to, DAYS - 1), since].toSorted().at(-1)!
  const own = query.own === 'true'
  const found = await readsOf(tx, vault, { schoolId, personId: params.id, viewerId, from, to, own })
  const shownAs = showingFor(runs, school.readersShownAs)
  const names = await namesOf(
    tx,
    vault,
    schoolId,
    found.map(({ stub }) => stub.actor),
    shownAs,
  )
  emit('ledger.read', {}, { subject: params.id })
  return {
    person: { id: params.id, display: named!.display, isSelf: params.id === viewerId },
    ...{ from, to, readableSince: since, shownAs },
    earlier: from > since ? daysBefore(from, 1) : null,
    days: daysOf(found, names, viewerId),
  }
})
