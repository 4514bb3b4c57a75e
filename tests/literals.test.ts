import { globSync, readFileSync } from 'node:fs'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'

const spoken = ['label', 'title', 'alt', 'placeholder', 'hint', 'aria-label', 'caption', 'short', 'legend', 'wrong']
/** The product's own name is the same in every language. */
const name = /^Préau$/
const isText = (text: string) => /\p{L}{2,}/u.test(text) && !name.test(text.trim())

type Node = { type: string; [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const nodes = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodes)
  if (!isNode(value)) return []
  return [value, ...Object.entries(value).flatMap(([key, child]) => (key === 'parent' ? [] : nodes(child)))]
}

const textOf = (value: unknown): string => (isNode(value) && typeof value['value'] === 'string' ? value['value'] : '')
const nameOf = (value: unknown): string => (isNode(value) && typeof value['name'] === 'string' ? value['name'] : '')

const isMessageId = /^[a-z_]+(\.[a-z_]+)+$/
const onlyAttributes = /^(?:\s+[\w-]+(?:="[^"]*")?)+\s*$/

const inMarkup = (markup: string) => {
  if (onlyAttributes.test(markup)) return []
  const attributes = [...markup.matchAll(/\b(?:title|alt|placeholder|aria-label)="([^"]+)"/g)].map(([, text = '']) => text)
  return [...attributes, ...markup.split(/<[^>]*>/)]
}

/** A template as one text, with a number wherever a value stands. */
const whole = (quasi: unknown) => {
  const { quasis } = Object(quasi)
  return Array.isArray(quasis) ? quasis.map(({ value }) => value.raw).join('0') : ''
}

/** What a person would read and no catalogue says: text between tags, and attributes that are read aloud. */
const literals = (code: string, lang: 'ts' | 'tsx' = 'tsx'): string[] =>
  nodes(parseAst(code, { lang }))
    .flatMap((node) => {
      if (node.type === 'JSXText') return [textOf(node)]
      if (node.type === 'JSXAttribute' && spoken.includes(nameOf(node['name']))) return [textOf(node['value'])]
      if (node.type === 'CallExpression' && nameOf(node['callee']) === 'toast')
        return nodes(node['arguments'])
          .filter(({ type }) => type === 'Literal')
          .map(textOf)
          .filter((text) => !isMessageId.test(text))
      if (node.type === 'TaggedTemplateExpression' && nameOf(node['tag']) === 'html') return inMarkup(whole(node['quasi']))
      return []
    })
    .filter(isText)

test.each([
  ['<p>{t("app.close")}</p>', []],
  ['<p>Close</p>', ['Close']],
  ['<Field label="Name" id="name" />', ['Name']],
  ["toast('Accepted.')", ['Accepted.']],
  ["toast(t('app.close'))", []],
  ['html`<p class="quiet">${t("app.close")}</p>`', []],
  ['html`<p class="quiet">Close</p>`', ['Close']],
  ['html`<nav aria-label="Languages"></nav>`', ['Languages']],
])('%s holds %j', (code, found) => {
  expect(literals(code)).toEqual(found)
})

const sources = globSync(['web/**/*.tsx', 'server/pages/*.ts', 'server/modules/**/mails.ts'], {
  exclude: ['web/dist/**', 'web/screens/development/**', '**/*.test.ts'],
})

test('there are screens and pages to look at', () => {
  expect(sources.length).toBeGreaterThan(20)
})

test.each(sources)('%s says nothing that is not in the catalogues', (file) => {
  expect(literals(readFileSync(file, 'utf8'), file.endsWith('.tsx') ? 'tsx' : 'ts')).toEqual([])
})
