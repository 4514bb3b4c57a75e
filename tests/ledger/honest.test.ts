import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { honestRun, type Step, step } from './honest-run.ts'
import { type LedgerWorld, ledgerWorld } from './ledger-world.ts'

const SEED = 4
const RUNS = process.env['PREAU_FULL'] ? 1000 : 200

let world: LedgerWorld
beforeAll(async () => {
  world = await ledgerWorld()
})
afterAll(async () => void (await world.end()))

test(`nobody is accused in ${RUNS} honest runs, whatever happens in them (seed ${SEED}): not by the verifier, not by the witness, not by a family’s file`, async () => {
  const told = { leaves: 0, pruned: 0, steps: new Set<Step['do']>() }
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 16 }), async (steps) => {
      const { take, observe } = await honestRun(world, run++)
      for (const one of steps) {
        await take(one)
        told.steps.add(one.do)
      }
      const { leaves, pruned } = await observe()
      told.leaves += leaves
      told.pruned += pruned
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  )
  expect(told.steps.size).toBe(12)
  expect(told.pruned).toBeGreaterThan(0)
  expect(told.leaves).toBeGreaterThan(RUNS * 10)
}, 120_000)
