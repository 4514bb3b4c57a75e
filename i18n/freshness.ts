import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages } from '#contract/locales.ts'
import { type Module, modules } from './catalogue.ts'
import { sentences } from './load.ts'

/** For each sentence, the fingerprint of the English that each translation was made from; one word when it is the same for all. */
type MadeFrom = Record<string, string | Partial<Record<Language, string>>>

const translations = languages.slice(1)
const path = (module: Module) => join(import.meta.dirname, `${module}.made-from.json`)
const fingerprint = (english: string) => createHash('sha256').update(english).digest('hex').slice(0, 10)
const read = (module: Module): MadeFrom => (existsSync(path(module)) ? JSON.parse(readFileSync(path(module), 'utf8')) : {})
const madeFrom = (lock: MadeFrom, id: string, locale: Language) => {
  const entry = lock[id]
  return typeof entry === 'string' ? entry : entry?.[locale]
}

/** Every translation whose English has changed since, or that nobody has accepted yet, as `locale id`. */
export const stale = () =>
  modules.flatMap((module) => {
    const lock = read(module)
    const english = Object.entries(sentences(module, 'en'))
    const old = english.flatMap(([id, sentence]) =>
      translations.filter((locale) => madeFrom(lock, id, locale) !== fingerprint(sentence)).map((locale) => `${locale} ${id}`),
    )
    const gone = Object.keys(lock).filter((id) => !english.some(([known]) => known === id))
    return [...old, ...gone.map((id) => `gone ${id}`)]
  })

const folded = (entry: Partial<Record<Language, string>>) => {
  const prints = new Set(translations.map((locale) => entry[locale]))
  const [only] = prints
  return prints.size === 1 && only ? only : entry
}

/** Says that the translations of these sentences, in these languages, were made from the English as it stands now. */
export const accept = (wanted: (id: string, isNew: boolean) => boolean, which: readonly Language[] = translations) => {
  const accepted: string[] = []
  for (const module of modules) {
    const lock = read(module)
    const next: MadeFrom = {}
    for (const [id, sentence] of Object.entries(sentences(module, 'en'))) {
      const entry = Object.fromEntries(translations.map((locale) => [locale, madeFrom(lock, id, locale)]))
      if (wanted(id, lock[id] === undefined)) {
        for (const locale of which) entry[locale] = fingerprint(sentence)
        accepted.push(id)
      }
      if (Object.values(entry).some(Boolean)) next[id] = folded(entry)
    }
    writeFileSync(path(module), `${JSON.stringify(next, null, 2)}\n`)
  }
  return accepted
}
