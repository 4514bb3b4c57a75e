import { type Locale, locales } from '#contract/locales.ts'
import { languageNames, type Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import { asTyped, withReadings } from './furigana.ts'
import { stylePath } from './style.ts'

/** What every page knows of the request: the words, its own address, the token for its forms, and whether readings were chosen. */
export type Page = {
  t: Words
  path: string
  xsrf?: string | undefined
  school?: { slug: string; name: string } | undefined
  furigana?: 'on' | 'off' | undefined
  /** A page that is written into a folder, where no server of ours answers: how its files are called, and where the service is. */
  still?: { origin: string; style: string; fileOf: (locale: Locale) => string } | undefined
}

const withQuery = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`

/** At the young pupils' door kanji have their readings until somebody takes them away. */
export const hasReadings = ({ t, furigana }: Page) => t.locale === 'ja' && furigana !== 'off'

const readingSwitch = (page: Page) => {
  const next = hasReadings(page) ? 'off' : 'on'
  return html`<a class="button plain" href="${withQuery(page.path, `furigana=${next}`)}">${page.t(`app.furigana.${next}`)}</a>`
}

const addressIn = ({ path, still }: Page, locale: Locale) =>
  still ? html` href="./${still.fileOf(locale)}"` : html` href="${withQuery(path, `lang=${locale}`)}"`

const languages = (page: Page) => html`
  <nav class="languages" aria-label="${page.t('app.language')}">
    ${locales.map((locale) => html`<a${addressIn(page, locale)} lang="${locale}" hreflang="${locale}" rel="alternate"${locale === page.t.locale ? html` aria-current="true"` : ''}>${languageNames[locale]}</a>`)}
  </nav>`

/** What stands at the foot of every page: what is promised, how the service stands, and who answers for it. */
const foot = (page: Page, isForPupils: boolean) => {
  const { t, school, still } = page
  const own = school ? `/s/${school.slug}` : ''
  const nav = html`
  <nav class="languages" aria-label="${t('site.about')}"><a href="${`${own}/trust`}">${t('site.trust')}</a><a href="/status">${t('status.title')}</a><a href="${`${own}/legal`}">${t('site.legal')}</a></nav>`
  return html`<footer class="foot">${languages(page)}${!still && !isForPupils && nav}</footer>`
}

/** A file server says nothing of what a page may do: the page says it itself. */
const policy = html`<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="60">`

/** The one frame of the pages that work without JavaScript: roof, content, languages; for young pupils, with readings in Japanese. */
export const layout = (page: Page, title: string, content: Html, isForPupils = false): string => {
  const { t, school, still } = page
  const name = school?.name ?? t('site.name')
  const home = still ? still.origin : school ? `/s/${school.slug}/` : '/'
  const isRead = isForPupils && hasReadings(page)
  const { markup } = html`<!doctype html>
<html lang="${t.locale}"${isRead && html` data-furigana="on"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<meta name="theme-color" content="#1e5b4f">
<title>${title} · ${name}</title>
${still ? policy : html`<link rel="icon" href="/roof.svg" type="image/svg+xml">`}
${still ? html`<link rel="stylesheet" href="./${still.style}">` : html`<link rel="stylesheet" href="${stylePath}">`}
</head>
<body>
<a class="skip" href="#content">${t('app.skip')}</a>
<header class="roof"><div class="row spread"><a class="name" href="${home}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 13 12 8l9 5M6 12v8M18 12v8"/></svg>${asTyped(name)}</a>${isForPupils && t.locale === 'ja' && readingSwitch(page)}</div></header>
<main id="content" class="page stack wide">
${content}
</main>
${foot(page, isForPupils)}
</body>
</html>`
  return isRead ? withReadings(markup) : markup
}
