import { expect, test } from 'vitest'
import { rosterProblems } from '#contract/roster-problems.ts'
import en from '#i18n/rosters.en.json' with { type: 'json' }
import fr from '#i18n/rosters.fr.json' with { type: 'json' }
import ja from '#i18n/rosters.ja.json' with { type: 'json' }
import sv from '#i18n/rosters.sv.json' with { type: 'json' }

test('every problem has its words in every language, and no words are left over', () => {
  const expected = Object.keys(rosterProblems).map((code) => code.replace('roster.', 'rosters.problem.'))
  for (const words of [en, fr, sv, ja])
    expect(
      Object.keys(words)
        .filter((id) => id.startsWith('rosters.problem.'))
        .toSorted(),
    ).toEqual(expected.toSorted())
})
