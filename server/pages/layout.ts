import { locales } from '#contract/locales.ts'
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
}

const withQuery = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`

/** At the young pupils' door kanji have their readings until somebody takes them away. */
export const hasReadings = ({ t, furigana }: Page) => t.locale === 'ja' && furigana !== 'off'

const readingSwitch = (page: Page) => {
  const next = hasReadings(page) ? 'off' : 'on'
  return html`<a class="button plain" href="${withQuery(page.path, `furigana=${next}`)}">${page.t(`app.furigana.${next}`)}</a>`
}

const languages = ({ t, path }: Page) => html`
  <nav class="languages" aria-label="${t('app.language')}">
    ${locales.map((locale) => html`<a href="${withQuery(path, `lang=${locale}`)}" lang="${locale}" hreflang="${locale}" rel="alternate"${locale === t.locale ? html` aria-current="true"` : ''}>${languageNames[locale]}</a>`)}
  </nav>`

/** The one frame of the pages that work without JavaScript: roof, content, languages; for young pupils, with readings in Japanese. */
export const layout = (page: Page, title: string, content: Html, isForPupils = false): string => {
  const { t, school } = page
  const name = school?.name ?? t('site.name')
  const isRead = isForPupils && hasReadings(page)
  const { markup } = html`<!doctype html>
<html lang="${t.locale}"${isRead && html` data-furigana="on"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<meta name="theme-color" content="#1e5b4f">
<title>${title} · ${name}</title>
<link rel="icon" href="/roof.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<a class="skip" href="#content">${t('app.skip')}</a>
<header class="roof"><div class="row spread"><a class="name" href="${school ? `/s/${school.slug}/` : '/'}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 13 12 8l9 5M6 12v8M18 12v8"/></svg>${asTyped(name)}</a>${isForPupils && t.locale === 'ja' && readingSwitch(page)}</div></header>
<main id="content" class="page stack wide">
${content}
</main>
<footer class="foot">${languages(page)}</footer>
</body>
</html>`
  return isRead ? withReadings(markup) : markup
}
