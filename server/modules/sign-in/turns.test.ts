import { expect, test } from 'vitest'
import { inCompany, turns } from './turns.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))
const gate = () => Promise.withResolvers<void>()

test('whoever is alone goes on at once; of many so many go on together, and nobody is left behind', async () => {
  const together = inCompany(2)
  const gone: string[] = []
  expect(await together(async () => 'alone')).toBe('alone')
  const gates = { a: gate(), b: gate(), c: gate() }
  const all = Object.entries(gates).map(([name, { promise }]) => together(() => promise).then(() => gone.push(name)))
  gates.b.resolve()
  await settled()
  expect(gone).toEqual([])
  gates.a.resolve()
  await settled()
  expect(gone).toEqual(['b', 'a'])
  gates.c.resolve()
  await Promise.all(all)
  expect(gone).toEqual(['b', 'a', 'c'])
})

test('what fails goes on with the others', async () => {
  const together = inCompany(8)
  const waiting = gate()
  const other = together(() => waiting.promise)
  const failed = together(() => Promise.reject(new Error('no'))).catch((error: Error) => error.message)
  waiting.resolve()
  await other
  expect(await failed).toBe('no')
})

test('no more than so many are in at once, and they come in in their order', async () => {
  const inTurn = turns(1)
  const [first, order]: [ReturnType<typeof gate>, string[]] = [gate(), []]
  const one = inTurn(async () => {
    order.push('one')
    await first.promise
  })
  const others = ['two', 'three'].map((name) => inTurn(async () => order.push(name)))
  await settled()
  expect(order).toEqual(['one'])
  first.resolve()
  await Promise.all([one, ...others])
  expect(order).toEqual(['one', 'two', 'three'])
})
