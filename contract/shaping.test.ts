import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { day, id, instant } from './endpoint.ts'
import { shapeOf } from './shaping.ts'

const schema = z.object({
  id,
  at: z.nullable(instant),
  on: z.optional(day),
  kind: z.enum(['a', 'b']),
  n: z.int(),
  short: z.string().check(z.maxLength(3)),
  either: z.union([z.literal('x'), z.object({ y: z.boolean() })]),
  list: z.array(z.object({ text: z.string() })),
})
type Output = z.output<typeof schema>
const right: Output = {
  id: '0195f3a0-7b1c-7000-8000-000000000001',
  at: null,
  kind: 'a',
  n: 3,
  short: 'abc',
  either: { y: true },
  list: [{ text: 'one' }, { text: 'two' }],
}
const outcome = (run: () => unknown) => {
  try {
    return { made: run() }
  } catch (error) {
    return error instanceof z.core.$ZodError ? { refused: error.issues } : { thrown: String(error) }
  }
}

test('what a contract does not name does not leave, at any depth', () => {
  const more = { ...right, secret: 1, list: [{ text: 'one', secret: 2 }], either: { y: true, secret: 3 } }
  expect(JSON.stringify(shapeOf(schema)(more))).not.toContain('secret')
})

test('an answer is taken and refused as its schema takes and refuses it', () => {
  const wrong: Record<string, unknown>[] = [
    ...[{}, { on: '2026-09-01' }, { on: undefined }, { on: null }, { at: '2026-09-01T08:00:00.000Z' }, { at: undefined }],
    ...[
      { at: '2026-09-01' },
      { at: new Date(0) },
      { on: '2026-02-30' },
      { kind: 'c' },
      { kind: null },
      { n: 1.5 },
      { n: 2 ** 60 },
    ],
    ...[{ n: '3' }, { n: Number.NaN }, { short: 'abcd' }, { short: 7 }, { either: 'x' }, { either: 'z' }, { either: { y: 1 } }],
    ...[{ id: 'no' }, { id: undefined }, { list: null }, { list: {} }, { list: [null] }, { list: [{ text: 1 }] }, { list: [] }],
  ]
  for (const change of wrong) {
    const value = { ...right, ...change } as Output
    expect(
      outcome(() => shapeOf(schema)(value)),
      JSON.stringify(change),
    ).toEqual(outcome(() => schema.parse(value)))
  }
  for (const value of [null, [], 'text', undefined] as unknown as Output[])
    expect(outcome(() => shapeOf(schema)(value))).toEqual(outcome(() => schema.parse(value)))
})
