import type { Version, Vocabulary } from './vocabulary.ts'

/** The files that are read, in the order in which references can be resolved. */
export const rosterFiles = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'userProfiles',
  'roles',
  'enrollments',
  'demographics',
] as const

/** The name of a file that is read, without its ending. */
export type RosterFile = (typeof rosterFiles)[number]

/** Files of the format that are none of a roster's business: they may be there, and stay closed. */
export const otherFiles = [
  'categories',
  'lineItems',
  'results',
  'scoreScales',
  'lineItemScoreScales',
  'resultScoreScales',
  'lineItemLearningObjectiveIds',
  'resultLearningObjectiveIds',
  'resources',
  'classResources',
  'courseResources',
  'userResources',
] as const

/** What a column holds; a `closed` column is blanked before anything looks at it. */
export type Column = {
  holds: 'id' | 'ids' | 'text' | 'texts' | 'date' | 'timestamp' | 'boolean' | 'year' | 'word' | 'email' | 'closed'
  to?: RosterFile
  of?: Vocabulary
  required?: true
  optional?: true
}

/** The columns of one file, in the order of the format. */
export type Columns = Readonly<Record<string, Column>>

const id: Column = { holds: 'id' }
const text: Column = { holds: 'text' }
const texts: Column = { holds: 'texts' }
const date: Column = { holds: 'date' }
const boolean: Column = { holds: 'boolean' }
const closed: Column = { holds: 'closed' }
const to = (file: RosterFile): Column => ({ holds: 'id', to: file })
const manyTo = (file: RosterFile): Column => ({ holds: 'ids', to: file })
const word = (of: Vocabulary): Column => ({ holds: 'word', of })
const must = (column: Column): Column => ({ ...column, required: true })
const may = (column: Column): Column => ({ ...column, optional: true })

const head: Columns = { sourcedId: must(id), status: word('status'), dateLastModified: { holds: 'timestamp' } }

const ethnicity = [
  'americanIndianOrAlaskaNative',
  'asian',
  'blackOrAfricanAmerican',
  'nativeHawaiianOrOtherPacificIslander',
  'white',
  'demographicRaceTwoOrMoreRaces',
  'hispanicOrLatinoEthnicity',
]
const origin = ['countryOfBirthCode', 'stateOfBirthAbbreviation', 'cityOfBirth', 'publicSchoolResidenceStatus']
const allClosed = (names: string[]): Columns => Object.fromEntries(names.map((name) => [name, closed]))

const both = {
  academicSessions: {
    ...head,
    title: must(text),
    type: must(word('sessionType')),
    startDate: must(date),
    endDate: must(date),
    parentSourcedId: to('academicSessions'),
    schoolYear: must({ holds: 'year' }),
  },
  orgs: { ...head, name: must(text), type: must(word('orgType')), identifier: text, parentSourcedId: to('orgs') },
  courses: {
    ...head,
    schoolYearSourcedId: to('academicSessions'),
    title: must(text),
    courseCode: text,
    grades: texts,
    orgSourcedId: must(to('orgs')),
    subjects: texts,
    subjectCodes: texts,
  },
  classes: {
    ...head,
    title: must(text),
    grades: texts,
    courseSourcedId: must(to('courses')),
    classCode: text,
    classType: must(word('classType')),
    location: text,
    schoolSourcedId: must(to('orgs')),
    termSourcedIds: must(manyTo('academicSessions')),
    subjects: texts,
    subjectCodes: texts,
    periods: texts,
  },
  enrollments: {
    ...head,
    classSourcedId: must(to('classes')),
    schoolSourcedId: must(to('orgs')),
    userSourcedId: must(to('users')),
    role: must(word('enrolmentRole')),
    primary: boolean,
    beginDate: date,
    endDate: date,
  },
  demographics: {
    ...head,
    sourcedId: must(to('users')),
    birthDate: date,
    sex: word('sex'),
    ...allClosed(ethnicity),
    ...allClosed(origin),
  },
} satisfies Partial<Record<RosterFile, Columns>>

const contact: Columns = {
  userIds: closed,
  givenName: must(text),
  familyName: must(text),
  middleName: text,
  identifier: text,
  email: { holds: 'email' },
  sms: closed,
  phone: closed,
  agentSourcedIds: manyTo('users'),
  grades: texts,
  password: closed,
}

/** The columns of every file that is read, by version. */
export const columnsOf: Record<Version, Partial<Record<RosterFile, Columns>>> = {
  '1.1': {
    ...both,
    users: {
      ...head,
      enabledUser: must(boolean),
      orgSourcedIds: must(manyTo('orgs')),
      role: must(word('userRole')),
      username: text,
      ...contact,
    },
  },
  '1.2': {
    ...both,
    users: {
      ...head,
      enabledUser: must(boolean),
      username: text,
      ...contact,
      userMasterIdentifier: closed,
      resourceSourcedIds: may(closed),
      preferredGivenName: text,
      preferredMiddleName: text,
      preferredFamilyName: text,
      primaryOrgSourcedId: to('orgs'),
      pronouns: closed,
    },
    roles: {
      ...head,
      userSourcedId: must(to('users')),
      roleType: must(word('roleType')),
      role: must(word('userRole')),
      beginDate: date,
      endDate: date,
      orgSourcedId: must(to('orgs')),
      userProfileSourcedId: to('userProfiles'),
    },
    userProfiles: {
      ...head,
      userSourcedId: must(to('users')),
      profileType: closed,
      vendorId: closed,
      applicationId: closed,
      description: closed,
      credentialType: closed,
      username: closed,
      password: closed,
    },
  },
}

/** Columns of the Japanese profile that carry the reading of a name; every other `metadata.` column stays closed. */
export const kanaColumns: Columns = { 'metadata.jp.kanaGivenName': text, 'metadata.jp.kanaFamilyName': text }
