import type { Locale } from '#contract/locales.ts'

/** What a spreadsheet would take for the beginning of a formula, full-width signs too. */
const formula = /^\s*[=+\-@＝＋－＠\t\r]/

const cell = (text: string, between: string) => {
  const safe = formula.test(text) ? `'${text}` : text
  return safe.includes(between) || /["\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Where the comma stands between the digits, spreadsheets put a semicolon between the cells. */
const between: Record<Locale, string> = { en: ',', fr: ';', 'fr-CA': ';', sv: ';', ja: ',' }

/** A table as text that a spreadsheet of this language opens as it is, and takes no cell of for a formula. */
export const csvOf = (locale: Locale, rows: readonly (readonly string[])[]): string =>
  `\u{feff}${rows.map((cells) => `${cells.map((text) => cell(text, between[locale])).join(between[locale])}\r\n`).join('')}`
