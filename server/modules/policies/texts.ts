import { createHash } from 'node:crypto'
import { type Language, languages } from '#contract/locales.ts'
import type { PolicyText } from '#contract/policies.ts'
import type { Text, Version } from './policies.queries.ts'

type Written = { title: string; body: string }

/** What a receipt stands for: the SHA-256 of language, title and body, each on lines of its own. */
export const digestOf = (language: Language, { title, body }: Written): Buffer =>
  createHash('sha256').update(`preau/policy/v1\n${language}\n${title}\n${body}`).digest()

/** The texts of a version, by language, with what receipts will quote. */
export const textsIn = (texts: Readonly<Partial<Record<Language, Written | undefined>>>): Omit<Text, 'versionId'>[] =>
  languages.flatMap((language) => {
    const text = texts[language]
    return text ? [{ language, ...text, digest: digestOf(language, text) }] : []
  })

/** A text as it is shown. */
export const shownText = ({ versionId, language, title, body, digest }: Text, number: number): PolicyText => ({
  ...{ versionId, number, language, title, body },
  digest: digest.toString('hex'),
})

/** The text of a version for a reader: in their language, or the school's, or one that there is. */
export const textFor = (texts: readonly Text[], version: Version, wanted: readonly Language[]): Text | undefined => {
  const some = texts.filter(({ versionId }) => versionId === version.id)
  return wanted.map((language) => some.find((one) => one.language === language)).find((one) => one !== undefined) ?? some[0]
}
