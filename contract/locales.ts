/** The languages that sentences are written in, as BCP 47 tags; the first is the one others are translated from. */
export const languages = ['en', 'fr', 'sv', 'ja'] as const

export type Language = (typeof languages)[number]

/** What a person may choose: a language, or one as it is written somewhere. */
export const locales = ['en', 'fr', 'fr-CA', 'sv', 'ja'] as const

export type Locale = (typeof locales)[number]

const isLanguage = (tag: string): tag is Language => languages.some((language) => language === tag)
const known = new Map<string, Locale>(locales.map((locale) => [locale.toLowerCase(), locale]))

/** What Préau speaks for a tag of a browser or a cookie: the region where there is one, else the language; nothing otherwise. */
export const localeFor = (tag: string): Locale | undefined => {
  const asked = tag.trim().toLowerCase().split(';')[0] ?? ''
  return known.get(asked) ?? known.get(asked.split('-')[0] ?? '')
}

/** The language that the sentences of a locale are written in. */
export const languageOf = (locale: Locale): Language => (isLanguage(locale) ? locale : 'fr')
