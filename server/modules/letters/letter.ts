import { type Locale, languageOf, locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { languageNames, type Words } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import type { Mail } from '#kernel/mail.ts'

/** The words of one language, for mails. */
const wordsIn = (locale: Locale): Words => loadWords()[locale]

/** Why somebody gets a letter: an account in the school; or an address that somebody gave. */
type Reason = 'account' | 'address'
/** A letter before it is in a language: `say` says it in the reader's. */
export type Letter = {
  to: string
  locale: Locale
  school: string
  /** The school's own language: why the letter came is said in both. */
  schoolLocale?: Locale | undefined
  link: string
  reason: Reason
  /** Where its reader chooses what to be told, where that is a choice. */
  choices?: string | undefined
  /** Where a click stops such mails, for its reader's mail program (RFC 8058) and at the foot. */
  stop?: string | undefined
  /** Where the school's data protection officer is reached. */
  dpoAddress?: string | null | undefined
  say: (t: Words) => Said
}
/** What a letter says; items are lines that lead somewhere of their own. */
type Said = { subject: string; lines: readonly string[]; items?: readonly { words: string; to: string }[]; button: string }

// Constant, so that it may stand beside what is escaped: mail programs keep a style element and no file.
const style = `<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; padding: 24px 12px; background: #f3f1ec; color: #1d2b27; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", sans-serif }
table { border-collapse: collapse; width: 100% }
.sheet { max-width: 600px; margin: 0 auto; background: #fffdf8; border-radius: 12px }
.sheet td { padding: 24px }
.name { font-weight: 700; color: #1e5b4f; font-size: 18px }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 12px }
p, ul { margin: 0 0 16px }
li { margin: 0 0 8px }
li a { color: #1e5b4f }
.button { display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1e5b4f; color: #ffffff; font-weight: 600; text-decoration: none }
.foot, .foot a { color: #55645f; font-size: 14px }
.foot p { margin: 0 0 8px }
@media (prefers-color-scheme: dark) {
  body { background: #101614; color: #e8ece9 }
  .sheet { background: #1a2320 }
  .name, li a { color: #8fd0bd }
  .button { background: #8fd0bd; color: #10201b }
  .foot, .foot a { color: #a9b5b0 }
}
</style>`

const inLanguage = (link: string, locale: Locale) => `${link}${link.includes('?') ? '&' : '?'}lang=${locale}`

type Sheet = Required<Said> & {
  t: Words
  /** Why it came, in the reader's language and in the school's. */
  why: readonly { lang: Locale; words: string }[]
  tongues: readonly { lang: Locale; name: string; to: string }[]
} & Pick<Letter, 'school' | 'link' | 'choices' | 'stop' | 'dpoAddress'>

const asText = ({ t, lines, items, button, link, why, choices, stop, dpoAddress, tongues }: Sheet) =>
  [
    ...lines.flatMap((line) => [line, '']),
    ...items.flatMap(({ words, to }) => [words, to, '']),
    t('mail.labelled', { label: button, value: link }),
    '',
    '--',
    ...why.map(({ words }) => words),
    ...(dpoAddress ? [t('mail.dpo', { address: dpoAddress })] : []),
    ...(choices ? [t('mail.labelled', { label: t('mail.choices'), value: choices })] : []),
    ...(stop ? [t('mail.labelled', { label: t('mail.stop'), value: stop })] : []),
    ...tongues.map(({ name, to }) => t('mail.labelled', { label: name, value: to })),
    '',
  ].join('\n')

const foot = ({ t, why, choices, stop, dpoAddress, tongues }: Sheet) => html`<div class="foot">
${why.map(({ lang, words }) => html`<p lang="${lang}">${words}</p>`)}
${dpoAddress ? html`<p>${t('mail.dpo', { address: dpoAddress })}</p>` : ''}
${choices ? html`<p><a href="${choices}">${t('mail.choices')}</a></p>` : ''}
${stop ? html`<p><a href="${stop}">${t('mail.stop')}</a></p>` : ''}
<p>${tongues.map(({ lang, name, to }, nth) => html`${nth > 0 ? ' · ' : ''}<a href="${to}" lang="${lang}">${name}</a>`)}</p>
</div>`

const asBody = (sheet: Sheet) => html`<body>
<table role="presentation" class="sheet"><tr><td>
<p class="name">${sheet.school}</p>
<h1>${sheet.subject}</h1>
${sheet.lines.map((line) => html`<p>${line}</p>`)}
${sheet.items.length > 0 ? html`<ul>${sheet.items.map(({ words, to }) => html`<li><a href="${to}">${words}</a></li>`)}</ul>` : ''}
<p><a class="button" href="${sheet.link}">${sheet.button}</a></p>
${foot(sheet)}
</td></tr></table></body></html>`

/** One letter of one column with one button, as HTML and as text that says the same; nothing in it is fetched from anywhere. */
export const letter = ({
  to,
  locale,
  school,
  schoolLocale = locale,
  link,
  reason,
  choices,
  stop,
  dpoAddress,
  say,
}: Letter): Mail => {
  const t = wordsIn(locale)
  const said = say(t)
  const spoken = languageOf(schoolLocale) === languageOf(locale) ? [locale] : [locale, schoolLocale]
  const why = spoken.map((lang) => ({ lang, words: wordsIn(lang)(`mail.reason.${reason}`, { school }) }))
  const others = locales.filter((one) => one !== locale)
  const tongues = others.map((lang) => ({ lang, name: languageNames[lang], to: inLanguage(link, lang) }))
  const sheet = { items: [], ...said, t, why, tongues, school, link, choices, stop, dpoAddress }
  const top = html`<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${said.subject}</title>`
  return {
    ...{ to, locale, subject: said.subject, text: asText(sheet), sender: school },
    html: `<!doctype html>${top.markup}${style}</head>${asBody(sheet).markup}`,
    ...(stop && { unsubscribe: stop }),
  }
}
