import { expect, test } from 'vitest'
import { fileOf, packageOf, smallSchool, spoilt } from '../../../tests/packages.ts'
import { readPackage } from './package/reading.ts'

const problemsOf = async (files: Record<string, string>) =>
  (await readPackage(packageOf(files))).problems.map(({ code, severity, file, line, column }) => [
    code.slice('roster.'.length),
    severity,
    file,
    line,
    column,
  ])

test('an enrolment that ends before it begins', async () => {
  expect(await problemsOf(spoilt('enrollments.csv', '2026-06-12', '2025-06-12'))).toEqual([
    ['ends_before_begins', 'error', 'enrollments.csv', 3, 'endDate'],
  ])
})

test('a person who is her own guardian', async () => {
  expect(await problemsOf(spoilt('users.csv', ',g1,6', ',p1,6'))).toEqual([
    ['own_agent', 'error', 'users.csv', 3, 'agentSourcedIds'],
  ])
})

test('two people with one identifier, and two with one id', async () => {
  expect(await problemsOf(spoilt('users.csv', 'P-1', 'T-1'))).toEqual([
    ['identifier_twice', 'error', 'users.csv', 3, 'identifier'],
  ])
  expect(await problemsOf(spoilt('users.csv', 'g1,,', 'p1,,'))).toContainEqual(['id_twice', 'error', 'users.csv', 4, 'sourcedId'])
})

test('a class without a teacher passes, and is said', async () => {
  const files = { ...smallSchool(), 'enrollments.csv': fileOf('enrollments.csv').replace(/e1,.*\r\n/, '') }
  expect(await problemsOf(files)).toEqual([['class_without_teacher', 'warning', 'classes.csv', 2, undefined]])
})

test('a heading that is there twice', async () => {
  const files = spoilt('orgs.csv', 'identifier', 'name')
  expect(await problemsOf(files)).toContainEqual(['column_twice', 'error', 'orgs.csv', 1, 'name'])
})

test.each(['=', '+', '-', '@'])('a cell that begins with %s is kept as text, and is said', async (sign) => {
  expect(await problemsOf(spoilt('users.csv', 'Noor', `${sign}Noor`))).toEqual([
    ['formula_like', 'warning', 'users.csv', 3, 'givenName'],
  ])
})

test('a NUL in a cell', async () => {
  expect((await problemsOf(spoilt('users.csv', 'Noor', 'No\0or'))).map(([code, , , line]) => [code, line])).toEqual([['nul', 3]])
})

test('a cell of fifty megabytes is refused by its line and not read to its end', { timeout: 60_000 }, async () => {
  // Random signs, so that it does not look like a bomb.
  const large = Buffer.from(crypto.getRandomValues(new Uint8Array(65_536)))
    .toString('hex')
    .repeat(400)
  const said = await problemsOf(spoilt('users.csv', 'Noor', `"${large}"`))
  expect(said.every(([, severity]) => severity === 'error')).toBe(true)
  expect(said.map(([code]) => code)).toEqual([expect.stringMatching(/row_too_long|zip_bomb/)])
})

test('a million rows and one are refused at the line where it is too much', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 1_000_001 }, (_, nth) => `o${nth},,,N${nth},school,,\r\n`).join('')
  const orgs = `${fileOf('orgs.csv').split('\r\n')[0]}\r\n${rows}`
  expect(await problemsOf({ ...smallSchool(), 'orgs.csv': orgs })).toContainEqual([
    'too_many_rows',
    'error',
    'orgs.csv',
    1_000_002,
    undefined,
  ])
})
