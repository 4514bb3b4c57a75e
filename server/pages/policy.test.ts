import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ariaStyles, contentSecurityPolicy } from './policy.ts'

const source = (file: string) =>
  readFileSync(join(import.meta.dirname, '../../node_modules/react-aria/dist/private', file), 'utf8')

const written = (file: string) => {
  const text = /textContent = `([^`]*)`/.exec(source(file))?.[1] ?? ''
  return text.replace(/\$\{\$[^}]*PRESSABLE_ATTRIBUTE\}/, 'data-react-aria-pressable').trim()
}

test('the styles that the policy allows are those that React Aria writes', () => {
  expect([...ariaStyles]).toEqual([written('interactions/usePress.mjs'), written('overlays/usePreventScroll.mjs')])
})

test('the policy names the known hashes and never says unsafe', () => {
  expect(contentSecurityPolicy).toContain("'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='")
  expect(contentSecurityPolicy).toContain("'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='")
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|data:/)
})
