import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type * as z from 'zod/mini'
import { listClasses } from '#contract/classes.ts'
import { listPeople, readMe } from '#contract/people.ts'
import type { PlanDraft, PlanProblem } from '#contract/year-plans.ts'
import { previewPlan, readPlan, readPlanProgress, readYears, savePlan, type YearPlan } from '#contract/years.ts'
import { ask, isRefusal, type Refusal, reading } from '../../api.ts'
import { changed } from '../../outdating.ts'

export type PlanRead = z.output<typeof readPlan.output>
const PAUSE = 900

/** What is typed is kept by the server, a moment after the last touch and before each step; nothing has to be pressed for it. */
export const useKept = (plan: PlanRead) => {
  const client = useQueryClient()
  const [draft, setDraft] = useState<PlanDraft>(plan.draft)
  const [problems, setProblems] = useState<readonly PlanProblem[]>(plan.problems)
  const [trouble, setTrouble] = useState<Refusal | null>(null)
  const [isSaved, setSaved] = useState(false)
  const kept = useRef({ version: plan.version, said: JSON.stringify(plan.draft), work: Promise.resolve(true) }).current
  const keep = useCallback(
    (wanted: PlanDraft): Promise<boolean> => {
      kept.work = kept.work.then(async () => {
        const said = JSON.stringify(wanted)
        if (said === kept.said) return true
        try {
          const answer = await ask(savePlan, { params: { id: plan.id }, body: wanted, version: kept.version })
          kept.version = answer.version
          kept.said = said
          client.removeQueries({ queryKey: [previewPlan.name] })
          setProblems(answer.problems)
          setTrouble(null)
          setSaved(true)
          return true
        } catch (reason) {
          setTrouble(isRefusal(reason) ? reason : { refused: 'internal' })
          return false
        }
      })
      return kept.work
    },
    [client, kept, plan.id],
  )
  useEffect(() => {
    const timer = setTimeout(() => void keep(draft), PAUSE)
    return () => clearTimeout(timer)
  }, [draft, keep])
  // Whoever leaves the screen within that moment keeps it too, and comes back to what was typed.
  const last = useRef(draft)
  last.current = draft
  useEffect(
    () => () => {
      void keep(last.current).then(() => client.removeQueries({ queryKey: [readPlan.name] }))
    },
    [client, keep],
  )
  const change = (part: Partial<PlanDraft>) => {
    setSaved(false)
    setDraft((before) => ({ ...before, ...part }))
  }
  return { draft, problems, trouble, isSaved, change, keep: () => keep(draft) }
}

/** Looks on from what was answered: what was known of the plan before is not how it stands now. */
export const useFollowing = (id: string, onGone: () => void) => {
  const client = useQueryClient()
  return (plan: YearPlan) => {
    client.setQueryData(reading(readPlanProgress, { params: { id } }).queryKey, plan)
    onGone()
  }
}

const isOver = (plan: YearPlan | undefined) => plan !== undefined && plan.state !== 'applying' && plan.state !== 'undoing'

/** Looks on while a plan is carried out or taken back, and lets the lists be asked again when it is over. */
export const useProgress = (id: string, isWatched: boolean) => {
  const client = useQueryClient()
  const { data } = useQuery({
    ...reading(readPlanProgress, { params: { id } }),
    enabled: isWatched,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
  })
  const over = isWatched && isOver(data)
  useEffect(() => {
    if (over) void changed(client, [listClasses, listPeople, readMe, readYears])
  }, [over, client])
  return data
}
