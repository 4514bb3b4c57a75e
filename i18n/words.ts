import { setupI18n } from '@lingui/core'
import type { CompiledMessage } from '@lingui/message-utils/compileMessage'
import type { Locale } from '#contract/locales.ts'
import type { Word } from './catalogue.ts'

export type { Word } from './catalogue.ts'

/** Sentences of one language, compiled: by the server at load, for the web by its build. */
export type Catalogue = Readonly<Record<string, CompiledMessage>>

export type Values = Readonly<Record<string, string | number>>

/** Says a sentence of the catalogue in one language. */
export type Words = {
  (id: Word, values?: Values): string
  readonly locale: Locale
}

/** The regional tag that dates, numbers and sorting use for a language of the interface. */
export const tags: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR', 'fr-CA': 'fr-CA', sv: 'sv-SE', ja: 'ja-JP' }

/** The one runtime of server, mails and web: a language and its compiled sentences become a function. */
export const words = (locale: Locale, ...catalogues: readonly Catalogue[]): Words => {
  const messages: Record<string, CompiledMessage> = Object.assign({}, ...catalogues)
  const i18n = setupI18n({ locale, locales: [tags[locale]], messages: { [locale]: messages } })
  return Object.assign((id: Word, values?: Values) => i18n._(id, values ? { ...values } : {}), { locale })
}

/** Each language under its own name: the same in every language, so not a sentence of the catalogue. */
export const languageNames: Record<Locale, string> = {
  en: 'English',
  fr: 'Français',
  'fr-CA': 'Français (Canada)',
  sv: 'Svenska',
  ja: '日本語',
}
