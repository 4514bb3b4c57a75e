import { expect, test } from 'vitest'
import { pictures } from '#contract/activation-pupils.ts'
import { tidyWords } from '#contract/activation-words.ts'
import { locales } from '#contract/locales.ts'
import { passwordPolicy } from '#contract/passwords.ts'
import { bitsOfWords, newWords, wordList } from './words.ts'

test.each(locales)('four words in %s are at least 51.5 bits: no word twice, and none that begins as another', async (locale) => {
  const list = await wordList(locale)
  const all = new Set(list)
  expect(all.size).toBe(list.length)
  expect(bitsOfWords(list)).toBeGreaterThan(51.5)
  expect(passwordPolicy.youngPupil.bits).toBe(Math.floor(bitsOfWords(list)))
  const beginnings = list.filter((word) => [...word].some((_, at) => at > 0 && all.has([...word].slice(0, at).join(''))))
  expect(beginnings).toEqual([])
  for (const word of list) expect(tidyWords(word)).toBe(word)
})

test('two slips have different words', async () => {
  expect(await newWords('fr')).not.toEqual(await newWords('fr'))
})

test('words are compared as a child types them', async () => {
  expect(tidyWords(' Balomi-TUVARO  dafito, lamina ')).toBe('balomituvarodafitolamina')
  expect(tidyWords('サキノ　たつこ')).toBe('さきのたつこ')
})

test('four pictures in order, three of them different, are 14 bits', () => {
  const of = pictures.length
  const rows = of * (of - 1) * (of - 2) * (of - 3) + of * 6 * (of - 1) * (of - 2)
  expect(rows).toBe(19_800)
  expect(passwordPolicy.youngPupil.pictureBits).toBe(Math.floor(Math.log2(rows)))
})
