import { expect, test } from 'vitest'
import { fileOf, packageOf, smallSchool, spoilt } from '../../../../tests/packages.ts'
import { readPackage } from './reading.ts'

type Files = Record<string, string | Buffer>

/** The problems of a package, as code, file, line and column. */
const complaint = async (files: Files) => {
  const { roster, problems } = await readPackage(packageOf(files))
  return { refused: roster === undefined, problems: problems.map(({ code, file, line, column }) => [code, file, line, column]) }
}

const tolerated: [string, () => Files, unknown[][]][] = [
  [
    'semicolons',
    () => ({ ...smallSchool(), 'orgs.csv': fileOf('orgs.csv').replaceAll(',', ';') }),
    [['roster.separator_semicolon', 'orgs.csv', 1, undefined]],
  ],
  ['a byte order mark', () => ({ ...smallSchool(), 'orgs.csv': `\ufeff${fileOf('orgs.csv')}` }), []],
  [
    'UTF-16',
    () => ({ ...smallSchool(), 'orgs.csv': Buffer.from(`\ufeff${fileOf('orgs.csv')}`, 'utf16le') }),
    [['roster.encoding_utf16', 'orgs.csv', 1, undefined]],
  ],
  [
    'UTF-16, big end first',
    () => ({ ...smallSchool(), 'orgs.csv': Buffer.from(`\ufeff${fileOf('orgs.csv')}`, 'utf16le').swap16() }),
    [['roster.encoding_utf16', 'orgs.csv', 1, undefined]],
  ],
  [
    'Windows-1252',
    () => ({ ...smallSchool(), 'users.csv': Buffer.from(fileOf('users.csv').replace('Noor', 'Zoé'), 'latin1') }),
    [['roster.encoding_windows', 'users.csv', 3, undefined]],
  ],
  [
    'an e-mail address that is none',
    () => spoilt('users.csv', 'amal@home.example', 'n/a'),
    [['roster.email_wrong', 'users.csv', 4, 'email']],
  ],
  ['a name like a formula', () => spoilt('users.csv', 'Noor', '=Noor'), [['roster.formula_like', 'users.csv', 3, 'givenName']]],
  [
    'a letter that was lost before',
    () => spoilt('users.csv', 'Noor', 'No\ufffdr'),
    [['roster.character_lost', 'users.csv', 3, 'givenName']],
  ],
  [
    'a class without a teacher',
    () => spoilt('enrollments.csv', 'teacher', 'student'),
    [['roster.class_without_teacher', 'classes.csv', 2, undefined]],
  ],
  [
    'a person without a role',
    () => spoilt('roles.csv', /r3.*\r\n/, ''),
    [['roster.user_without_role', 'users.csv', 4, undefined]],
  ],
  [
    'a property of a vendor',
    () => spoilt('manifest.csv', /$/, 'vendor.colour,blue\r\n'),
    [['roster.property_unknown', 'manifest.csv', 11, 'propertyName']],
  ],
  ['words of the school', () => spoilt('roles.csv', 'guardian', 'ext:aunt'), []],
  ['blank lines, quoted line breaks and other line ends', () => spoilt('users.csv', '\r\np1', '\n\n"p1"'), []],
]

test.each(tolerated)('read, with a warning where it is due: %s', async (_, files, expected) => {
  expect(await complaint(files())).toEqual({ refused: false, problems: expected })
})
