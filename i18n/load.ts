import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { type Locale, languageOf, locales } from '#contract/locales.ts'
import { modules } from './catalogue.ts'
import type { Readings } from './furigana.ts'
import { asWrittenIn } from './regional.ts'
import { type Catalogue, type Words, words } from './words.ts'

const written = (module: string, locale: Locale): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${module}.${languageOf(locale)}.json`), 'utf8'))

/** The sentences of one module as a person of this language and region reads them. */
export const sentences = (module: string, locale: Locale): Record<string, string> =>
  Object.fromEntries(Object.entries(written(module, locale)).map(([id, sentence]) => [id, asWrittenIn(locale, sentence)]))

/** The sentences of one file, compiled; a sentence that is not ICU stops the load and says which. */
export const compiled = (messages: Record<string, string>): Catalogue =>
  Object.fromEntries(
    Object.entries(messages).map(([id, message]) => {
      try {
        return [id, compileMessageOrThrow(message)]
      } catch (cause) {
        throw new Error(`${id}: not a sentence that can be compiled: ${message}`, { cause })
      }
    }),
  )

const loadAll = (): Record<Locale, Words> => {
  const all = locales.map((locale) => [locale, words(locale, ...modules.map((module) => compiled(sentences(module, locale))))])
  return Object.fromEntries(all)
}

let loaded: Record<Locale, Words> | undefined
/** The words of the server: every module in every language, compiled once for all who ask; each time takes 0.2 s and 4 MB. */
export const loadWords = (): Record<Locale, Words> => {
  loaded ??= loadAll()
  return loaded
}

/** How the words on pupils' pages are read, in Japanese. */
export const loadReadings = (): Readings => JSON.parse(readFileSync(join(import.meta.dirname, 'readings.ja.json'), 'utf8'))
