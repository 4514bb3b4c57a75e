import { type ImportCounts, importCounts, mostUndoDays, type RosterImport } from '#contract/rosters.ts'
import { nobody } from '#kernel/ids.ts'
import type { runById } from './importing.queries.ts'

type Row = NonNullable<Awaited<ReturnType<typeof runById>>>

/** Until when an import can be taken back; null where it never can. */
export const undoUntil = ({ state, appliedAt, changedAt }: Pick<Row, 'state' | 'appliedAt' | 'changedAt'>): Date | null =>
  state === 'applied' && appliedAt && changedAt ? new Date(appliedAt.getTime() + mostUndoDays * 86_400_000) : null

const none = { arriving: 0, changing: 0, leaving: 0 }

/** What a preview counted; earlier imports knew nothing of adults. */
export const countsIn = (counts: unknown): ImportCounts =>
  importCounts.parse({ contact: none, fetching: none, ...(typeof counts === 'object' && counts) })

/** An import as it is told, without a name in it. */
export const described = (run: Row): RosterImport => ({
  id: run.id,
  state: run.state,
  format: run.format,
  step: run.step,
  done: run.stepDone,
  all: run.stepTotal,
  madeAt: run.madeAt.toISOString(),
  appliedAt: run.appliedAt?.toISOString() ?? null,
  arrived: run.madeBy === nobody,
  undoes: run.undoesRunId,
  undoUntil: undoUntil(run)?.toISOString() ?? null,
  counts: countsIn(run.counts),
  touched: run.touched,
  known: run.known,
  asksAgain: run.asksAgain,
})
