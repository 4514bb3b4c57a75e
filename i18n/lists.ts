import type { Locale } from '#contract/locales.ts'

const kept = <T>(make: (locale: Locale) => T) => {
  const known = new Map<Locale, T>()
  return (locale: Locale): T => {
    const found = known.get(locale) ?? make(locale)
    known.set(locale, found)
    return found
  }
}

/** How a language lists things: with its commas and its *and*. */
export const listing = kept((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))

const segmenter = kept((locale) => new Intl.Segmenter(locale, { granularity: 'grapheme' }))
/** The letters of a text as people read them: an emoji or a combined accent counts as one. */
export const letters = (locale: Locale, text: string) => [...segmenter(locale).segment(text)].map(({ segment }) => segment)

const regions = kept((locale) => new Intl.DisplayNames(locale, { type: 'region' }))
/** What a country is called, by its two letters. */
export const country = (locale: Locale, code: string) => regions(locale).of(code) ?? code
