import { unhurried } from '#vault/pace.ts'
import type { Board, Entry } from './board.ts'
import type { Roster, RosterUser } from './package/roster.ts'
import { grantedRoles, markOf, relationOf, spanIn } from './words.ts'

/** All that is kept of what the source says about somebody: what is not kept cannot change. */
const saidOf = (user: RosterUser) => [
  ...[user.enabled, user.givenName, user.familyName, user.preferredGivenName, user.preferredFamilyName],
  ...[[user.kanaFamilyName, user.kanaGivenName].filter(Boolean).join(' '), user.email, user.grades],
]

const matchPerson = (user: RosterUser, board: Board, newId: () => string, foundId: string | undefined) => {
  const { id, line } = user
  const known = board.entry('person', id)?.note
  const before = known?.state
  const isFound = known ? known.found : foundId !== undefined
  const state = user.enabled ? 'active' : 'suspended'
  const entry = board.see('person', id, {
    mark: markOf(saidOf(user)),
    line,
    note: {
      state,
      ...(user.preferredFamilyName && { preferredFamily: user.preferredFamilyName }),
      ...(isFound && { found: true }),
    },
  })
  if (isFound) Object.assign(entry, { targetId: entry.targetId ?? foundId })
  else if (entry.change === 'add') Object.assign(entry, { act: 'make', targetId: newId(), state })
  else if (entry.change)
    Object.assign(entry, { act: 'alter', state: entry.change === 'return' || before !== state ? state : undefined })
  if (entry.act || entry.change === 'add') entry.content = user
  entry.personId = entry.targetId
}

const end = (entry: Entry, board: Board) => {
  board.leave(entry)
  if (entry.change && !entry.note.found) Object.assign(entry, { act: 'end', state: 'leaving' })
}

/** People: those whom the package has, and those whom it lets go. */
export const matchPeople = async (roster: Roster, board: Board, newId: () => string, found: ReadonlyMap<string, string>) => {
  const pace = unhurried()
  for (const user of roster.users) {
    if (pace.isTime()) await pace.rest()
    const known = board.entry('person', user.id)
    if (!user.leaving) matchPerson(user, board, newId, found.get(user.id))
    else if (known?.live) end(known, board)
  }
  if (roster.modes.users !== 'bulk') return
  board.sweep('person')
  for (const entry of board.entries('person')) if (entry.change === 'leave') end(entry, board)
}

/** Roles in the school; several rows of the source about one role (one per organisation) become one role of ours. */
export const matchRoles = async (
  roster: Roster,
  board: Board,
  newId: () => string,
  notGranted: (line: number, word: string) => void,
) => {
  const held = new Map<string, string>()
  for (const { live, targetId, personId, note } of board.entries('role'))
    if (live && targetId) held.set(`${personId} ${note.role}`, targetId)
  const pace = unhurried()
  for (const row of roster.roles) {
    if (pace.isTime()) await pace.rest()
    const externalId = roster.version === '1.1' ? `${row.userId} ${row.orgId}` : row.id
    const [known, person, role] = [board.entry('role', externalId), board.entry('person', row.userId), grantedRoles[row.role]]
    if (row.leaving || !person?.targetId || !person.live) {
      if (known?.live) board.leave(known)
    } else if (!role) notGranted(row.line, row.role)
    else {
      const relation = relationOf(row.role)
      const note = { role, ...(relation && { relation }), ...spanIn(row) }
      const entry = board.see('role', externalId, {
        mark: markOf([row.userId, row.role, row.from, row.to]),
        line: row.line,
        note,
      })
      const target = held.get(`${person.targetId} ${role}`) ?? newId()
      held.set(`${person.targetId} ${role}`, target)
      Object.assign(entry, { personId: person.targetId, targetId: target, fromOn: row.from, untilOn: row.to })
    }
  }
}

/** Agents who are parents, guardians or relatives of a pupil become guardians of that pupil; other agents do not. */
export const matchGuardians = (roster: Roster, board: Board, newId: () => string) => {
  const relations = new Map<string, Entry['note']>()
  const pupils = new Set<string>()
  for (const { live, personId, note } of board.entries('role')) {
    if (!live || !personId) continue
    if (note.role === 'pupil') pupils.add(personId)
    if (note.role === 'guardian') relations.set(personId, note)
  }
  const spokenOf = new Set<string>()
  const wanted = new Set<string>()
  for (const { id, line, leaving, agentIds } of roster.users) {
    const pupilId = board.entry('person', id)?.targetId
    if (!pupilId) continue
    spokenOf.add(pupilId)
    for (const agentId of leaving || !pupils.has(pupilId) ? [] : agentIds) {
      const guardianId = board.entry('person', agentId)?.targetId
      const relation = guardianId && relations.get(guardianId)?.relation
      if (!guardianId || !relation) continue
      const externalId = `${id} ${agentId}`
      wanted.add(externalId)
      const entry = board.see('guardianship', externalId, { mark: relation, line, note: { otherId: guardianId, relation } })
      if (entry.change === 'add' || entry.change === 'return') Object.assign(entry, { act: 'make', targetId: newId() })
      else entry.change = undefined
      entry.personId = pupilId
    }
  }
  for (const entry of board.entries('guardianship'))
    if (entry.live && entry.personId && spokenOf.has(entry.personId) && !wanted.has(entry.externalId)) board.leave(entry)
}
