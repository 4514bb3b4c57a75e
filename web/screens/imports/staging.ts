import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { listClasses } from '#contract/classes.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { type ListShape, listShape } from '#contract/roster-columns.ts'
import { type RosterProblem, rosterProblem } from '#contract/roster-problems.ts'
import {
  applyImport,
  type Fields,
  listImports,
  type RosterImport,
  readImport,
  readImportProgress,
  stageImport,
  undoImport,
} from '#contract/rosters.ts'
import { ask, isRefusal, type Refusal, reading, send, useAction } from '../../api.ts'
import { changed } from '../../outdating.ts'

// zod would otherwise try `new Function`, which the page's policy refuses.
z.config({ jitless: true })

/** What somebody said of a list, as a form carries it. */
export type Said = { columns?: string; headless?: string; sheet?: string }

export type Preview = z.output<typeof stageImport.output>

type State =
  | { at: 'start' | 'checking' }
  | { at: 'trouble'; code: Refusal['refused'] }
  | { at: 'refused'; problems: readonly RosterProblem[]; shape: ListShape | undefined }
  | { at: 'preview'; preview: Preview }
  | { at: 'applying'; preview: Preview }

const problemsIn = (details: unknown): readonly RosterProblem[] => {
  const { problems } = Object(details)
  return Array.isArray(problems) ? problems.filter((problem) => rosterProblem.safeParse(problem).success) : []
}

const troubleOf = (reason: unknown): State => {
  if (!isRefusal(reason)) return { at: 'trouble', code: 'internal' }
  const problems = problemsIn(reason.details)
  const { shape } = Object(reason.details)
  const known = listShape.safeParse(shape)
  return reason.refused === 'roster.refused'
    ? { at: 'refused', problems, shape: known.success ? known.data : undefined }
    : { at: 'trouble', code: reason.refused }
}

const isOver = (run: RosterImport | undefined) => run !== undefined && run.state !== 'staged' && run.state !== 'applying'

/** Looks on while an import is applied, and lets the lists be asked again when it is over. */
const useProgress = (id: string | undefined) => {
  const client = useQueryClient()
  const { data } = useQuery({
    ...reading(readImportProgress, { params: { id: id ?? '' } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
  })
  const over = isOver(data)
  useEffect(() => {
    if (over) void changed(client, [listClasses, listImports, listPeople, readMe])
  }, [over, client])
  return data
}

/** One import from the file to the last row: read, compared, applied while the page looks on. */
export const useImport = () => {
  const [state, setState] = useState<State>({ at: 'start' })
  const confirm = useAction(applyImport)
  const taking = useAction(undoImport)
  const progress = useProgress(state.at === 'applying' ? state.preview.id : undefined)
  const [taken, setTaken] = useState<{ file: File; fields: Fields } | undefined>(undefined)
  const take = (file: File, fields: Fields, said: Said = {}) => {
    setTaken({ file, fields })
    setState({ at: 'checking' })
    send(stageImport, { fields, ...said, package: file }).then(
      (preview) => setState({ at: 'preview', preview }),
      (reason) => setState(troubleOf(reason)),
    )
  }
  const see = (id: string) => {
    setState({ at: 'checking' })
    ask(readImport, { params: { id } }).then(
      (preview) =>
        setState(
          preview.state === 'failed'
            ? { at: 'refused', problems: preview.problems, shape: undefined }
            : { at: 'preview', preview },
        ),
      (reason) => setState(troubleOf(reason)),
    )
  }
  const apply = (preview: Preview, leaving: boolean) =>
    confirm.mutate(
      { params: { id: preview.id }, body: leaving ? { leaving } : {} },
      { onSuccess: () => setState({ at: 'applying', preview }), onError: (reason) => setState(troubleOf(reason)) },
    )
  const undo = (id: string) =>
    taking.mutate(
      { params: { id }, body: {} },
      { onSuccess: (preview) => setState({ at: 'preview', preview }), onError: (reason) => setState(troubleOf(reason)) },
    )
  return {
    state,
    progress,
    busy: confirm.isPending || taking.isPending,
    take,
    see,
    /** The same file once more, read as somebody said. */
    say: (said: Said) => taken && take(taken.file, taken.fields, said),
    apply,
    undo,
    again: () => setState({ at: 'start' }),
  }
}
