import { expect, test } from 'vitest'
import { tidyWords } from '#contract/activation-words.ts'
import { locales } from '#contract/locales.ts'
import { bitsOfWords, newWords, wordList } from './words.ts'

test.each(locales)('four words in %s are at least 51.5 bits: no word twice, and none that begins as another', async (locale) => {
  const list = await wordList(locale)
  const all = new Set(list)
  expect(all.size).toBe(list.length)
  expect(bitsOfWords(list)).toBeGreaterThan(51.5)
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
