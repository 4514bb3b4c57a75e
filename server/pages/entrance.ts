import { locales } from '#contract/locales.ts'
import { profiles, schoolKinds } from '#contract/roles.ts'
import { languageNames } from '#i18n/words.ts'
import { html } from '#kernel/html.ts'
import { button, field, hidden, type Refused, refusal, select } from './form.ts'
import { layout, type Page } from './layout.ts'

const keyField = (page: Page) => html`<form class="stack" method="post" action="/join">
  ${hidden(page)}
  <div class="field">
    <label for="key">${page.t('site.have_key')}</label>
    <span class="key"><input id="key" name="key" autocomplete="off" required maxlength="9" autocapitalize="characters" spellcheck="false"></span>
  </div>
  ${button(page.t('app.onward'))}
</form>`

/** A school's own door: sign in, or a class key. */
export const schoolHome = (page: Page & { school: { slug: string; name: string } }): string => {
  const { t, school } = page
  return layout(
    page,
    t('site.welcome'),
    html`
<h1>${school.name}</h1>
<a class="button primary full" href="/s/${school.slug}/sign-in">${t('session.sign_in')}</a>
<section class="card stack">${keyField(page)}<p class="quiet small">${t('join.key.no_access')}</p></section>`,
  )
}

/** The door of the installation, where no school is named. */
export const welcome = (page: Page): string => {
  const { t } = page
  return layout(
    page,
    t('site.welcome'),
    html`
<h1>${t('site.welcome')}</h1>
<p>${t('site.welcome_how')}</p>
<section class="card stack">${keyField(page)}</section>`,
  )
}

type SetUp = { code: string; profile: string; timeZones: readonly string[]; timeZone: string; yearFrom: string; yearTo: string }

/** The first start: the one-time code, the school, its first administrator. */
export const setUp = (page: Page, usual: SetUp, refused: Refused = {}): string => {
  const { t } = page
  const day = (name: string, label: string, value: string) => field(page, refused, { name, label, type: 'date', value })
  return layout(
    page,
    t('setup.title'),
    html`
<header class="stack"><h1>${t('setup.title')}</h1><p class="quiet">${t('setup.intro')}</p></header>
${refusal(page, refused)}
<form class="stack wide" method="post" action="/setup">
  ${hidden(page)}
  ${field(page, refused, { name: 'code', label: t('setup.code'), hint: t('setup.code_where'), value: usual.code, autocomplete: 'one-time-code' })}
  <fieldset class="stack"><legend><h2>${t('setup.school')}</h2></legend>
    ${field(page, refused, { name: 'name', label: t('setup.school_name'), autocomplete: 'organization' })}
    ${field(page, refused, { name: 'slug', label: t('setup.slug'), hint: t('setup.slug_how'), attributes: html` pattern="[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?" autocapitalize="none" spellcheck="false"` })}
    ${select(refused, { name: 'profile', label: t('setup.profile'), value: usual.profile, options: profiles.map((value) => ({ value, label: t(`setup.profile_of.${value}`) })) })}
    ${select(refused, { name: 'kind', label: t('setup.kind'), options: schoolKinds.map((value) => ({ value, label: t(`setup.kind_of.${value}`) })) })}
    ${select(refused, { name: 'locale', label: t('setup.locale'), value: t.locale, options: locales.map((value) => ({ value, label: languageNames[value] })) })}
    ${select(refused, { name: 'timeZone', label: t('setup.time_zone'), value: usual.timeZone, options: usual.timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') })) })}
    ${day('yearFrom', t('setup.year_from'), usual.yearFrom)}
    ${day('yearTo', t('setup.year_to'), usual.yearTo)}
  </fieldset>
  <fieldset class="stack"><legend><h2>${t('setup.administrator')}</h2></legend>
    ${field(page, refused, { name: 'display', label: t('setup.your_name'), autocomplete: 'name' })}
    ${field(page, refused, { name: 'email', label: t('setup.your_email'), type: 'email', autocomplete: 'email' })}
    ${field(page, refused, { name: 'password', label: t('session.password'), hint: t('setup.password_how'), type: 'password', autocomplete: 'new-password' })}
  </fieldset>
  ${button(t('setup.do'))}
</form>`,
  )
}
