import { type Part, reader, readName } from '#i18n/furigana.ts'
import { loadReadings } from '#i18n/load.ts'
import { type Html, html } from '#kernel/html.ts'

const read = reader(loadReadings())

/** What is read by nobody, or as plain text only; and what somebody typed, which nobody guesses the reading of. */
const left = /^<(?:title|script|option|textarea|rt|ruby)\b|^<[a-z0-9]+\b[^>]*\stranslate="no"/i
const nameOf = (tag: string) => /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? ''

const ruby = ({ text, reading }: Part) =>
  reading === undefined ? text : `<ruby>${text}<rp>（</rp><rt aria-hidden="true">${reading}</rt><rp>）</rp></ruby>`

/** In one box: a button would lay out its pieces one by one. */
const annotated = (text: string) => {
  const parts = read(text)
  return parts.some(({ reading }) => reading !== undefined) ? `<span>${parts.map(ruby).join('')}</span>` : text
}

/** A page of ours with readings above the kanji of its text: never in an attribute, a title, an option or a name. */
export const withReadings = (page: string): string => {
  let within = ''
  let depth = 0
  return page
    .split(/(<!--[\s\S]*?-->|<[^>]*>)/)
    .map((piece, at) => {
      if (at % 2 === 0) return within ? piece : annotated(piece)
      const name = nameOf(piece)
      if (!within && left.test(piece)) [within, depth] = [name, 0]
      if (name === within) depth += piece.startsWith('</') ? -1 : 1
      if (depth === 0) within = ''
      return piece
    })
    .join('')
}

/** What somebody typed, as it is; a name with its kana, where the school has them and readings are wanted. */
export const asTyped = (text: string, kana?: string): Html =>
  html`<span translate="no">${readName(text, kana).map((part) =>
    part.reading === undefined
      ? part.text
      : html`<ruby>${part.text}<rp>（</rp><rt aria-hidden="true">${part.reading}</rt><rp>）</rp></ruby>`,
  )}</span>`
