import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const sheets = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.css') && name !== 'print.css')
  .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))

/** What stands between the braces that follow each place where the text matches. */
const blocksAfter = (text: string, opening: RegExp) =>
  [...text.matchAll(opening)].map(({ index, 0: { length } }) => {
    let depth = 1
    let end = index + length
    for (; depth > 0 && end < text.length; end++) depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0
    return text.slice(index + length, end - 1)
  })

/** The declarations of a theme, whatever they stand under. */
const declared = (text: string) =>
  blocksAfter(text, /(?:prefers-color-scheme: dark\)|\[data-theme="dark"\])[^{]*\{/g)
    .join(';')
    .split(/[;{}]/)
    .map((one) => one.trim())
    .filter((one) => /^[\w-]+\s*:/.test(one) && !one.startsWith(':root'))

test('a theme is a list of colours: it shows, hides and moves nothing', () => {
  const all = sheets.flatMap(declared)
  expect(all.length).toBeGreaterThan(40)
  expect(all.filter((one) => !/^(?:--[\w-]+: (?:#[\da-f]{3,8}|rgb\([^)]*\))|color-scheme: dark)$/.test(one))).toEqual([])
})
