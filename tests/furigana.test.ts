import { expect, test } from 'vitest'
import { modules } from '#i18n/catalogue.ts'
import { longDay, shortDay } from '#i18n/dates.ts'
import { reader, readName, readWord } from '#i18n/furigana.ts'
import { loadReadings, loadWords, sentences } from '#i18n/load.ts'
import { isSeenByPupils, seenByPupils } from '#i18n/pupils.ts'
import { languageNames, type Word } from '#i18n/words.ts'

const readings = loadReadings()
const read = reader(readings)
const t = loadWords().ja
const isWord = (id: string): id is Word => modules.some((module) => id in sentences(module, 'en'))
const ids = modules.flatMap((module) => Object.keys(sentences(module, 'ja')).filter(isWord)).filter(isSeenByPupils)

const days = Array.from({ length: 366 }, (_, at) => new Date(Date.UTC(2027, 0, 1 + at)))
const dates = days.flatMap((day) => [longDay('ja', day), shortDay('ja', day)])
const counts = [1, 2, 3, 10, 11, 21, 12_000]
const said = ids.flatMap((id) =>
  counts.map((count) =>
    t(id, {
      count,
      guardians: count,
      pupils: count,
      staff: count,
      day: '2027年4月1日',
      time: '9:05',
      name: 'Noor',
      of: 4,
      nth: 2,
      code: 'offline',
    }),
  ),
)
/** In which language something is written, as a notice says it of any that it may be in. */
const tongues = ['en', 'fr', 'fr-CA', 'sv', 'ja', 'ar', 'de', 'es', 'fa', 'fi', 'pl', 'so', 'tr', 'uk', 'zh'].map(
  (tag) => new Intl.DisplayNames('ja', { type: 'language' }).of(tag) ?? tag,
)
const all = [...said, ...dates, ...tongues, languageNames.ja]

const drawn = (text: string) =>
  read(text)
    .map(({ text: part, reading }) => (reading === undefined ? part : `${part}(${reading})`))
    .join('')

test('every kanji that a pupil reads has its reading', () => {
  const bare = all.filter((text) => read(text).some((part) => part.reading === undefined && /\p{sc=Han}/u.test(part.text)))
  expect([...new Set(bare)]).toEqual([])
  expect(ids.length).toBeGreaterThan(80)
})

test('what pupils are said to read exists', () => {
  const gone = seenByPupils.filter((seen) => !ids.some((id) => id === seen || (seen.endsWith('.') && id.startsWith(seen))))
  expect(gone).toEqual([])
})

test('a reading is kana, and ends as the word does', () => {
  const wrong = Object.entries(readings).filter(([written, reading]) => {
    const word = written.replace(/^#/, '')
    const isWhole = /^[\p{sc=Han}\d]+$/u.test(word)
    const [first] = readWord(word, reading)
    return !/^\p{sc=Hira}+$/u.test(reading) || (!isWhole && first?.text === word)
  })
  expect(wrong).toEqual([])
})

test('no word is in the list that no pupil reads', () => {
  const text = all.join('\n')
  const unused = Object.keys(readings).filter((word) => !text.includes(word.replace(/^#/, '')))
  expect(unused).toEqual([])
})

test.each([
  ['もう一度試す', 'もう一度(いちど)試(ため)す'],
  ['取り消す', '取(と)り消(け)す'],
  ['この絵で入れます', 'この絵(え)で入(はい)れます'],
  ['書いてあるものを入れるか', '書(か)いてあるものを入(い)れるか'],
  ['2027年4月1日木曜日', '2027年(ねん)4月(がつ)1日(ついたち)木曜日(もくようび)'],
  ['2027年4月21日', '2027年(ねん)4月(がつ)21日(にち)'],
  ['先生1人', '先生(せんせい)1人(ひとり)'],
  ['先生11人', '先生(せんせい)11人(にん)'],
  ['人に言わない', '人(ひと)に言(い)わない'],
])('%s is read %s', (text, expected) => {
  expect(drawn(text)).toBe(expected)
})

test('a name is read by its own kana, part by part, and by nothing else', () => {
  const parts = [{ text: '田中', reading: 'たなか' }, { text: ' ' }, { text: '陽翔', reading: 'はると' }]
  expect(readName('田中 陽翔', 'たなか はると')).toEqual(parts)
  expect(readName('田中　陽翔', 'たなか はると')).toEqual(parts)
  expect(readName('木下 一人', undefined)).toEqual([{ text: '木下 一人' }])
  expect(readName('Noor Benali', 'ヌール ベナリ')).toEqual([{ text: 'Noor Benali' }])
  expect(readName('陽翔（田）', 'はると（た）')).toEqual([
    ...[{ text: '陽翔', reading: 'はると' }, { text: '（' }],
    ...[{ text: '田', reading: 'た' }, { text: '）' }],
  ])
})
