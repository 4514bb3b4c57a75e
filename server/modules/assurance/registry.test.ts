import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '#contract/locales.ts'
import { sentences } from '#i18n/load.ts'
import { controlIds, promises, recordKinds } from './registry.ts'

/** The list that this product was asked to keep: each statement with the controls that make it true. */
const statements: Record<string, string[]> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../tests/statements.json'), 'utf8'),
)

const leftOut = (all: readonly { id: string; row: { also?: readonly string[] } }[]) => {
  const said = all.flatMap(({ id, row }) => [id, ...(row.also ?? [])])
  const twice = said.filter((id, nth) => said.indexOf(id) !== nth)
  return { missing: Object.keys(statements).filter((id) => !said.includes(id)), twice }
}

test('every statement of the list is one promise, and none is left out', () => {
  expect(Object.keys(statements)).toHaveLength(243)
  expect(promises).toHaveLength(187)
  expect(leftOut(promises)).toEqual({ missing: [], twice: [] })
  expect(leftOut(promises.slice(1)).missing).not.toEqual([])
})

test('a promise rests on every control that its statements name', () => {
  const forgotten = promises.flatMap(({ id, row, controls }) =>
    [id, ...(row.also ?? [])].flatMap((one) =>
      (statements[one] ?? []).filter((control) => !controls.some((its) => its === control)).map((control) => `${id} ${control}`),
    ),
  )
  expect(forgotten).toEqual([])
})

test('every control is used by a promise', () => {
  const used = new Set(promises.flatMap(({ controls }) => controls))
  expect(controlIds.filter((id) => !used.has(id))).toEqual([])
  expect(controlIds.filter((id) => id.startsWith('C-'))).toHaveLength(60)
})

test.each(locales)('every promise, control and check is said in %s', (locale) => {
  const said = sentences('promises', locale)
  expect(promises.filter(({ id }) => !said[`promises.text.${id}`])).toEqual([])
  expect(controlIds.filter((id) => !said[`promises.control.${id}`])).toEqual([])
  expect(promises.flatMap(({ checks }) => checks).filter((name) => !said[`promises.check.${name}`])).toEqual([])
})

/** What a school signs for stands on its screen as a sentence of its own. */
const onTheScreen = (said: Readonly<Record<string, string>>): string[] =>
  Object.keys(said).flatMap((id) => (id.startsWith('records.check.') ? [id.slice('records.check.'.length)] : []))
const ofSchools = [...recordKinds.values()].flatMap(({ check, reach }) => (reach === 'school' ? [check] : []))

test.each(locales)('whatever a school may sign has its sentence on the screen in %s, and nothing else has', (locale) => {
  expect(onTheScreen(sentences('records', locale)).sort()).toEqual([...ofSchools].sort())
})
