import type { Words } from '#i18n/words.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Part } from '#modules/status/measuring.ts'

type Day = Part['days'][number]
/** So many measurements in vain make a day a bad one: a start takes one or two. */
const BAD = 5
const toneOf = ({ seen, slow, down }: Day) => (seen === 0 ? undefined : down >= BAD ? 'bad' : slow + down > 0 ? 'warn' : 'ok')
const heights = { ok: 24, warn: 18, bad: 24 } as const

/** Ninety days as a bar, one path for each colour; days on which nobody measured are gaps. The days with trouble stand beside it in words. */
export const bar = (t: Words, { days }: Part): Html | false => {
  const tones = days.map(toneOf)
  if (tones.every((tone) => tone === undefined)) return false
  const said = t('status.bar', {
    days: tones.filter(Boolean).length,
    wrong: tones.filter((tone) => tone === 'warn' || tone === 'bad').length,
  })
  const strokes = (of: keyof typeof heights) =>
    tones.flatMap((tone, nth) => (tone === of ? [`M${nth * 3} ${24 - heights[of]}h2v${heights[of]}h-2z`] : [])).join('')
  const drawn = (['ok', 'warn', 'bad'] as const).map((tone) => ({ tone, path: strokes(tone) })).filter(({ path }) => path !== '')
  return html`<svg class="days" viewBox="0 0 270 24" width="270" height="24" role="img" aria-label="${said}"><rect x="0" y="23" width="270" height="1"/>${drawn.map(({ tone, path }) => html`<path class="${tone}" d="${path}"/>`)}</svg>`
}
