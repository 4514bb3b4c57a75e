import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rosterProblems } from '#contract/roster-problems.ts'
import { type Packed, packageOf, sample, smallSchool, zip } from '../../../../tests/packages.ts'
import { limits } from './limits.ts'
import { readPackage } from './reading.ts'

const honest = (): Packed[] => Object.entries(smallSchool()).map(([name, content]) => ({ name, content }))

const refusal = async (bytes: Buffer, bounds = limits) => {
  const { roster, problems } = await readPackage(bytes, undefined, bounds)
  expect(roster).toBeUndefined()
  return problems.map(({ code, file }) => [code, file])
}

const bad: [string, Packed, unknown[]][] = [
  ['an absolute path', { name: '/etc/users.csv', content: '' }, ['roster.path_forbidden', '/etc/users.csv']],
  ['a path of Windows', { name: 'C:\\users.csv', content: '' }, ['roster.path_forbidden', 'C:\\users.csv']],
  ['a path that climbs', { name: '../users.csv', content: '' }, ['roster.path_forbidden', '../users.csv']],
  [
    'a path that climbs with backslashes',
    { name: 'a\\..\\users.csv', content: '' },
    ['roster.path_forbidden', 'a\\..\\users.csv'],
  ],
  ['a folder', { name: 'roster/users.csv', content: '' }, ['roster.folder_inside', 'roster/users.csv']],
  ['an empty folder', { name: 'roster/', content: '' }, ['roster.folder_inside', 'roster/']],
  ['a file that the format does not know', { name: 'photos.csv', content: '' }, ['roster.file_unknown', 'photos.csv']],
  ['a file named after a person', { name: 'Åsa Lind.pdf', content: '' }, ['roster.file_unknown', '#9']],
  ['a file twice', { name: 'users.csv', content: 'x' }, ['roster.file_twice', 'users.csv']],
  [
    'a link',
    { name: 'demographics.csv', content: '/etc/passwd', attributes: 0o120777 << 16 },
    ['roster.symlink', 'demographics.csv'],
  ],
  ['a locked file', { name: 'demographics.csv', content: 'x', flags: 0x801 }, ['roster.encrypted', 'demographics.csv']],
  [
    'an unusual compression',
    { name: 'demographics.csv', content: 'x', method: 12 },
    ['roster.compression_unknown', 'demographics.csv'],
  ],
  [
    'a bomb that says so',
    { name: 'demographics.csv', content: Buffer.alloc(2_000_000, 44) },
    ['roster.zip_bomb', 'demographics.csv'],
  ],
]

test.each(bad)('refused before anything is unpacked: %s', async (_, file, expected) => {
  expect(await refusal(zip([...honest(), file]))).toEqual([expected])
})

test('a bomb that hides its size is cut off at the size it states', async () => {
  const liar = { name: 'orgs.csv', content: Buffer.alloc(50_000_000, 44), declaredSize: 500 }
  expect(await refusal(zip([...honest().filter(({ name }) => name !== 'orgs.csv'), liar]))).toContainEqual([
    'roster.zip_broken',
    'orgs.csv',
  ])
})

test('a package that weighs more than a package may is refused', async () => {
  const bytes = packageOf(smallSchool())
  expect(await refusal(bytes, { ...limits, textBytes: 100 })).toEqual([['roster.text_too_large', 'manifest.csv']])
  expect(await refusal(bytes, { ...limits, packageBytes: 100 })).toEqual([['roster.package_too_large', undefined]])
  expect(await refusal(bytes, { ...limits, files: 3 })).toEqual([['roster.too_many_files', undefined]])
})

test('what is no package at all is refused', async () => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('sourcedId,status\n'),
    Buffer.alloc(10_000, 0x50),
    sample('rosteringConformance-bulk').subarray(0, 900),
  ])
    expect(await refusal(bytes)).toEqual([['roster.zip_broken', undefined]])
})

test('bytes that changed on the way are noticed by the checksum', async () => {
  const stored = honest().map((file) => ({ ...file, stored: true }))
  const bytes = zip(stored)
  bytes[bytes.indexOf('Mathematics')] = 0x4e
  expect(await refusal(bytes)).toContainEqual(['roster.zip_broken', 'courses.csv'])
})

/** Whatever happens to a package, it is read or refused with a code of the list. */
const answers = async (bytes: Buffer) => {
  const { roster, problems } = await readPackage(bytes)
  for (const { code, severity } of problems) expect(rosterProblems).toMatchObject({ [code]: severity })
  expect(roster === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
}

const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 })
const change = (bytes: Buffer, edits: [number, number][]) => {
  const copy = Buffer.from(bytes)
  for (const [at, value] of edits) copy[at % copy.length] = value
  return copy
}

test('a package with any bytes changed is read or refused, and never throws', { timeout: 60_000 }, async () => {
  const packages = [sample('rosteringConformance-bulk'), sample('rosteringConformance-delta'), zip(honest())]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...packages), changes, fc.nat(200), async (bytes, edits, cut) =>
      answers(change(bytes, edits).subarray(0, bytes.length - (cut % 7 === 0 ? cut : 0))),
    ),
    { numRuns: 200 },
  )
})

test('files with any bytes changed inside a sound package are read or refused, and never throw', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(7), changes, async (which, edits) => {
      const files = honest().map((file, i) =>
        i === which ? { ...file, content: change(Buffer.from(file.content), edits) } : file,
      )
      await answers(zip(files))
    }),
    { numRuns: 200 },
  )
})
