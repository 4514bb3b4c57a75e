import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type CastName, cast } from './cast.ts'

const golden = readFileSync(path.join(import.meta.dirname, 'matrix.golden.txt'), 'utf8')
const rows = new Map(
  golden.split('\n').map((line) => {
    const [name = '', ...answers] = line.split(/ {2,}/)
    return [name, answers] as const
  }),
)
const names = Object.keys(cast) as CastName[]

/** What the committed matrix says each person is told by an action. */
export const answersOf = (action: string): { name: CastName; answer: string }[] =>
  names.map((name, at) => ({ name, answer: rows.get(action)?.[at] ?? '' }))

/** The first of the cast to whom the committed matrix says yes. */
export const whoMay = (action: string): CastName | undefined => answersOf(action).find(({ answer }) => answer === '200')?.name
