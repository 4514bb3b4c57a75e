import { type Picture, pictures, picturesInRow } from '#contract/activation-pupils.ts'
import { shortDay } from '#i18n/dates.ts'
import { type Html, html } from '#kernel/html.ts'
import { button, field, hidden, type Refused, refusal } from './form.ts'
import { asTyped } from './furigana.ts'
import { hasReadings, layout, type Page } from './layout.ts'
import { drawing } from './pupil-pictures.ts'

type InSchool = Page & { school: { slug: string; name: string } }
export type OnDevice = { label: string; pupils: readonly { id: string; alias: string; kana?: string | undefined }[] }

const wordsForm = (page: InSchool, refused: Refused, isOfClass: boolean): Html => {
  const { t, school } = page
  const own = refused.typed?.['ownDevice'] === 'on'
  const plain = (from: string) =>
    html` autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200" data-from="${from}"`
  return html`<form class="stack" method="post" action="/s/${school.slug}/class">
  ${hidden(page)}
  ${field(page, refused, { name: 'classCode', label: t('activation.class.code'), attributes: plain('c') })}
  ${field(page, refused, { name: 'username', label: t('activation.class.username'), attributes: plain('u') })}
  ${field(page, refused, { name: 'words', label: t('activation.class.words'), hint: t('activation.class.words_how'), attributes: plain('w') })}
  ${!isOfClass && html`<label class="choice"><input type="checkbox" name="ownDevice"${own && html` checked`}><span>${t('activation.class.own')}<br><small class="quiet">${t('activation.class.own_what')}</small></span></label>`}
  ${button(t('activation.class.go'))}
</form>
<script type="module" src="/slip.js"></script>`
}

const named = (page: Page, alias: string, kana: string | undefined) => asTyped(alias, hasReadings(page) ? kana : undefined)

/** Who has pictures on this device: a button for each. */
const names = (page: InSchool, { pupils }: OnDevice): Html => html`<ul class="picks">
  ${pupils.map(({ id, alias, kana }) => html`<li><form method="post" action="/s/${page.school.slug}/class/pictures">${hidden(page, { who: id, alias, kana })}<button class="button full" type="submit">${named(page, alias, kana)}</button></form></li>`)}
</ul>`

/** The young pupils' door: the slip's four words, and on a device of the class the names of those who have pictures. */
export const classDoor = (page: InSchool, device: OnDevice | undefined, refused: Refused = {}): string => {
  const { t } = page
  const list = device && device.pupils.length > 0
  return layout(
    page,
    t('activation.class.title'),
    html`
<header class="stack"><h1>${t(list ? 'activation.class.who' : 'activation.class.title')}</h1>${device && html`<p class="quiet">${asTyped(device.label)}</p>`}${!list && html`<p>${t('activation.class.how')}</p>`}</header>
${refusal(page, refused)}
${list && names(page, device)}
${list ? html`<section class="card stack"><h2>${t('activation.class.with_words')}</h2><p>${t('activation.class.how')}</p>${wordsForm(page, refused, device !== undefined)}</section>` : wordsForm(page, refused, device !== undefined)}`,
    true,
  )
}

const row = ({ t }: Page, taps: readonly Picture[]): Html =>
  html`<ol class="picks four">${taps.map((picture) => html`<li>${drawing(picture, t(`activation.picture.${picture}`))}</li>`)}</ol>`

const grid = ({ t }: Page): Html =>
  html`<div class="picks">${pictures.map((picture) => html`<button class="button" type="submit" name="tap" value="${picture}">${drawing(picture, t(`activation.picture.${picture}`))}</button>`)}</div>`

type Tapped = { taps: readonly Picture[]; who: string; alias: string; kana?: string | undefined }

/** Four pictures, one after another. Which were tapped is not shown: others stand around the device. */
export const tapPictures = (page: InSchool, { taps, who, alias, kana }: Tapped, refused: Refused = {}): string => {
  const { t, school } = page
  const nth = taps.length + 1
  const here = `/s/${school.slug}/class/pictures`
  return layout(
    page,
    t('activation.pictures.title'),
    html`
<header class="stack"><h1>${named(page, alias, kana)}</h1><p role="status"><strong>${t('activation.pictures.next', { nth, of: picturesInRow })}</strong></p></header>
${refusal(page, refused)}
<form class="stack" method="post" action="${here}">${hidden(page, { who, alias, kana, taps: taps.join(' ') })}${grid(page)}</form>
${taps.length > 0 && html`<form method="post" action="${here}">${hidden(page, { who, alias, kana })}<button class="button full" type="submit">${t('activation.pictures.again')}</button></form>`}
<p><a class="ink-link" href="/s/${school.slug}/class">${t('activation.pictures.not_me')}</a></p>`,
    true,
  )
}

/** Choosing the four: they are shown, and kept only when the pupil says so. */
export const choosePictures = (page: InSchool, taps: readonly Picture[], refused: Refused = {}): string => {
  const { t, school } = page
  const here = `/s/${school.slug}/class/choose`
  const isWhole = taps.length === picturesInRow
  const nth = taps.length + 1
  return layout(
    page,
    t('activation.pictures.choose'),
    html`
<header class="stack"><h1>${t('activation.pictures.choose')}</h1><p>${t('activation.pictures.choose_how')}</p></header>
${refusal(page, refused)}
<p role="status"><strong>${isWhole ? t('activation.pictures.these') : t('activation.pictures.next', { nth, of: picturesInRow })}</strong></p>
${taps.length > 0 && row(page, taps)}
<form class="stack" method="post" action="${here}">${hidden(page, { taps: taps.join(' ') })}${isWhole ? html`<button class="button primary full" type="submit" name="keep" value="on">${t('activation.pictures.keep')}</button>` : grid(page)}</form>
${taps.length > 0 && html`<p><a class="button full" href="${here}">${t('activation.pictures.again')}</a></p>`}
<p><a class="ink-link" href="/s/${school.slug}/today">${t('activation.pictures.later')}</a></p>`,
    true,
  )
}

/** A teacher, at the device: what enrolling it means, before it is done. */
export const enrolDevice = (
  page: InSchool,
  found: { id: string; label: string; until: string },
  refused: Refused = {},
): string => {
  const { t, school } = page
  return layout(
    page,
    t('activation.device.title'),
    html`
<header class="stack"><h1>${t('activation.device.title')}</h1><p>${t('activation.device.what', { label: found.label, day: shortDay(t.locale, found.until) })}</p></header>
${refusal(page, refused)}
<p class="quiet">${t('activation.device.fact')}</p>
<form class="stack" method="post" action="/s/${school.slug}/class/device/${found.id}">
  ${hidden(page)}
  ${button(t('activation.device.do'))}
</form>`,
  )
}
