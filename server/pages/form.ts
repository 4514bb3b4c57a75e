import type { ErrorCode } from '#contract/errors.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Page } from './layout.ts'

/** What was typed, given back when a form is refused: nothing a person typed is lost. */
export type Typed = Readonly<Record<string, string | undefined>>

/** A refused form: its code, the fields it is about, what was typed. */
export type Refused = {
  code?: ErrorCode | undefined
  fields?: readonly string[] | undefined
  typed?: Typed | undefined
  details?: Readonly<Record<string, unknown>> | undefined
}

type FieldRow = {
  name: string
  label: string
  hint?: string
  type?: string
  autocomplete?: string
  value?: string
  attributes?: Html
  optional?: boolean
}

/** One line to fill in. */
export const field = ({ t }: Page, { fields = [], typed = {} }: Refused, row: FieldRow): Html => {
  const { name, label, hint, type = 'text', autocomplete = 'off', value, attributes, optional } = row
  const wrong = fields.includes(name)
  const described = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ')
  const given = type === 'password' ? '' : (typed[name] ?? value ?? '')
  return html`<div class="field">
  <label for="${name}">${label}</label>
  ${hint && html`<div class="hint" id="${name}-hint">${hint}</div>`}
  <input class="input" id="${name}" name="${name}" type="${type}" value="${given}" autocomplete="${autocomplete}"${!optional && html` required`}${wrong && html` aria-invalid="true"`}${described && html` aria-describedby="${described}"`}${attributes}>
  ${wrong && html`<div class="wrong" id="${name}-wrong">${t('app.field_wrong')}</div>`}
</div>`
}

type Option = { value: string; label: string }

/** A choice from a list. */
export const select = (
  { typed = {} }: Refused,
  row: { name: string; label: string; options: readonly Option[]; value?: string | undefined },
): Html => {
  const chosen = typed[row.name] ?? row.value
  return html`<div class="field">
  <label for="${row.name}">${row.label}</label>
  <select class="input" id="${row.name}" name="${row.name}">
    ${row.options.map(({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}
  </select>
</div>`
}

/** A few choices, all in sight. */
export const choices = (
  { typed = {} }: Refused,
  row: { name: string; legend: string; options: readonly Option[] },
): Html => html`<fieldset class="field">
  <legend>${row.legend}</legend>
  <div class="choices">
    ${row.options.map(({ value, label }) => html`<label class="choice"><input type="radio" name="${row.name}" value="${value}" required${typed[row.name] === value && html` checked`}><span>${label}</span></label>`)}
  </div>
</fieldset>`

/** What every form carries besides its fields. */
export const hidden = ({ xsrf }: Page, carried: Typed = {}): Html =>
  html`${xsrf && html`<input type="hidden" name="_xsrf" value="${xsrf}">`}${Object.entries(carried).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`)}`

/** Says why a form was refused, at its head. */
export const refusal = ({ t }: Page, { code }: Refused): Html =>
  html`${code && html`<div class="banner bad" role="alert"><div><strong>${t(`errors.${code}`)}</strong></div></div>`}`

/** The numbered squares of a short path. */
export const steps = (
  { t }: Page,
  step: number,
  of: number,
): Html => html`<ol class="steps" aria-label="${t('app.steps', { step, of })}">
  ${Array.from({ length: of }, (_, at) => at + 1).map((number) => html`<li class="${number < step ? 'done' : ''}"${number === step && html` aria-current="step"`}>${number}</li>`)}
</ol>`

/** Why something is asked, in violet ink, without JavaScript. */
export const why = (short: string, long: string): Html =>
  html`<details class="why"><summary>${short}</summary><div>${long}</div></details>`

export const button = (label: string): Html => html`<button class="button primary full" type="submit">${label}</button>`
