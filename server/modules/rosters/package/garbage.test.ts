import { expect, test } from 'vitest'
import { fileOf, packageOf, smallSchool, spoilt } from '../../../../tests/packages.ts'
import { readPackage } from './reading.ts'

type Files = Record<string, string | Buffer>

/** The problems of a package, as code, file, line and column. */
const complaint = async (files: Files) => {
  const { roster, problems } = await readPackage(packageOf(files))
  return { refused: roster === undefined, problems: problems.map(({ code, file, line, column }) => [code, file, line, column]) }
}

const garbage: [string, () => Files, unknown[][]][] = [
  [
    'a column is missing',
    () => spoilt('classes.csv', ',location', ''),
    [['roster.column_missing', 'classes.csv', 1, 'location']],
  ],
  [
    'a column is unknown',
    () => spoilt('orgs.csv', 'identifier', 'identifier,colour'),
    [['roster.column_unknown', 'orgs.csv', 1, 'colour']],
  ],
  [
    'a column has capitals of its own',
    () => spoilt('orgs.csv', 'parentSourcedId', 'ParentSourcedID'),
    [['roster.column_case', 'orgs.csv', 1, 'ParentSourcedID']],
  ],
  [
    'a column stands twice',
    () => spoilt('orgs.csv', 'identifier,', 'identifier,identifier,'),
    [['roster.column_twice', 'orgs.csv', 1, 'identifier']],
  ],
  ['a file has no header', () => spoilt('users.csv', /^.*\r\n/, ''), [['roster.header_missing', 'users.csv', 1, undefined]]],
  ['a file is empty', () => ({ ...smallSchool(), 'orgs.csv': '' }), [['roster.header_missing', 'orgs.csv', 1, undefined]]],
  [
    'a row has a cell too many',
    () => spoilt('orgs.csv', 'school,,', 'school,,,'),
    [['roster.row_ragged', 'orgs.csv', 2, undefined]],
  ],
  ['a required cell is blank', () => spoilt('users.csv', 'Noor', ''), [['roster.cell_required', 'users.csv', 3, 'givenName']]],
  [
    'a bulk file says what changed',
    () => spoilt('orgs.csv', 'o1,,', 'o1,active,'),
    [['roster.cell_not_blank', 'orgs.csv', 2, 'status']],
  ],
  [
    'a changed row does not say when',
    () => spoilt('orgs.csv', '2025-01-02T03:04:05.006Z', '', smallSchool('1.2', 'delta')),
    [['roster.cell_required', 'orgs.csv', 2, 'dateLastModified']],
  ],
  [
    'a day does not exist',
    () => spoilt('academicSessions.csv', '2026-06-12', '2026-02-30'),
    [['roster.date_wrong', 'academicSessions.csv', 2, 'endDate']],
  ],
  [
    'an instant has no zone',
    () => spoilt('orgs.csv', '006Z', '006', smallSchool('1.2', 'delta')),
    [['roster.timestamp_wrong', 'orgs.csv', 2, 'dateLastModified']],
  ],
  [
    'a yes is not true or false',
    () => spoilt('users.csv', 't1,,,true', 't1,,,TRUE'),
    [['roster.boolean_wrong', 'users.csv', 2, 'enabledUser']],
  ],
  [
    'a year is not a year',
    () => spoilt('academicSessions.csv', ',2026\r', ',26\r'),
    [['roster.year_wrong', 'academicSessions.csv', 2, 'schoolYear']],
  ],
  [
    'a word is not on its list',
    () => spoilt('enrollments.csv', 'student', 'pupil'),
    [['roster.value_not_listed', 'enrollments.csv', 3, 'role']],
  ],
  [
    'an id does not resolve',
    () => spoilt('enrollments.csv', 'o1,p1', 'o1,p9'),
    [['roster.reference_missing', 'enrollments.csv', 3, 'userSourcedId']],
  ],
  [
    'an agent does not resolve',
    () => spoilt('users.csv', ',g1,6', ',g9,6'),
    [['roster.reference_missing', 'users.csv', 3, 'agentSourcedIds']],
  ],
  ['an id stands twice', () => spoilt('enrollments.csv', 'e2', 'e1'), [['roster.id_twice', 'enrollments.csv', 3, 'sourcedId']]],
  [
    'two people have one identifier',
    () => spoilt('users.csv', 'P-1', 'T-1'),
    [['roster.identifier_twice', 'users.csv', 3, 'identifier']],
  ],
  [
    'two people have one user name',
    () => spoilt('users.csv', 'p1,,,true,', 'p1,,,true,ROSA'),
    [['roster.username_twice', 'users.csv', 3, 'username']],
  ],
  [
    'an enrolment ends before it begins',
    () => spoilt('enrollments.csv', '2026-06-12', '2025-08-17'),
    [['roster.ends_before_begins', 'enrollments.csv', 3, 'endDate']],
  ],
  [
    'a person is her own guardian',
    () => spoilt('users.csv', ',g1,6', ',p1,6'),
    [['roster.own_agent', 'users.csv', 3, 'agentSourcedIds']],
  ],
  [
    'two primary roles at one school',
    () => spoilt('roles.csv', 'r3,,,g1', 'r3,,,p1'),
    [
      ['roster.primary_role_twice', 'roles.csv', 4, 'roleType'],
      ['roster.user_without_role', 'users.csv', 4, undefined],
    ],
  ],
  [
    'a school belongs to itself',
    () => spoilt('orgs.csv', 'school,,', 'school,,o1'),
    [['roster.circle', 'orgs.csv', 2, 'parentSourcedId']],
  ],
  [
    'an id is longer than an id',
    () => spoilt('orgs.csv', 'school,,', `school,,${'o'.repeat(256)}`),
    [['roster.id_too_long', 'orgs.csv', 2, 'parentSourcedId']],
  ],
  [
    'a cell is longer than a cell',
    () => spoilt('classes.csv', '6B,6,', `${'6'.repeat(8193)},6,`),
    [['roster.cell_too_long', 'classes.csv', 2, 'title']],
  ],
  [
    'a cell of a megabyte',
    () => spoilt('classes.csv', '6B,6,', `${'6'.repeat(1_000_000)},6,`),
    [['roster.row_too_long', 'classes.csv', 2, undefined]],
  ],
  [
    'a quote stands inside a cell',
    () => spoilt('users.csv', 'Noor', 'No"or'),
    [['roster.quote_misplaced', 'users.csv', 3, undefined]],
  ],
  ['a quote never ends', () => spoilt('users.csv', 'Noor', '"Noor'), [['roster.quote_not_closed', 'users.csv', 3, undefined]]],
  [
    'a name with a control character',
    () => spoilt('users.csv', 'Noor', 'No\u0007or'),
    [['roster.character_forbidden', 'users.csv', 3, 'givenName']],
  ],
  [
    'a name with a letter that turns the line round',
    () => spoilt('users.csv', 'Noor', 'No\u202eor'),
    [['roster.character_forbidden', 'users.csv', 3, 'givenName']],
  ],
  ['a NUL', () => spoilt('users.csv', 'Noor', 'No\0or'), [['roster.nul', 'users.csv', 3, undefined]]],
  [
    'no manifest',
    () => Object.fromEntries(Object.entries(smallSchool()).slice(1)),
    [['roster.manifest_missing', 'manifest.csv', undefined, undefined]],
  ],
  [
    'a version of tomorrow',
    () => spoilt('manifest.csv', 'version,1.2', 'version,2.0'),
    [['roster.value_not_listed', 'manifest.csv', 3, 'value']],
  ],
  [
    'no version',
    () => spoilt('manifest.csv', 'oneroster.version,1.2\r\n', ''),
    [['roster.property_missing', 'manifest.csv', undefined, undefined]],
  ],
  [
    'a mode of its own',
    () => spoilt('manifest.csv', 'file.orgs,bulk', 'file.orgs,all'),
    [['roster.value_not_listed', 'manifest.csv', 4, 'value']],
  ],
  [
    'a property twice',
    () => spoilt('manifest.csv', 'file.courses', 'file.orgs'),
    [
      ['roster.property_twice', 'manifest.csv', 6, 'propertyName'],
      ['roster.file_undeclared', 'courses.csv', undefined, undefined],
    ],
  ],
  [
    'a file that is announced and absent',
    () => spoilt('manifest.csv', /$/, 'file.demographics,bulk\r\n'),
    [['roster.file_missing', 'demographics.csv', undefined, undefined]],
  ],
  [
    'roles in a package of 1.1',
    () =>
      spoilt('manifest.csv', /$/, 'file.roles,bulk\r\n', {
        ...smallSchool('1.1'),
        'roles.csv': fileOf('roles.csv'),
      }),
    [['roster.file_unknown', 'roles.csv', undefined, undefined]],
  ],
]

test.each(garbage)('refused, with its place: %s', async (_, files, expected) => {
  const { refused, problems } = await complaint(files())
  expect(problems.filter(([code]) => code !== 'roster.reference_missing' || expected.some(([one]) => one === code))).toEqual(
    expected,
  )
  expect(refused).toBe(true)
})
