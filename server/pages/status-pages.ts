import { type Component, components } from '#contract/status.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Incident } from '#modules/status/incidents.ts'
import { inLanguageOf } from '#modules/status/mails.ts'
import type { Window } from '#modules/status/maintenance.ts'
import type { Part } from '#modules/status/measuring.ts'
import type { Standing } from '#modules/status/reading.ts'
import { bar } from './status-bar.ts'

export const when = (t: Words, at: Date): string => `${shortDay(t.locale, at)} ${clockTime(t.locale, at)} UTC`

const tones = { up: 'ok', slow: 'warn', down: 'bad', unknown: '' } as const
const impacts = { minor: 'info', major: 'warn', outage: 'bad' } as const
const isComponent = (name: string): name is Component => components.some((one) => one === name)

const measured = (t: Words, { state, since, measuredAt }: Part): string => {
  if (!measuredAt) return t('status.never')
  if (state === 'unknown') return t('status.measured_last', { when: when(t, measuredAt) })
  return t('status.measured', { when: when(t, measuredAt), since: when(t, since ?? measuredAt) })
}

/** The newest days on which something was wrong; more of them would say no more. */
const MOST_DAYS = 10
const troubled = (t: Words, { days }: Part): Html | false => {
  const wrong = days.filter(({ slow, down }) => slow + down > 0).slice(-MOST_DAYS)
  return (
    wrong.length > 0 &&
    html`<details><summary>${t('status.days_wrong')}</summary><ul>${wrong
      .toReversed()
      .map(
        ({ day, seen, slow, down }) => html`<li>${t('status.day', { day: shortDay(t.locale, day), seen, slow, down })}</li>`,
      )}</ul></details>`
  )
}

const part = (t: Words, one: Part): Html => {
  const { component, state, days } = one
  const seen = days.reduce((sum, day) => sum + day.seen, 0)
  const answered = seen - days.reduce((sum, { down }) => sum + down, 0)
  const share = Math.floor((answered / Math.max(1, seen)) * 10_000) / 100
  return html`<li id="${component}"><div class="grow stack tight"><div class="row spread"><strong>${t(`status.part.${component}`)}</strong><span class="badge ${tones[state]}">${t(`status.state.${state}`)}</span></div>${bar(t, one)}<span class="quiet small">${measured(t, one)}${seen > 0 && html` · ${t('status.share', { share, seen })}`}</span>${troubled(t, one)}</div></li>`
}

const said = (t: Words, texts: Window['texts'], of: 'title' | 'body'): Html | false => {
  const text = inLanguageOf(t.locale, texts)
  if (!text?.[of]) return false
  return of === 'title'
    ? html`<strong lang="${text.language}">${text.title}</strong>`
    : html`<p class="written" lang="${text.language}">${text.body}</p>`
}

const incident = (t: Words, { id, impact, components: parts, beganAt, closedAt, updates }: Incident): Html => {
  const names = parts.filter(isComponent).map((one) => t(`status.part.${one}`))
  return html`<li class="card stack" id="incident-${id}">
<div class="row spread">${said(t, updates[0]?.texts ?? [], 'title')}<span class="badge ${closedAt ? '' : impacts[impact]}">${t(closedAt ? 'status.incident.resolved' : `status.impact.${impact}`)}</span></div>
<p class="quiet small">${names.join(' · ')}</p>
<p class="quiet small">${closedAt ? t('status.incident.lasted', { from: when(t, beganAt), until: when(t, closedAt) }) : t('status.incident.since', { from: when(t, beganAt) })}</p>
<ol class="stack">${updates.map(
    ({ state, at, texts }) =>
      html`<li class="stack tight"><span><strong>${t(`status.incident.${state}`)}</strong> <span class="quiet small">${when(t, at)}</span></span>${said(t, texts, 'body')}</li>`,
  )}</ol></li>`
}

const window = (t: Words, { id, impact, from, until, texts }: Window): Html =>
  html`<li class="card stack" id="maintenance-${id}"><div class="row spread">${said(t, texts, 'title')}<span class="badge ${impact === 'high' ? 'warn' : 'info'}">${t(`status.maintenance.${impact}`)}</span></div>
<p class="quiet small">${until ? t('status.maintenance.between', { from: when(t, from), until: when(t, until) }) : t('status.maintenance.from', { from: when(t, from) })}</p>${said(t, texts, 'body')}</li>`

const isOver = ({ from, until }: Window, at: Date) => (until ?? new Date(from.getTime() + 86_400_000)) < at
const isOn = ({ from, until }: Window, at: Date) => from <= at && !isOver({ from, until } as Window, at)

const section = (title: string, content: readonly Html[], none?: string): Html | false =>
  (content.length > 0 || none !== undefined) &&
  html`<section class="stack"><h2>${title}</h2>${content.length > 0 ? html`<ul class="stack">${content}</ul>` : html`<p class="card">${none}</p>`}</section>`

/** In one line how it is: the worst of what was measured, and of what whoever runs the machine says. */
const headline = (t: Words, { parts, incidents, windows, at }: Standing): Html => {
  const open = incidents.filter(({ closedAt }) => !closedAt)
  const states = parts.map(({ state }) => state)
  const isDown = states.includes('down') || open.some(({ impact }) => impact === 'outage')
  const isTroubled = states.includes('slow') || open.length > 0
  const isBlind = states.some((state, nth) => state === 'unknown' && parts[nth]?.component !== 'push')
  const what = isDown ? 'down' : isTroubled ? 'troubled' : isBlind ? 'blind' : 'well'
  const tone = { down: 'bad', troubled: 'warn', blind: 'warn', well: 'ok' }[what]
  return html`<div class="banner ${tone}" role="status"><div><strong>${t(`status.now.${what}`)}</strong>${windows.some((one) => isOn(one, at)) && html`<p>${t('status.now.maintenance')}</p>`}</div></div>`
}

/** How the service stands: its parts, what is wrong, what is announced, and what was. */
export const standingPart = (t: Words, standing: Standing): Html => {
  const { parts, incidents, windows, at } = standing
  const [open, past] = [incidents.filter(({ closedAt }) => !closedAt), incidents.filter(({ closedAt }) => closedAt)]
  const shown = windows.filter((one) => !isOver(one, at)).toReversed()
  const over = windows.filter((one) => isOver(one, at))
  return html`${headline(t, standing)}
${section(
  t('status.incidents_now'),
  open.map((one) => incident(t, one)),
)}
${section(
  t('status.maintenance.title'),
  shown.map((one) => window(t, one)),
  t('status.maintenance.none'),
)}
<section class="stack"><h2>${t('status.parts')}</h2><p>${t('status.parts_how')}</p><ul class="card rows">${parts.map((one) => part(t, one))}</ul></section>
${section(
  t('status.incidents_past'),
  past.slice(0, 20).map((one) => incident(t, one)),
  t('status.incidents_none'),
)}
${section(
  t('status.maintenance.past'),
  over.slice(0, 10).map((one) => window(t, one)),
)}`
}
