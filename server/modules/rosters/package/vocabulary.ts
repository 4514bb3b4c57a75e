/** The versions that Préau reads. */
export const versions = ['1.1', '1.2'] as const

/** A version of OneRoster. */
export type Version = (typeof versions)[number]

const shared = {
  status: ['active', 'tobedeleted'],
  orgType: ['department', 'school', 'district', 'local', 'state', 'national'],
  sessionType: ['gradingPeriod', 'semester', 'schoolYear', 'term'],
  classType: ['homeroom', 'scheduled'],
  roleType: ['primary', 'secondary'],
  enrolmentRole: ['administrator', 'proctor', 'student', 'teacher'],
}

/** The closed lists of each version; those in `open` also take words that begin with `ext:`. */
export const vocabularies = {
  '1.1': {
    ...shared,
    userRole: ['administrator', 'aide', 'guardian', 'parent', 'proctor', 'relative', 'student', 'teacher'],
    sex: ['male', 'female'],
  },
  '1.2': {
    ...shared,
    userRole: [
      'aide',
      'counselor',
      'districtAdministrator',
      'guardian',
      'parent',
      'principal',
      'proctor',
      'relative',
      'siteAdministrator',
      'student',
      'systemAdministrator',
      'teacher',
    ],
    sex: ['male', 'female', 'unspecified', 'other'],
  },
} as const satisfies Record<Version, Record<string, readonly string[]>>

/** The name of a closed list. */
export type Vocabulary = keyof (typeof vocabularies)['1.1']

/** The lists that a school may extend with words of its own. */
export const open: ReadonlySet<Vocabulary> = new Set(['orgType', 'sessionType', 'classType', 'userRole', 'enrolmentRole', 'sex'])
