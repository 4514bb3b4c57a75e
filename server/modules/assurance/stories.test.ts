import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checks } from './checks.ts'
import { asked, recordKinds } from './registry.ts'

const here = import.meta.dirname
const told = readdirSync(here).filter((file) => file.endsWith('.test.ts') && file !== 'stories.test.ts')
const sources = told.map((file) => readFileSync(path.join(here, file), 'utf8'))

/**
 * The checks of which a story breaks something: the first word of a row of a table whose test expects red, or the beginning of a
 * test's name. What is only expected to be right is no story.
 */
const brokenIn = (all: readonly string[]): ReadonlySet<string> => {
  const rows = all.flatMap((text) => [...text.matchAll(/\[\s*'([CP]-\d\d\.[a-z_]+)',/g)].map(([, name]) => name ?? ''))
  const named = all.flatMap((text) =>
    [...text.matchAll(/^test\('((?:[CP]-\d\d\.[a-z_]+(?:, )?)+):/gm)].flatMap(([, names]) => (names ?? '').split(', ')),
  )
  const expected = all.flatMap((text) =>
    [
      ...text.matchAll(/'([CP]-\d\d\.[a-z_]+)'[^;\n]*\n?[^;\n]*?\.(?:toBe\('failed'|not\.toBe\('ok'|resolves\.toBe\('failed')/g),
    ].map(([, name]) => name ?? ''),
  )
  return new Set([...rows, ...named, ...expected])
}

/** What people sign for is altered one by one in the stories of records. */
const running = asked.filter((name) => checks[name] && !recordKinds.has(name))

test('every check that runs has a story that breaks what it looks at', () => {
  const broken = brokenIn(sources)
  expect(running.filter((name) => !broken.has(name))).toEqual([])
})

test('a check without a story is found', () => {
  const without = sources.map((text) => text.replaceAll('C-21.writes_are_facts', 'C-21.something_else'))
  expect(running.filter((name) => !brokenIn(without).has(name))).toEqual(['C-21.writes_are_facts'])
})

test('every check that runs is asked by a control', () => {
  expect(Object.keys(checks).filter((name) => !asked.some((one) => one === name))).toEqual([])
})
