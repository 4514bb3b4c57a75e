import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Figure, measures } from './house.ts'

const told: Figure[] = []
const { absolute, ratio } = measures('test', 2, 0, true, (figure) => told.push(figure))
const series =
  (...values: number[]) =>
  async () =>
    values.shift() ?? Number.NaN

test('a budget in time is scaled to the machine, one in memory is not', async () => {
  await absolute('time', 'ms', { atMost: 100 }, series(150))
  await absolute('memory', 'MB', { atMost: 100 }, series(150, 150, 150))
  expect(told.splice(0).map(({ budget, ok }) => [budget, ok])).toEqual([
    [200, true],
    [100, false],
  ])
})

test('three tries, and the best counts', async () => {
  expect(await absolute('time', 'ms', { atMost: 10 }, series(50, 15, 90, 1))).toBe(15)
  expect(await absolute('time', 'ms', { atMost: 10 }, series(90, 30, 25, 1))).toBe(25)
  expect(told.splice(0).map(({ ok }) => ok)).toEqual([true, false])
})

test('a ratio is of ours over the plain way, measured in turns', async () => {
  const turns: string[] = []
  const spin = (bytes: number) => createHash('sha256').update(Buffer.alloc(bytes)).digest()
  const ours = () => {
    turns.push('ours')
    spin(6_000_000)
  }
  const plain = () => {
    turns.push('plain')
    spin(1_000_000)
  }
  const value = await ratio('work', { atMost: 1 }, { ours, plain, rounds: 5 })
  expect(turns.slice(0, 4)).toEqual(['plain', 'ours', 'ours', 'plain'])
  expect(value).toBeGreaterThan(2)
  expect(told.splice(0)).toMatchObject([{ bench: 'test', figure: 'work', unit: '×', budget: 1, ok: false }])
})
