import type { Tx } from '#kernel/db.ts'
import { emergencyContactTable, personTable, pickUpAdultTable, sealedPeople } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Entry } from './board.ts'
import type { Plan } from './matching.ts'
import { sealedAdults } from './meeting.queries.ts'
import type { RosterUser } from './package/roster.ts'
import type { Difference } from './sealed.ts'
import { namesOf } from './words.ts'

const most = 200
const isUser = (content: object | undefined): content is RosterUser => content !== undefined && 'givenName' in content
const isAdult = ({ kind }: Entry) => kind === 'contact' || kind === 'fetching'

type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Names = ReadonlyMap<string, string>

/** The names of those who go, and of pupils whose adults come or go; whoever is in the file is called as there. */
const peopleIn = async ({ tx, vault, schoolId }: Hands, shown: readonly Entry[], plan: Plan, locale: string): Promise<Names> => {
  const ids = shown.flatMap((entry) => {
    if (isAdult(entry)) return entry.personId ?? []
    return entry.kind === 'person' && entry.change === 'leave' && entry.targetId ? [entry.targetId] : []
  })
  const wanted = new Set(ids)
  const listed = plan.entries.flatMap(({ kind, targetId, content }): [string, string][] =>
    kind === 'person' && targetId && wanted.has(targetId) && isUser(content)
      ? [[targetId, namesOf(content, locale).display]]
      : [],
  )
  const names = new Map(listed)
  const known = await sealedPeople(
    tx,
    schoolId,
    [...wanted].filter((id) => !names.has(id)),
  )
  const opened = await vault.openSurviving(tx, schoolId, personTable, known)
  for (const [nth, { id }] of known.entries()) if (opened[nth]) names.set(id, opened[nth].names.display)
  return names
}

/** The names of adults whom the list no longer has. */
const adultsIn = async ({ tx, vault, schoolId }: Hands, shown: readonly Entry[]): Promise<Names> => {
  const gone = shown.filter((entry) => isAdult(entry) && entry.change === 'leave').flatMap(({ targetId }) => targetId ?? [])
  if (gone.length === 0) return new Map()
  const [contacts, fetching] = await sealedAdults(tx, schoolId, gone)
  const called = await vault.openSurviving(tx, schoolId, emergencyContactTable, contacts)
  const fetch = await vault.openSurviving(tx, schoolId, pickUpAdultTable, fetching)
  return new Map([
    ...contacts.map(({ id }, nth) => [id, called[nth]?.name ?? ''] as const),
    ...fetching.map(({ id }, nth) => [id, fetch[nth]?.name ?? ''] as const),
  ])
}

/** Somebody of the school, where the line is about one: who only arrives has no log yet. */
const aboutWhom = ({ kind, targetId, personId, change }: Entry) =>
  kind === 'person' ? (change === 'add' ? undefined : targetId) : personId

const shownAs = (entry: Entry, people: Names, adults: Names, locale: string): string | undefined => {
  const { content, targetId = '', personId = '' } = entry
  if (isUser(content)) return namesOf(content, locale).display
  if (!isAdult(entry)) return content && 'label' in content ? String(content.label) : people.get(targetId)
  const name = content && 'name' in content ? String(content.name) : adults.get(targetId)
  const pupil = people.get(personId)
  return name && pupil ? `${name} (${pupil})` : name
}

/** The first rows of each change, with names where they are people, and the pupil's beside an adult's. */
export const differencesOf = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  plan: Plan,
  locale: string,
): Promise<Difference[]> => {
  const groups = Map.groupBy(plan.entries, ({ kind, change }) => `${kind} ${change}`)
  const shown = [...groups.values()].flatMap((some) => some.slice(0, most))
  const hands = { tx, vault, schoolId }
  const [people, adults] = [await peopleIn(hands, shown, plan, locale), await adultsIn(hands, shown)]
  return shown.flatMap((entry) => {
    const { kind, change, line, note } = entry
    if (!change) return []
    const display = shownAs(entry, people, adults, locale)
    const about = aboutWhom(entry)
    return [
      {
        kind,
        change: change === 'add' && note.found ? 'found' : change,
        ...(line !== undefined && change !== 'leave' && { line }),
        ...(display && { display }),
        ...(display && about && { about }),
      },
    ]
  })
}
