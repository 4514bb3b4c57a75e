import { listedAdults } from '#contract/roster-columns.ts'
import { type RosterProblem, rosterProblems } from '#contract/roster-problems.ts'
import type { Roster, RosterUser } from './package/roster.ts'

const code = 'roster.column_dropped'

/** Columns beyond the least, and how a person is without them. */
const dropped: readonly (readonly [string, (user: RosterUser) => boolean, (user: RosterUser) => void])[] = [
  ['grades', ({ grades }) => grades.length > 0, (user) => Object.assign(user, { grades: [] })],
  ['middleName', ({ middleName }) => middleName !== undefined, (user) => Object.assign(user, { middleName: undefined })],
  ['identifier', ({ identifier }) => identifier !== undefined, (user) => Object.assign(user, { identifier: undefined })],
  [
    'preferredGivenName',
    ({ preferredGivenName, preferredFamilyName }) => (preferredGivenName ?? preferredFamilyName) !== undefined,
    (user) => Object.assign(user, { preferredGivenName: undefined, preferredFamilyName: undefined }),
  ],
  ['agentSourcedIds', ({ agentIds }) => agentIds.length > 0, (user) => Object.assign(user, { agentIds: [] })],
]

/** Leaves of a roster names, roles, classes and e-mail addresses, before anything is kept; says which columns were there for nothing. */
export const keepLeast = (roster: Roster): RosterProblem[] => {
  roster.withoutFamilies = true
  const adults = roster.adults?.rows ?? []
  delete roster.adults
  const lists = listedAdults.filter((list) => adults.some((adult) => adult.list === list))
  const without: RosterProblem[] = dropped.flatMap(([column, isThere, drop]) => {
    const some = roster.users.filter(isThere)
    some.forEach(drop)
    return some.length > 0 ? [{ code, severity: rosterProblems[code], file: 'users.csv', column }] : []
  })
  return [...without, ...lists.map((column): RosterProblem => ({ code, severity: rosterProblems[code], file: 'list', column }))]
}
