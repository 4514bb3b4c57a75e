import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take more than half a minute: begun last, one would run alone while the other cores wait. */
const longest = [
  'tests/matrix.test.ts',
  'tests/mutating.test.ts',
  'tests/browser/screens-even.test.ts',
  'tests/browser/screens-odd.test.ts',
  'tests/limits.test.ts',
  'tests/walls.test.ts',
  'tests/garbage.test.ts',
  'tests/browser/year.test.ts',
  'server/modules/rosters/bad-input.test.ts',
  'tests/ledger/honest.test.ts',
]

const place = ({ moduleId }: TestSpecification) => {
  const nth = longest.findIndex((file) => moduleId.endsWith(`/${file}`))
  return nth === -1 ? longest.length : nth
}

/** On a machine that has never run the tests, vitest begins with the largest files; these are the longest in time. */
export class LongestFirst extends BaseSequencer {
  override sort = async (files: TestSpecification[]) => (await super.sort(files)).sort((a, b) => place(a) - place(b))
}
