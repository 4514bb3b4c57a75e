import { expect, test } from 'vitest'
import { excerpt, foldedForSearch, matcher } from './words.ts'

test.each([
  ['Élodie Œuvrard', 'elodie oeuvrard'],
  ['ÅSA STRÖM', 'asa strom'],
  ['Weiß', 'weiss'],
  ['ﾀﾅｶ ﾊﾙﾄ', 'たなか はると'],
  ['タナカ・ハルト', 'たなか はると'],
  ['がっこう', 'がっこう'],
  ['Ｎｏｏｒ', 'noor'],
  ['Jean-Baptiste d’Arc', 'jean baptiste d arc'],
  [`Zo${'\u0301'.repeat(100_000)}e`, 'zoe'],
  ['\u202eevil\u202c', 'evil'],
])('%s is looked for as %s', (text, folded) => {
  expect(foldedForSearch(text)).toBe(folded)
})

test.each([
  ['benali noor', 'Noor Benali', 1],
  ['noor b', 'Noor Benali', 0],
  ['nali', 'Noor Benali', 2],
  ['田中陽翔', '田中 陽翔', 2],
  ['はると', 'タナカ ハルト', 1],
  ['か', 'が', undefined],
  ['noor x', 'Noor Benali', undefined],
  ['%', 'Noor Benali', undefined],
  ['.*', 'Noor Benali', undefined],
])('who types %j finds %j by rank %j', (typed, text, rank) => {
  expect(matcher(typed)(text)).toBe(rank)
})

test('of a long text the part is shown that says it, and no half of a letter', () => {
  const text = `${'Bonjour à toutes et à tous. '.repeat(20)}La piscine est fermée jeudi. ${'👩‍🏫'.repeat(200)}`
  const shown = excerpt(text, matcher('piscine'))
  expect(shown).toContain('piscine')
  expect(shown.length).toBeLessThanOrEqual(161)
  expect(excerpt(text, matcher('absent')).isWellFormed()).toBe(true)
})
