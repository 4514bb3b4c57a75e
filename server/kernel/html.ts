/** Markup that has been escaped; only `html` makes it. */
export type Html = { readonly markup: string }

type Value = Html | string | number | false | null | undefined | readonly Value[]

const made = new WeakSet<object>()
const isHtml = (value: unknown): value is Html => typeof value === 'object' && value !== null && made.has(value)

const seal = (markup: string): Html => {
  const page = Object.freeze({ markup })
  made.add(page)
  return page
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

// Embeddings, overrides and isolates would let a name turn round the text beside it; control characters have no place in a page.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must go
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

const escaped = (text: string) => text.replace(unseen, '').replace(/[&<>"'`]/g, (sign) => entities[sign] ?? '')

const address = /\b(?:href|src|action)="$/
const isSafeAddress = (text: string) => /^(?:\/(?!\/)|\?|#|https?:\/\/|mailto:)/.test(text)

const write = (value: Value, before: string): string => {
  if (value === undefined || value === null || value === false) return ''
  if (Array.isArray(value)) return value.map((one) => write(one, before)).join('')
  if (isHtml(value)) return value.markup
  if (/<[a-z][^>]*=\s*$/i.test(before)) throw new Error('a value of an attribute stands between quotation marks')
  const text = String(value)
  if (address.test(before) && !isSafeAddress(text)) throw new Error('an address on a page is a path of ours or an http address')
  return escaped(text)
}

const check = (parts: readonly string[]) => {
  if (
    parts.some((part) =>
      /<style\b|<script\b(?! type="module" src="\/[a-z]+\.js"><\/script>)|\son[a-z]+\s*=|\sstyle\s*=/i.test(part),
    )
  )
    throw new Error('a page holds no script and no style of its own; it may name a file of ours')
}

/** A template whose values are escaped where they stand; nested `html` and lists of it are not escaped twice. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => {
  check(parts)
  return seal(parts.reduce((page, part, at) => page + write(values[at - 1], parts[at - 1] ?? '') + part))
}
