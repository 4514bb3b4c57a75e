/** Rows of a table. */
export type Rows = readonly (readonly string[])[]

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
/** A table of a printed document. */
export const table = (heads: readonly string[], rows: Rows) =>
  [heads, heads.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n')
/** A printed document: what it is, where it comes from, why it is there. */
export const page = (title: string, from: string, why: string, ...parts: readonly string[]) =>
  `# ${title}\n\nPrinted from \`${from}\` by \`npm run docs\`; \`tests/registry.test.ts\` keeps it true.\n\n${why}\n\n${parts.join('\n\n')}\n`
export const code = (text: string) => `\`${text}\``
export const codes = (texts: readonly string[]) => texts.map(code).join(', ')
