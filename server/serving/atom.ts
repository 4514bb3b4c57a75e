import { html } from '#kernel/html.ts'

export type AtomEntry = { readonly id: string; readonly at: Date; readonly title: string; readonly text: string }
type Feed = { readonly id: string; readonly title: string; readonly self: string; readonly page: string; readonly updated: Date }

/** An Atom feed (RFC 4287) of things that were said. */
export const atom = ({ id, title, self, page, updated }: Feed, entries: readonly AtomEntry[]): string => {
  const { markup } =
    html`<feed xmlns="http://www.w3.org/2005/Atom"><id>${id}</id><title>${title}</title><updated>${updated.toISOString()}</updated><link rel="self" href="${self}"/><link href="${page}"/><author><name>Préau</name></author>${entries.map(
      (one) =>
        html`<entry><id>${one.id}</id><title>${one.title}</title><updated>${one.at.toISOString()}</updated><link href="${page}"/><content type="text">${one.text}</content></entry>`,
    )}</feed>`
  return `<?xml version="1.0" encoding="utf-8"?>\n${markup}`
}
