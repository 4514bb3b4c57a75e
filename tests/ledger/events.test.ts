import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { events } from '#contract/events.ts'
import { factClasses, purposeCodes } from '#contract/ledger.ts'
import { purposes } from '#contract/purposes.ts'

type Node = { type?: string; enum?: unknown; const?: unknown; format?: string; pattern?: string; items?: Node; anyOf?: Node[] }

/** Ids, enumerations, numbers, days and patterns: nothing that has room for free text about anyone. */
const isPlain = (node: Node): boolean => {
  if (node.enum || node.const !== undefined || node.type === 'null') return true
  if (node.anyOf) return node.anyOf.every(isPlain)
  if (node.type === 'array') return isPlain(node.items ?? {})
  if (node.type === 'string') return node.format === 'uuid' || node.format === 'date' || /^\^.*\$$/.test(node.pattern ?? '')
  return node.type === 'integer' || node.type === 'number' || node.type === 'boolean'
}
const fields = (schema: z.ZodMiniType): Record<string, Node> =>
  (z.toJSONSchema(schema) as { properties: Record<string, Node> }).properties

test('every event has a code of its own, between 1 and 32767', () => {
  const codes = Object.values(events).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.every((code) => code > 0 && code < 32_768)).toBe(true)
})

test('no payload has room for free text', () => {
  const loose = Object.entries(events).flatMap(([name, { payload }]) =>
    Object.entries(fields(payload)).flatMap(([field, node]) => (isPlain(node) ? [] : [`${name}.${field}`])),
  )
  expect(loose).toEqual([])
  expect(isPlain(fields(z.object({ name: z.string() }))['name']!)).toBe(false)
})

test('every purpose and class has a number, and no two the same', () => {
  expect(Object.keys(purposeCodes)).toEqual([...purposes])
  expect(new Set(Object.values(purposeCodes)).size).toBe(purposes.length)
  expect(Object.values(factClasses)).toEqual([1, 2, 3, 4, 5])
})
