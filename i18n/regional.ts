import type { Locale } from '#contract/locales.ts'

type Change = readonly [written: RegExp, here: string]

/**
 * French as it is written in Québec, made from the French of France: the Office québécois de la langue française asks for no space before
 * `;`, `!` and `?`, for a full one before `:` and inside quotation marks, and has words of its own; Law 25 speaks of personal information, and of
 * whoever is responsible for protecting it.
 */
const quebec: readonly Change[] = [
  [/\u202f(?=[;!?])/gu, ''],
  [/\u202f(?=[:»])|(?<=«)\u202f|(?<=\d)\u202f(?=\d)/gu, '\u00a0'],
  [/\bd’(e-mail)/giu, 'de $1'],
  [/\bl’(e-mail)/gu, 'le $1'],
  [/\bL’(e-mail)/gu, 'Le $1'],
  [/\bcet (e-mail)/gu, 'ce $1'],
  [/\be-mail/gu, 'courriel'],
  [/\bE-mail/gu, 'Courriel'],
  [/La déléguée ou le délégué(?= à la protection des données)/gu, 'La personne déléguée'],
  [/Déléguée ou délégué(?= à la protection des données)/gu, 'Délégué'],
  [/Déléguée?(s?) à la protection des données/gu, 'Responsable$1 de la protection des renseignements personnels'],
  [/déléguée?(s?) à la protection des données/gu, 'responsable$1 de la protection des renseignements personnels'],
]

const changes: Partial<Record<Locale, readonly Change[]>> = { 'fr-CA': quebec }

/** A sentence of a language as it is written in one of its regions. */
export const asWrittenIn = (locale: Locale, sentence: string): string =>
  (changes[locale] ?? []).reduce((text, [written, here]) => text.replace(written, here), sentence)
