import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, styleHashes } from '#server/serving/headers.ts'

const source = (file: string) => readFileSync(join(import.meta.dirname, '../node_modules/react-aria/dist/private', file), 'utf8')

const written = (file: string) => {
  const text = /textContent = `([^`]*)`/.exec(source(file))?.[1] ?? ''
  return text.replace(/\$\{\$[^}]*PRESSABLE_ATTRIBUTE\}/, 'data-react-aria-pressable').trim()
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the styles that the policy allows are those that React Aria writes', () => {
  expect([...styleHashes]).toEqual([hash(written('interactions/usePress.mjs')), hash(written('overlays/usePreventScroll.mjs'))])
})

test('the policy says nothing unsafe and names nobody else', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
  expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'; trusted-types default")
})
