import { expect, test } from 'vitest'
import { authorities } from '#contract/authorities.ts'
import { languages } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { extendedTo, letterOf } from './ways.ts'

test('a letter can be read without the app: the one that extends names the new day, the one that refuses the authority', () => {
  const asked = { kind: 'rectification', dueOn: '2026-12-23', follows: null } as const
  expect(extendedTo({ ...asked, profile: 'EU-FR' })).toBe('2027-02-23')
  expect(extendedTo({ ...asked, profile: 'QC-PUB' })).toBe('2027-01-02')
  const named = { number: 'DR-2026-ABCDEF', article: 'RGPD, art. 16', day: '23 févr. 2027', authority: authorities['EU-FR'] }
  for (const language of languages) {
    const say = loadWords()[language]
    expect(say(letterOf(asked, 'extend'), named)).toContain(named.day)
    expect(say(letterOf(asked, 'refused'), named)).toContain('CNIL')
  }
})
