import { createContext, type ReactNode, use, useSyncExternalStore } from 'react'
import { type Locale, languageOf, languages, localeFor } from '#contract/locales.ts'
import type { Module } from '#i18n/catalogue.ts'
import { type Catalogue, type Words, words } from '#i18n/words.ts'

const files = import.meta.glob<Catalogue>(
  ['../i18n/*.{en,fr,sv,ja}.json', '!../i18n/readings.ja.json', '!../i18n/promises.*.json'],
  {
    query: '?words',
    import: 'default',
  },
)
const inCanada = import.meta.glob<Catalogue>(['../i18n/*.fr.json', '!../i18n/promises.fr.json'], {
  query: '?words&in=fr-CA',
  import: 'default',
})

/** The language of the page: chosen before, else the first one of the browser that Préau speaks. */
const firstLocale = (): Locale => {
  const chosen = /(?:^|; )lang=([a-zA-Z-]+)/.exec(document.cookie)?.[1] ?? ''
  return [chosen, ...navigator.languages].map(localeFor).find((locale) => locale !== undefined) ?? 'en'
}

const speech: { locale: Locale; loaded: Map<Module, Catalogue>; words: Words } = {
  locale: firstLocale(),
  loaded: new Map(),
  words: words(firstLocale()),
}
const beside: ((locale: Locale) => Promise<void>)[] = []

/** Brings what another part of the page needs for a language before its sentences are drawn. */
export const whenSpeaking = (bring: (locale: Locale) => Promise<void>) => {
  beside.push(bring)
}
const listeners = new Set<() => void>()

const fetchWords = async (module: Module, locale: Locale) => {
  const load = (locale === 'fr-CA' ? inCanada : files)[`../i18n/${module}.${languageOf(locale)}.json`]
  if (!load) throw new Error(`no sentences for ${module} in ${locale}`)
  return load()
}

/** Draws every sentence anew. */
export const say = () => {
  speech.words = words(speech.locale, ...speech.loaded.values())
  document.documentElement.lang = speech.locale
  for (const listener of listeners) listener()
}

/** What a screen takes from `useWords`, for what happens beside the screens. */
export const wordsOfPage = () => speech.words

/** Brings the sentences of some modules before a screen is drawn. */
export const loadWords = async (...modules: Module[]) => {
  const missing = modules.filter((module) => !speech.loaded.has(module))
  const brought = await Promise.all(missing.map((module) => fetchWords(module, speech.locale)))
  for (const [at, module] of missing.entries()) speech.loaded.set(module, brought[at] ?? {})
  if (missing.length > 0) say()
}

/** Changes the language of the whole page without leaving it, and remembers it. */
export const speak = async (locale: Locale) => {
  const modules = [...speech.loaded.keys()]
  const brought = await Promise.all(modules.map((module) => fetchWords(module, locale)))
  await Promise.all(beside.map((bring) => bring(locale)))
  speech.locale = locale
  speech.loaded = new Map(modules.map((module, at) => [module, brought[at] ?? {}]))
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in Safari and on plain HTTP
  document.cookie = `lang=${locale}; path=/; max-age=31536000; samesite=lax`
  say()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const Speech = createContext<Words>(speech.words)

export const SpeechProvider = ({ children }: { children: ReactNode }) => {
  const current = useSyncExternalStore(listen, () => speech.words)
  return <Speech value={current}>{children}</Speech>
}

/** The function that says a sentence in the language of the page. */
export const useWords = () => use(Speech)

/** The sentences of one module in every language at once, for what is printed for families of all of them. */
export const everyLanguage = async (module: Module) =>
  Promise.all(languages.map(async (locale) => words(locale, await fetchWords(module, locale))))
