import { expect, test } from 'vitest'
import { fileOf, packageOf, sample, smallSchool, spoilt } from '../../../../tests/packages.ts'
import { limits } from './limits.ts'
import { readPackage } from './reading.ts'

test('the sample packages of OneRoster 1.2 are read without an error', async () => {
  for (const name of ['rosteringConformance-bulk', 'rosteringConformance-delta', 'fullConformance-bulk']) {
    const { roster, problems } = await readPackage(sample(name))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(roster?.users.map(({ id, agentIds }) => [id, agentIds])).toEqual([
      ['user-agent', []],
      ['user-1', ['user-agent']],
    ])
  }
})

test.each(['1.1', '1.2'] as const)('a small school in OneRoster %s gives the same people, roles and places', async (version) => {
  const { roster, problems } = await readPackage(packageOf(smallSchool(version)))
  expect(problems).toEqual([])
  expect(
    roster?.users.map(({ givenName, familyName, identifier, email, agentIds }) => [
      givenName,
      familyName,
      identifier,
      email,
      agentIds,
    ]),
  ).toEqual([
    ['Rosa', 'Lindqvist', 'T-1', 'rosa@school.example', []],
    ['Noor', 'Haddad', 'P-1', undefined, ['g1']],
    ['Amal', 'Haddad', undefined, 'amal@home.example', []],
  ])
  expect(roster?.roles.map(({ userId, role, orgId, primary }) => [userId, role, orgId, primary])).toEqual([
    ['t1', 'teacher', 'o1', true],
    ['p1', 'student', 'o1', true],
    ['g1', 'guardian', 'o1', true],
  ])
  expect(roster?.enrolments.map(({ classId, userId, role, from, to }) => [classId, userId, role, from, to])).toEqual([
    ['c1', 't1', 'teacher', '2025-08-18', undefined],
    ['c1', 'p1', 'student', '2025-08-18', '2026-06-12'],
  ])
})

test('a password in a file leaves no trace in what is read', async () => {
  for (const version of ['1.1', '1.2'] as const) {
    const reading = await readPackage(packageOf(smallSchool(version)))
    expect(reading.roster?.users).toHaveLength(3)
    expect(JSON.stringify(reading)).not.toContain('s3cret')
  }
})

test('a password is not even looked at: nothing in it can be wrong', async () => {
  for (const version of ['1.1', '1.2'] as const) {
    const { problems } = await readPackage(
      packageOf(spoilt('users.csv', 's3cret-of-rosa', `\u0007${'p'.repeat(9000)}`, smallSchool(version))),
    )
    expect(problems).toEqual([])
  }
})

test('the reading of a Japanese name comes from the columns of the Japanese profile, other metadata stays closed', async () => {
  const files = smallSchool()
  files['users.csv'] = fileOf('users.csv')
    .replace('pronouns', 'pronouns,metadata.jp.kanaGivenName,metadata.religion')
    .replaceAll(',o1,\r', ',o1,,ノール,secret\r')
  const { roster, problems } = await readPackage(packageOf(files))
  expect(problems).toEqual([])
  expect(roster?.users[1]?.kanaGivenName).toBe('ノール')
  expect(JSON.stringify(roster)).not.toContain('secret')
})

test('names survive UTF-16, Windows-1252 and semicolons unchanged', async () => {
  const users = fileOf('users.csv').replace('Noor', 'Zoé').replace('Haddad', 'O’Brien').replaceAll(',', ';')
  const windows = Buffer.from(users.replace('’', '\u0092'), 'latin1')
  for (const content of [users, Buffer.from(`\ufeff${users}`, 'utf16le'), windows]) {
    const { roster } = await readPackage(packageOf({ ...smallSchool(), 'users.csv': content }))
    expect([roster?.users[1]?.givenName, roster?.users[1]?.familyName]).toEqual(['Zoé', 'O’Brien'])
  }
})

test('Japanese text in Shift_JIS is refused rather than read as something else', async () => {
  const files = smallSchool()
  const shiftJis = Buffer.from([0x8d, 0xe2, 0x96, 0x7b])
  const [before = '', after = ''] = fileOf('users.csv').split('Noor')
  const content = Buffer.concat([Buffer.from(before), shiftJis, Buffer.from(after)])
  const { roster, problems } = await readPackage(packageOf({ ...files, 'users.csv': content }))
  expect(roster).toBeUndefined()
  expect(problems).toEqual([{ code: 'roster.encoding_unknown', severity: 'error', file: 'users.csv', line: 3 }])
})

test('changes may point to what earlier packages of the source brought, a complete package may not', async () => {
  const known = (_: string, id: string) => ['k1', 'y1', 'o1'].includes(id)
  const only = (mode: 'bulk' | 'delta') => {
    const { 'manifest.csv': manifest = '', 'classes.csv': classes = '' } = smallSchool('1.2', mode)
    return packageOf({ 'manifest.csv': manifest.replace(/file\.(?!classes)[^\n]*\n/g, ''), 'classes.csv': classes })
  }
  expect((await readPackage(only('delta'), known)).roster?.classes).toHaveLength(1)
  expect((await readPackage(only('delta'))).problems.map(({ code }) => code)).toEqual(Array(3).fill('roster.reference_missing'))
  expect((await readPackage(only('bulk'), known)).roster).toBeUndefined()
})

test('a row that leaves needs nothing but its id', async () => {
  const files = spoilt('enrollments.csv', /e2,active,([^,]*),.*/, 'e2,tobedeleted,$1,,,,,,,', smallSchool('1.2', 'delta'))
  const { roster, problems } = await readPackage(packageOf(files))
  expect(problems).toEqual([])
  expect(roster?.enrolments.map(({ id, leaving }) => [id, leaving])).toEqual([
    ['e1', false],
    ['e2', true],
  ])
})

test('a problem never repeats what a file says about a person', async () => {
  const shifted = spoilt('users.csv', /true,rosa,,Rosa,Lindqvist/, 'Rosa,true,rosa,,Lindqvist\u0007')
  const headless = spoilt('users.csv', /^.*\r\n/, '')
  for (const files of [shifted, headless]) {
    const { problems } = await readPackage(packageOf(files))
    expect(problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(problems)).not.toMatch(/Rosa|rosa|Lindqvist|Noor|Haddad|s3cret/)
  }
})

test('more rows than a roster has, and more problems than anybody reads, end the reading', async () => {
  const rows = Array.from({ length: 3 }, (_, i) => `x${i},,,North,school,,`).join('\r\n')
  const many = { ...smallSchool(), 'orgs.csv': `${fileOf('orgs.csv')}${rows}` }
  const tooMany = { code: 'roster.too_many_rows', severity: 'error', file: 'orgs.csv', line: 5 }
  expect((await readPackage(packageOf(many), undefined, { ...limits, rows: 3 })).problems[0]).toEqual(tooMany)
  const wrong = Array.from({ length: 1000 }, (_, i) => `x${i},,,North,palace,,`).join('\r\n')
  const { roster, problems } = await readPackage(packageOf({ ...smallSchool(), 'orgs.csv': `${fileOf('orgs.csv')}${wrong}` }))
  expect(roster).toBeUndefined()
  expect(problems).toHaveLength(501)
  expect(problems.at(-1)).toEqual({ code: 'roster.too_many_problems', severity: 'error', file: 'orgs.csv' })
})
