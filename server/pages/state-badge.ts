import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { State } from '#modules/assurance/index.ts'

export const tones: Readonly<Record<State, string>> = {
  ok: 'ok',
  warning: 'warn',
  stale: 'warn',
  failed: 'bad',
  not_applicable: '',
  not_yet: '',
  sample: '',
}

/** How a promise or a control stands, as a word with its colour. */
export const stateBadge = (t: Words, state: State): Html =>
  html`<span class="badge ${tones[state]}">${t(`trust.state.${state}`)}</span>`
