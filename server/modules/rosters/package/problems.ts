import { type RosterProblem, type RosterProblemCode, rosterProblems } from '#contract/roster-problems.ts'

/** Where a problem is: `value` holds a name of the format (a column, the words allowed), never a cell. */
export type Place = { file?: string; line?: number; column?: string; value?: string }

/** A list of problems that stops growing before it becomes a problem itself. */
export type Problems = {
  readonly list: RosterProblem[]
  add: (code: RosterProblemCode, place?: Place) => void
  stop: (reason: Unreadable) => void
  hasErrors: () => boolean
}

const mostProblems = 500

/** Stops reading at once: the problem it carries is the last one that can be said. */
export class Unreadable extends Error {
  readonly code: RosterProblemCode
  readonly place: Place
  constructor(code: RosterProblemCode, place: Place = {}) {
    super(code)
    this.code = code
    this.place = place
  }
}

/** Starts an empty list of problems. */
export const noProblems = (): Problems => {
  const list: RosterProblem[] = []
  const counts = { error: 0, warning: 0 }
  return {
    list,
    hasErrors: () => counts.error > 0,
    stop: ({ code, place }) => {
      counts.error += 1
      list.push({ code, severity: rosterProblems[code], ...place })
    },
    add: (code, place = {}) => {
      const severity = rosterProblems[code]
      counts[severity] += 1
      if (counts[severity] <= mostProblems) list.push({ code, severity, ...place })
      else if (severity === 'error') throw new Unreadable('roster.too_many_problems', place.file ? { file: place.file } : {})
    },
  }
}

/** Runs one step; what makes it unreadable becomes a problem of the list, everything else is a mistake of ours and goes on. */
export const unlessUnreadable = async <T>(problems: Problems, step: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    problems.stop(error)
    return undefined
  }
}
