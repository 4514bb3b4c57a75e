import { type Locale, languageOf } from '#contract/locales.ts'
import { tags } from './words.ts'

type When = Date | string

const asDate = (when: When) => (typeof when === 'string' ? new Date(when) : when)

/** In French the first day of a month is the only one with an ordinal. */
const ordinal = (locale: Locale, said: string) =>
  languageOf(locale) === 'fr' ? said.replace(/(?<![\d:,])1(?=\s\p{L})/u, '1er') : said

const formats = new Map<string, Intl.DateTimeFormat>()
/** Making one takes a hundred times as long as using it; there are as many as languages, zones and ways to write a day. */
const formatOf = (tag: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${tag} ${Object.entries(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, options)
  formats.set(key, known)
  return known
}

const format = (locale: Locale, options: Intl.DateTimeFormatOptions, when: When) =>
  ordinal(locale, formatOf(tags[locale], options).format(asDate(when)))

/** Which day it is there, as a machine writes it. */
export const isoDay = (when: When, timeZone: string) => formatOf('sv-SE', { timeZone }).format(asDate(when))

/** The ISO week of a day, as Swedish schools count. */
export const week = (when: When, timeZone = 'UTC') => {
  const day = new Date(`${isoDay(when, timeZone)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  return Math.ceil(((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7)
}

/** A day with its weekday, as a heading: Swedish adds the week number. */
export const longDay = (locale: Locale, when: When, timeZone = 'UTC') => {
  const said = format(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }, when)
  return locale === 'sv' ? `${said} (v. ${week(when, timeZone)})` : said
}

/** A day in a list: ISO in Swedish, with the weekday in Japanese. */
export const shortDay = (locale: Locale, when: When, timeZone = 'UTC') => {
  if (locale === 'sv') return isoDay(when, timeZone)
  if (locale === 'ja') return format(locale, { dateStyle: 'long', timeZone }, when)
  return format(locale, { dateStyle: 'medium', timeZone }, when)
}

/** A month of a year. */
export const monthOf = (locale: Locale, when: When, timeZone = 'UTC') =>
  format(locale, { month: 'long', year: 'numeric', timeZone }, when)

/** A time of day, as each language writes it. */
export const clockTime = (locale: Locale, when: When, timeZone = 'UTC') => format(locale, { timeStyle: 'short', timeZone }, when)
