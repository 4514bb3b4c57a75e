import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const sheets = ['tokens', 'base', 'controls', 'content', 'shell', 'seeing', 'print']
const folder = join(import.meta.dirname, '..', '..', 'web', 'styles')

const squeezed = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/ (!important)/g, '$1')
    .replace(/="([a-z-]+)"/g, '=$1')
    .replace(/(?<![\d.])0(\.\d)/g, '$1')
    .trim()

/** The stylesheet of the pages: the very files that the app is built with. */
export const style = squeezed(sheets.map((sheet) => readFileSync(join(folder, `${sheet}.css`), 'utf8')).join('\n'))

/** Its address changes with its content, so that it may be kept for ever. */
export const stylePath = `/style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
