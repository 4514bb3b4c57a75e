/** The languages of the interface, as BCP 47 tags; the first is the one others are translated from. */
export const locales = ['en', 'fr', 'sv', 'ja'] as const

export type Locale = (typeof locales)[number]
