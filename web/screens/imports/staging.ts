import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { listClasses } from '#contract/classes.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { isRefusal, outdate, type Refusal, reading, send, useAction } from '../../api.ts'
import { applyRoster, type Run, readRoster, stageRoster } from './endpoints.ts'

type State = { at: 'start' } | { at: 'checking' } | { at: 'trouble'; code: Refusal['refused'] } | { at: 'run'; run: Run }

const asked = (run: Run | undefined) => run?.state === 'applying'

/** One import from the file to the last row: checked, compared, applied while the page looks on. */
export const useImport = () => {
  const client = useQueryClient()
  const [state, setState] = useState<State>({ at: 'start' })
  const apply = useAction(applyRoster)
  const staged = state.at === 'run' ? state.run : undefined
  const { data: latest } = useQuery({
    ...reading(readRoster, staged ? { params: { id: staged.id } } : {}),
    enabled: asked(staged),
    refetchInterval: ({ state: { data } }) => (asked(data) ? 1000 : false),
  })
  const run = latest && latest.id === staged?.id ? latest : staged
  const applied = run?.state === 'applied'
  useEffect(() => {
    if (applied) void outdate(client, listClasses, listPeople, readMe)
  }, [applied, client])
  const fail = (reason: unknown) => setState({ at: 'trouble', code: isRefusal(reason) ? reason.refused : 'internal' })
  const take = (file: File) => {
    setState({ at: 'checking' })
    send(stageRoster, file).then((answer) => setState({ at: 'run', run: answer }), fail)
  }
  const start = () => {
    if (run)
      apply.mutate({ params: { id: run.id } }, { onSuccess: (answer) => setState({ at: 'run', run: answer }), onError: fail })
  }
  return {
    state: run ? ({ at: 'run', run } as const) : state,
    busy: apply.isPending,
    take,
    apply: start,
    again: () => setState({ at: 'start' }),
  }
}
