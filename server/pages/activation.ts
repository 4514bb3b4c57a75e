import { html } from '#kernel/html.ts'
import { button, field, hidden, type Refused, refusal, why } from './form.ts'
import { layout, type Page } from './layout.ts'

/** The first sign-in, with the code of a slip: typed, or brought by the square that was scanned. */
export const firstSignIn = (page: Page, refused: Refused = {}): string => {
  const { t } = page
  const shared = refused.typed?.['sharedDevice'] === 'on'
  return layout(
    page,
    t('activation.title'),
    html`
<header class="stack"><h1>${t('activation.title')}</h1><p>${t('activation.how')}</p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="/first-sign-in">
  ${hidden(page)}
  ${field(page, refused, {
    name: 'code',
    label: t('activation.code'),
    hint: t('activation.code_where'),
    autocomplete: 'one-time-code',
    attributes: html` inputmode="numeric" maxlength="40" spellcheck="false" data-from="t"`,
  })}
  <label class="choice"><input type="checkbox" name="sharedDevice"${shared && html` checked`}><span>${t('session.shared')}<br><small class="quiet">${t('session.shared_what')}</small></span></label>
  ${button(t('app.onward'))}
</form>
${why(t('activation.next'), t('activation.next_long'))}
<p class="quiet small">${t('activation.lost')}</p>
${html`<script type="module" src="/slip.js"></script>`}`,
  )
}
