import type { ListedAdults } from '#contract/roster-columns.ts'
import type { RosterFile } from './columns.ts'
import type { Mode } from './manifest.ts'
import type { Cells } from './rows.ts'
import type { Version } from './vocabulary.ts'

/** What every row of a roster has: its id at the source, its line, and whether the source lets it go. */
export type RosterRow = { id: string; line: number; leaving: boolean }

/** A district, school or department. */
export type Organisation = RosterRow & { name: string; type: string; parentId: string | undefined }

/** A school year, term or semester. */
export type Session = RosterRow & {
  title: string
  type: string
  from: string
  to: string
  parentId: string | undefined
  schoolYear: string
}

/** A subject that is taught. */
export type Course = RosterRow & { title: string; orgId: string }

/** A class. */
export type RosterClass = RosterRow & {
  title: string
  code: string | undefined
  type: string
  grades: string[]
  courseId: string
  orgId: string
  sessionIds: string[]
}

/** A person, with the few things that the school uses. */
export type RosterUser = RosterRow & {
  enabled: boolean
  givenName: string
  middleName: string | undefined
  familyName: string
  preferredGivenName: string | undefined
  preferredFamilyName: string | undefined
  kanaGivenName: string | undefined
  kanaFamilyName: string | undefined
  identifier: string | undefined
  username: string | undefined
  email: string | undefined
  grades: string[]
  agentIds: string[]
}

/** What a person is at an organisation. */
export type RosterRole = RosterRow & {
  userId: string
  role: string
  primary: boolean
  orgId: string
  from: string | undefined
  to: string | undefined
}

/** A person's place in a class. */
export type RosterEnrolment = RosterRow & {
  classId: string
  orgId: string
  userId: string
  role: string
  primary: boolean
  from: string | undefined
  to: string | undefined
}

/** Somebody whom a list names for a pupil: to be called, or who may fetch. */
export type ListedAdult = {
  list: ListedAdults
  userId: string
  line: number
  nth: number
  name: string
  relation: string
  phone: string
}

/** A package that was read without an error. Demographics are checked and not kept: no table of ours holds them. */
export type Roster = {
  /** Nothing is said about who is whose guardian: what is known stays. */
  withoutFamilies?: true
  /** Whom to call and who may fetch, and of which of the two the file speaks at all. */
  adults?: { lists: Set<ListedAdults>; rows: ListedAdult[] }
  version: Version
  modes: Partial<Record<RosterFile, Mode>>
  orgs: Organisation[]
  sessions: Session[]
  courses: Course[]
  classes: RosterClass[]
  users: RosterUser[]
  roles: RosterRole[]
  enrolments: RosterEnrolment[]
}

const row = (cells: Cells): RosterRow => ({ id: cells.text('sourcedId'), line: cells.line, leaving: cells.leaving })

const organisation = (cells: Cells): Organisation => ({
  ...row(cells),
  name: cells.text('name'),
  type: cells.text('type'),
  parentId: cells.maybe('parentSourcedId'),
})

const session = (cells: Cells): Session => ({
  ...row(cells),
  title: cells.text('title'),
  type: cells.text('type'),
  from: cells.text('startDate'),
  to: cells.text('endDate'),
  parentId: cells.maybe('parentSourcedId'),
  schoolYear: cells.text('schoolYear'),
})

const course = (cells: Cells): Course => ({ ...row(cells), title: cells.text('title'), orgId: cells.text('orgSourcedId') })

const rosterClass = (cells: Cells): RosterClass => ({
  ...row(cells),
  title: cells.text('title'),
  code: cells.maybe('classCode'),
  type: cells.text('classType'),
  grades: cells.texts('grades'),
  courseId: cells.text('courseSourcedId'),
  orgId: cells.text('schoolSourcedId'),
  sessionIds: cells.texts('termSourcedIds'),
})

const user = (cells: Cells): RosterUser => ({
  ...row(cells),
  enabled: cells.yes('enabledUser'),
  givenName: cells.text('givenName'),
  middleName: cells.maybe('middleName'),
  familyName: cells.text('familyName'),
  preferredGivenName: cells.maybe('preferredGivenName'),
  preferredFamilyName: cells.maybe('preferredFamilyName'),
  kanaGivenName: cells.maybe('metadata.jp.kanaGivenName'),
  kanaFamilyName: cells.maybe('metadata.jp.kanaFamilyName'),
  identifier: cells.maybe('identifier'),
  username: cells.maybe('username'),
  email: cells.maybe('email'),
  grades: cells.texts('grades'),
  agentIds: cells.texts('agentSourcedIds'),
})

const place = (cells: Cells) => ({
  orgId: cells.text('orgSourcedId') || cells.text('schoolSourcedId'),
  userId: cells.text('userSourcedId'),
  role: cells.text('role'),
  from: cells.maybe('beginDate'),
  to: cells.maybe('endDate'),
})

/** OneRoster 1.1 says in the row of the person what 1.2 says in a file of its own: both become roles. */
const rolesOfUser = (cells: Cells): RosterRole[] =>
  cells.texts('orgSourcedIds').map((orgId, i) => ({
    ...row(cells),
    userId: cells.text('sourcedId'),
    role: cells.text('role'),
    primary: i === 0,
    orgId,
    from: undefined,
    to: undefined,
  }))

/** Puts a checked row where it belongs. */
export const keepRow = (roster: Roster, file: RosterFile, cells: Cells) => {
  if (file === 'orgs') roster.orgs.push(organisation(cells))
  else if (file === 'academicSessions') roster.sessions.push(session(cells))
  else if (file === 'courses') roster.courses.push(course(cells))
  else if (file === 'classes') roster.classes.push(rosterClass(cells))
  else if (file === 'users') {
    roster.users.push(user(cells))
    if (roster.version === '1.1') roster.roles.push(...rolesOfUser(cells))
  } else if (file === 'roles')
    roster.roles.push({ ...row(cells), ...place(cells), primary: cells.text('roleType') === 'primary' })
  else if (file === 'enrollments')
    roster.enrolments.push({
      ...row(cells),
      ...place(cells),
      classId: cells.text('classSourcedId'),
      primary: cells.yes('primary'),
    })
}
