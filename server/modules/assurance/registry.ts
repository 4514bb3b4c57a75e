import { controls } from './controls.ts'
import { dayPromises } from './promises/day.ts'
import { doorPromises } from './promises/door.ts'
import { littlePromises } from './promises/little.ts'
import { mendPromises } from './promises/mend.ts'
import { openPromises } from './promises/open.ts'
import { othersPromises } from './promises/others.ts'
import { peoplePromises } from './promises/people.ts'
import { rightsPromises } from './promises/rights.ts'
import { runningPromises } from './promises/running.ts'
import { sealedPromises } from './promises/sealed.ts'
import { seenPromises } from './promises/seen.ts'
import { watchPromises } from './promises/watch.ts'
import type { CheckName, ControlId, ControlRow, PromiseRow, RecordRow, Theme } from './rows.ts'

const byTheme = {
  door: doorPromises,
  seen: seenPromises,
  sealed: sealedPromises,
  rights: rightsPromises,
  little: littlePromises,
  others: othersPromises,
  open: openPromises,
  day: dayPromises,
  running: runningPromises,
  watch: watchPromises,
  mend: mendPromises,
  people: peoplePromises,
} as const satisfies Record<Theme, Record<string, PromiseRow>>

type ByTheme = typeof byTheme
export type PromiseId = { [T in Theme]: keyof ByTheme[T] & string }[Theme]
/** A promise with what it rests on, ready to be asked about. */
export type Promised = {
  readonly id: PromiseId
  readonly theme: Theme
  readonly row: PromiseRow
  readonly controls: readonly ControlId[]
  readonly checks: readonly CheckName[]
  /** Controls of it of which nothing is looked at yet. */
  readonly unchecked: readonly ControlId[]
}

const isControl = (name: string): name is ControlId => name in controls
/** The rows of controls by their id. */
export const controlRows: Readonly<Record<ControlId, ControlRow>> = controls
export const controlIds: readonly ControlId[] = Object.keys(controls).filter(isControl)
/** Everything that some control asks, whether or not anything looks at it yet. */
export const asked: readonly CheckName[] = controlIds.flatMap((id) =>
  controlRows[id].asks.map((ask) => `${id}.${ask}` as CheckName),
)

const promised = (theme: Theme, id: string, row: PromiseRow): Promised => {
  const pairs = Object.entries(row.controls).filter((pair): pair is [ControlId, (typeof pair)[1]] => isControl(pair[0]))
  return {
    id: id as PromiseId,
    theme,
    row,
    controls: pairs.map(([control]) => control),
    checks: pairs.flatMap(([control, asks]) => asks.map((ask) => `${control}.${ask}` as CheckName)),
    unchecked: pairs.filter(([, asks]) => asks.length === 0).map(([control]) => control),
  }
}

/** One thing that somebody signs for: by whom of the school, or at the machine, and what goes with it. */
export type RecordKind = RecordRow & { readonly check: CheckName; readonly reach: 'school' | 'installation' }
/** Everything that somebody may sign for, by what is asked. */
export const recordKinds: ReadonlyMap<string, RecordKind> = new Map(
  controlIds.flatMap((id) =>
    Object.entries(controlRows[id].records ?? {}).map(([ask, row]): [string, RecordKind] => {
      const check = `${id}.${ask}` as CheckName
      return [check, { ...row, check, reach: controlRows[id].owner === 'school' ? 'school' : 'installation' }]
    }),
  ),
)

/** Every promise, theme by theme. */
export const promises: readonly Promised[] = Object.entries(byTheme).flatMap(([theme, rows]) =>
  Object.entries(rows).map(([id, row]) => promised(theme as Theme, id, row)),
)
export const controlOf = (check: CheckName): ControlId => check.slice(0, 4) as ControlId
