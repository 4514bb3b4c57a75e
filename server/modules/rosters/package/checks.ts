import type { Problems } from './problems.ts'
import type { Roster, RosterUser } from './roster.ts'

type Child = { id: string; line: number; parentId: string | undefined }

/** An organisation or session that is its own ancestor. */
const checkCircles = (file: string, children: Child[], problems: Problems) => {
  const parents = new Map(children.map(({ id, parentId }) => [id, parentId]))
  const sound = new Set<string>()
  for (const { id, line } of children) {
    const path = new Set<string>()
    let at: string | undefined = id
    while (at && !sound.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at)
    }
    if (at && path.has(at)) problems.add('roster.circle', { file, line, column: 'parentSourcedId' })
    for (const one of path) sound.add(one)
  }
}

const checkTwice = (users: RosterUser[], column: 'identifier' | 'username', problems: Problems) => {
  const seen = new Set<string>()
  for (const user of users) {
    const value = user[column]?.toLowerCase()
    if (!value || user.leaving) continue
    if (seen.has(value)) problems.add(`roster.${column}_twice`, { file: 'users.csv', line: user.line, column })
    seen.add(value)
  }
}

const checkRoles = ({ version, modes, roles, users }: Roster, problems: Problems) => {
  const primaries = new Set<string>()
  const placed = new Set<string>()
  for (const { userId, orgId, primary, leaving, line } of roles) {
    if (leaving) continue
    placed.add(userId)
    const pair = JSON.stringify([userId, orgId])
    if (primary && version === '1.2' && primaries.has(pair))
      problems.add('roster.primary_role_twice', { file: 'roles.csv', line, column: 'roleType' })
    if (primary) primaries.add(pair)
  }
  if (modes.roles === 'delta' || modes.users === 'delta') return
  for (const { id, line } of users) if (!placed.has(id)) problems.add('roster.user_without_role', { file: 'users.csv', line })
}

const checkTeachers = ({ modes, classes, enrolments }: Roster, problems: Problems) => {
  if (modes.classes !== 'bulk' || modes.enrollments === 'delta') return
  const taught = new Set(enrolments.filter(({ role }) => role === 'teacher').map(({ classId }) => classId))
  for (const { id, line } of classes)
    if (!taught.has(id)) problems.add('roster.class_without_teacher', { file: 'classes.csv', line })
}

/** What can only be seen when every file has been read. */
export const checkRoster = (roster: Roster, problems: Problems) => {
  checkCircles('orgs.csv', roster.orgs, problems)
  checkCircles('academicSessions.csv', roster.sessions, problems)
  checkTwice(roster.users, 'identifier', problems)
  checkTwice(roster.users, 'username', problems)
  if (problems.hasErrors()) return
  checkRoles(roster, problems)
  checkTeachers(roster, problems)
}
