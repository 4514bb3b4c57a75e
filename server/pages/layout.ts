import { locales } from '#contract/locales.ts'
import { languageNames, type Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import { stylePath } from './style.ts'

/** What every page knows of the request: the words, its own address, the token for its forms. */
export type Page = { t: Words; path: string; xsrf?: string | undefined; school?: { slug: string; name: string } | undefined }

const languages = ({ t, path }: Page) => html`
  <nav class="languages" aria-label="${t('app.language')}">
    ${locales.map((locale) => html`<a href="${path}${path.includes('?') ? '&' : '?'}lang=${locale}" lang="${locale}" hreflang="${locale}" rel="alternate"${locale === t.locale ? html` aria-current="true"` : ''}>${languageNames[locale]}</a>`)}
  </nav>`

/** The one frame of the pages that work without JavaScript: roof, content, languages. */
export const layout = (page: Page, title: string, content: Html): string => {
  const { t, school } = page
  const name = school?.name ?? t('site.name')
  return html`<!doctype html>
<html lang="${t.locale}">
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
<header class="roof"><div class="row"><a class="name" href="${school ? `/s/${school.slug}/` : '/'}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 13 12 8l9 5M6 12v8M18 12v8"/></svg><span>${name}</span></a></div></header>
<main id="content" class="page stack wide">
${content}
</main>
<footer class="foot">${languages(page)}</footer>
</body>
</html>`.markup
}
