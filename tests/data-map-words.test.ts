import { expect, test } from 'vitest'
import { languages } from '#contract/locales.ts'
import { sentences } from '#i18n/load.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { dataMap } from '#server/registry.ts'

test.each(languages)(
  'whoever asks what is held about them reads in %s what each table is called, and what it is for',
  (language) => {
    const said = sentences('privacy', language)
    const names = personalTables(dataMap).map(({ table }) => table.replace(/^\w+\./, ''))
    const wanted = names.flatMap((name) => [`privacy.table.${name}`, `privacy.why.${name}`])
    expect(wanted.filter((id) => !said[id])).toEqual([])
  },
)

test.each(languages)('no two tables are called the same in %s, and no words are left of a table that is gone', (language) => {
  const ofTables = Object.entries(sentences('privacy', language)).filter(([id]) => /^privacy\.(?:table|why)\./.test(id))
  const headings = ofTables.filter(([id]) => id.startsWith('privacy.table.')).map(([, words]) => words)
  expect(headings.filter((words, nth) => headings.indexOf(words) !== nth)).toEqual([])
  const names = new Set(personalTables(dataMap).map(({ table }) => table.replace(/^\w+\./, '')))
  expect(ofTables.filter(([id]) => !names.has(id.replace(/^privacy\.\w+\./, ''))).map(([id]) => id)).toEqual([])
})

/** Words by which somebody is spoken to. */
const toTheReader = {
  en: /\byou(?:r|rs|rself)?\b/i,
  fr: /\b(?:vous|votre|vos)\b/i,
  sv: /\b(?:du|dig|din|ditt|dina)\b/i,
  ja: /あなた|ご自身|ご本人/,
}
const ofTheMap =
  /^privacy\.(?:table|why|purpose|ground|basis|recipient|origin|because|category|kept_with|kept_for|kept_then|someone)\./

test.each(languages)(
  'what the map says in %s is as right for a guardian, the office and the public as for the person',
  (language) => {
    const said = Object.entries(sentences('privacy', language)).filter(([id]) => ofTheMap.test(`${id}.`))
    expect(said.length).toBeGreaterThan(200)
    expect(said.filter(([, words]) => toTheReader[language].test(words)).map(([id]) => id)).toEqual([])
  },
)
