import { buffer } from 'node:stream/consumers'
import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { Slip } from '#contract/activation.ts'
import { locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { newWords, wordList } from '../words.ts'
import { slipsAsPdf } from './pdf.ts'

const address = 'https://preau.example/s/preau/class'

test.each(locales)(
  'a slip in %s holds the class code, the user name and all four words, however long they are',
  async (locale) => {
    const longest = (await wordList(locale)).toSorted((a, b) => b.length - a.length).slice(0, 4)
    const slips = await Promise.all(
      [longest, await newWords(locale)].map(
        async (words): Promise<Slip> => ({
          ...{ personId: uuidv7(), locale, name: 'Noor B.', reader: 'pupil', username: 'noor.5h4', families: [], byHand: false },
          ...{ code: words.join(' '), until: '2027-06-30T23:59:59Z', door: { classCode: '7KD2MX', address } },
        }),
      ),
    )
    const school = { name: 'École du Préau', locale, timeZone: 'Europe/Paris' }
    const sections = [{ label: 'CP-A', slips }]
    const sheets = { batchId: uuidv7(), school, origin: 'https://preau.example', sections }
    const pdf = await getDocumentProxy(new Uint8Array(await buffer(await slipsAsPdf(sheets, loadWords()))))
    const { items } = await (await pdf.getPage(2)).getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join('')
    for (const { code } of slips) for (const word of code.split(' ')) expect(text).toContain(word)
    expect(text).toContain('7KD2MX')
    expect(text).toContain('noor.5h4')
    expect(text).toContain('preau.example/s/preau/class')
    expect(text).not.toContain('…')
    expect(text).not.toContain('first-sign-in')
  },
)
