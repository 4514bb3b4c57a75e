import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actions, permissions } from '#server/registry.ts'
import { type CastName, cast, countRows, raiseCurtain, type Stage } from './cast.ts'
import { exampleOf, unmatched } from './examples.ts'
import { expectGolden } from './golden.ts'

let stage: Stage
beforeAll(async () => {
  stage = await raiseCurtain()
})
afterAll(() => stage.world.close())

const names = Object.keys(cast) as CastName[]

const legend = names.map((name) => `# ${name.padEnd(8)} ${cast[name]}`).join('\n')

/** What each person is told by each action: one line per action. */
const printMatrix = async () => {
  const rows = [['', ...names]]
  for (const [nth, action] of Object.keys(permissions).entries()) {
    await countRows(stage, nth, 20)
    const { endpoint } = actions.find((one) => one.endpoint.name === action) ?? {}
    if (!endpoint) continue
    const row = [endpoint.name]
    for (const name of names) {
      const { status, body } = await (await stage.as(name))(endpoint, await exampleOf(stage, endpoint))
      row.push(status === 200 ? '200' : `${status} ${body.code ?? '?'}`)
    }
    rows.push(row)
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return `# Every action × every person, asked about a real row of 6B. Written by tests/matrix.test.ts; read every changed line.\n${legend}\n\n${lines.join('\n')}\n`
}

test('every action has an example, and every example an action', () => {
  expect(unmatched()).toEqual({ missing: [], left: [] })
})

test('every person may do exactly what the committed matrix says', async () => {
  const printed = await printMatrix()
  expect(printed).not.toMatch(/ 5\d\d|\?/)
  expectGolden(path.join(import.meta.dirname, 'matrix.golden.txt'), printed)
}, 1_200_000)
