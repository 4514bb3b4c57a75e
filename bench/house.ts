import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { cpuWhile, median } from './measure.ts'

/** One measured claim, as it is printed. */
export type Figure = { bench: string; figure: string; value: number; unit: string; budget: number | null; ok: boolean }

/** A budget: not above, or not below. None: the figure is told, and nothing is claimed. */
export type Budget = { atMost?: number; atLeast?: number }

/** Two ways to the same end. `servers`: the processes that do the work, where it is not this one. */
type Both = { ours: () => unknown; plain: () => unknown; rounds?: number; servers?: { ours: number; plain: number } }

/** What a bench works with. `postmaster` is the PostgreSQL of this run, `config` the way to it. */
export type House = {
  quick: boolean
  config: { host: string; port: number; user: string; database: string }
  folder: string
  postmaster: number
  /** An absolute figure: a budget in time is scaled to this machine; three tries, the best counts. */
  absolute: (figure: string, unit: string, budget: Budget, measure: () => Promise<number>) => Promise<number>
  /** A size: its budget is the same on every machine. */
  size: (figure: string, unit: string, budget: Budget, value: number) => void
  /** Ours over the plain way, in processor time, interleaved in one run; medians; three tries, the best counts. */
  ratio: (figure: string, budget: Budget, both: Both) => Promise<number>
}

/** A row of the registry of benches. */
export type Bench = { name: string; about: string; run: (house: House) => Promise<void> }

/** A server in a process of its own keeps memory as `bin/preau.js` does. */
export const asInstalled = ['--import', pathToFileURL(path.join(import.meta.dirname, '../bin/heap.js')).href]

const TRIES = 3
const times = new Set(['µs', 'ms', 's'])

const keeps = (value: number, { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }: Budget) =>
  value <= atMost && value >= atLeast

const scaled = ({ atMost, atLeast }: Budget, scale: number): Budget => ({
  ...(atMost === undefined ? {} : { atMost: atMost * scale }),
  ...(atLeast === undefined ? {} : { atLeast: atLeast / scale }),
})

/** The best of at most three tries; the first that keeps the budget ends them. */
const best = async (budget: Budget, measure: () => Promise<number>) => {
  const better = budget.atLeast === undefined ? Math.min : Math.max
  let value = await measure()
  for (let left = TRIES - 1; left > 0 && !keeps(value, budget); left--) value = better(value, await measure())
  return value
}

const rounded = (value: number) => Number(value.toPrecision(4))

/** The two ways to measure, telling each figure as it comes. */
export const measures = (
  bench: string,
  scale: number,
  postmaster: number,
  quick: boolean,
  tell: (figure: Figure) => void,
): Pick<House, 'absolute' | 'size' | 'ratio'> => {
  const told = (figure: string, value: number, unit: string, budget: Budget) => {
    const bound = budget.atMost ?? budget.atLeast
    tell({
      bench,
      figure,
      value: rounded(value),
      unit,
      budget: bound === undefined ? null : rounded(bound),
      ok: keeps(value, budget),
    })
    return value
  }
  return {
    absolute: async (figure, unit, budget, measure) => {
      // A slow machine needs more time, not more memory.
      const here = times.has(unit) ? scaled(budget, scale) : budget
      return told(figure, await best(here, measure), unit, here)
    },
    size: (figure, unit, budget, value) => void told(figure, value, unit, budget),
    ratio: async (figure, budget, { ours, plain, servers, rounds = quick ? 7 : 15 }) => {
      const measure = async () => {
        const took: { ours: number[]; plain: number[] } = { ours: [], plain: [] }
        for (let round = 0; round < rounds; round++) {
          const order = round % 2 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const)
          for (const which of order)
            took[which].push(await cpuWhile(postmaster, which === 'ours' ? ours : plain, servers?.[which]))
        }
        return median(took.ours) / median(took.plain)
      }
      return told(figure, await best(budget, measure), '×', budget)
    },
  }
}
