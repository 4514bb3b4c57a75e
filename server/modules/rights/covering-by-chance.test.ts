import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverPlaces, giveCopy } from '#contract/covering.ts'
import { archiveAt, asksByHand, begins, looks, says } from '#tests/covering.ts'
import { attaches, uploads } from '#tests/files.ts'
import { castOf } from '#tests/second-wall.ts'
import { classOf, guard, type World } from '#tests/world.ts'

let world: World
const { open, who } = castOf([
  ['rosa', 'Rosa Roy', 'teacher'],
  ['dora', 'Dora Lefèvre', 'dpo'],
  ['olga', 'Olga Nyström', 'office'],
  ['amal', 'Amal Benali', 'guardian'],
  ['noor', 'Noor Benali', 'pupil'],
] as const)

/** Words that stand nowhere else, in every kind of sign that people type. */
const alphabet = ['q', 'Z', 'é', 'ø', '鈴', 'か', '👩‍👧', '🏳️‍🌈', '&', '<', '"', 'x']
const wordOf = (nth: number) =>
  `${alphabet[nth % alphabet.length]}q${(nth * 7919 + 104_729).toString(36)}z${alphabet[(nth * 5) % alphabet.length]}`
const TEXTS = 24
const WORDS = 8
const textsOf = (row: number) => Array.from({ length: WORDS }, (_, nth) => wordOf(row * WORDS + nth))

beforeAll(async () => {
  world = await open()
  const class6B = await classOf(world, '6B', [who('rosa')], [who('noor')])
  await guard(world, who('amal'), who('noor'))
  const to = {
    line: 'teacher_guardian',
    pupilIds: [who('noor').id],
    classId: class6B,
    side: 'school',
    topic: textsOf(0).join(' '),
  }
  const thread = await begins(who('rosa'), { ...to, text: textsOf(1).join(' ') })
  for (let row = 2; row < TEXTS; row++)
    expect((await says(row % 3 ? who('rosa') : who('amal'), thread, textsOf(row).join(' '))).status).toBe(200)
  const bytes = Buffer.from(textsOf(TEXTS).join(' '))
  const { body } = await uploads(world, who('olga'), bytes, { name: `${wordOf(1000)}.txt` })
  await attaches(world, who('olga'), body.id, 'person', who('amal').id)
}, 60_000)
afterAll(() => world.close())

/** As a text stands in pages, in data and in tables. */
const spelt = (word: string) => {
  const inPages = word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return [...new Set([word, inPages, JSON.stringify(word).slice(1, -1), word.replaceAll('"', '""'), encodeURIComponent(word)])]
}

test('whatever is covered, no byte of the copy says it, and everything else is there', async () => {
  const pick = fc.record({ whole: fc.boolean(), words: fc.uniqueArray(fc.nat(WORDS - 1), { minLength: 1, maxLength: WORDS }) })
  const chance = fc.array(fc.option(pick, { freq: 2 }), { minLength: TEXTS + 1, maxLength: TEXTS + 1 })
  await fc.assert(
    fc.asyncProperty(chance, async (picks) => {
      await world.owner.query('delete from prepared_copy')
      await world.owner.query('delete from rights_request')
      const id = await asksByHand(who('amal'), who('amal'))
      const { entries } = await looks(who('dora'), id)
      const [gone, kept, places]: [string[], string[], object[]] = [[], [], []]
      const ground = 'third_person'
      for (const { table, id: row, texts, file } of entries) {
        const whole = { table, id: row, field: null, from: 0, to: 0, ground }
        const known = texts.flatMap((text) =>
          Array.from({ length: TEXTS }, (_, nth) => nth).flatMap((nth) =>
            text.text === textsOf(nth).join(' ') ? [{ text, nth }] : [],
          ),
        )
        if (file && picks[TEXTS]?.whole) {
          places.push(whole)
          gone.push(...textsOf(TEXTS), wordOf(1000))
        } else if (file) kept.push(...textsOf(TEXTS))
        for (const { text, nth } of known) {
          const words = textsOf(nth)
          const chosen = picks[nth]
          if (chosen?.whole) {
            places.push(whole)
            gone.push(...words)
            continue
          }
          for (const [at, word] of words.entries()) {
            const from = [
              ...words
                .slice(0, at)
                .map((one) => `${one} `)
                .join(''),
            ].length
            if (!chosen?.words.includes(at)) kept.push(word)
            else {
              gone.push(word)
              places.push({ table, id: row, field: text.field, from, to: from + [...word].length, ground })
            }
          }
        }
      }
      let version = 0
      for (let nth = 0; nth < places.length; nth += 200) {
        const reply = await who('dora').ask(coverPlaces, {
          params: { id },
          body: { version, places: places.slice(nth, nth + 200) },
        })
        expect(reply.status, reply.text).toBe(200)
        version++
      }
      const seen = await looks(who('dora'), id)
      const given = await who('dora').ask(giveCopy, {
        params: { id },
        body: { version, seen: seen.seen, answer: 'Voici', unopened: seen.unopened },
      })
      expect(given.status, given.text).toBe(200)
      expect(given.body['covered']).toBe(seen.covered)
      const items = await archiveAt(world, who('amal'), id)
      const all = [...items].map(([path, bytes]) => `${path}\n${bytes}`).join('\n')
      const data = `${items.get('export.json')}\n${[...items].filter(([path]) => path.startsWith('files/')).map(([, bytes]) => bytes)}`
      for (const word of gone) for (const said of spelt(word)) expect(all.includes(said), `${word} is covered`).toBe(false)
      for (const word of kept)
        expect(
          spelt(word).some((said) => data.includes(said)),
          `${word} is not covered`,
        ).toBe(true)
      expect(gone.length + kept.length).toBeGreaterThan(TEXTS)
    }),
    { numRuns: 12, seed: 20_261_123 },
  )
}, 120_000)
