import { acceptJoinRequest, declineJoinRequest, type JoinRequest, undoJoinDecision } from '#contract/classes.ts'
import type { CheckWay } from '#contract/roles.ts'
import { ask, isRefusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { toast } from '../../ui/Toast.tsx'

export type Decisions = ReturnType<typeof useDecisions>

/** Accepting and declining, each with ten seconds to take it back; a refusal is said, and the list is asked again. */
export const useDecisions = (refresh: () => Promise<unknown>) => {
  const t = useWords()
  const tried = async (act: () => Promise<unknown>) => {
    try {
      await act()
      return true
    } catch (reason) {
      toast(t(isRefusal(reason) && reason.refused !== 'offline' ? `errors.${reason.refused}` : 'app.offline'))
      return false
    } finally {
      await refresh()
    }
  }
  const undo = (ids: readonly string[]) => () =>
    void tried(() => Promise.all(ids.map((id) => ask(undoJoinDecision, { params: { id } }))))
  const accept = async ({ id, name }: JoinRequest, pupilId: string, checkWay: CheckWay) => {
    if (await tried(() => ask(acceptJoinRequest, { params: { id }, body: { pupilId, checkWay } })))
      toast(t('classes.requests.accepted', { name }), { undo: undo([id]) })
  }
  const decline = async ({ id, name }: JoinRequest) => {
    if (await tried(() => ask(declineJoinRequest, { params: { id } })))
      toast(t('classes.requests.declined', { name }), { undo: undo([id]) })
  }
  const acceptAll = async (requests: readonly JoinRequest[]) => {
    const accepts = requests.flatMap(({ id, matches: [pupil], checkWay }) =>
      pupil ? [{ id, body: { pupilId: pupil.id, checkWay } }] : [],
    )
    if (await tried(() => Promise.all(accepts.map(({ id, body }) => ask(acceptJoinRequest, { params: { id }, body })))))
      toast(t('classes.requests.accepted_all', { count: accepts.length }), { undo: undo(accepts.map(({ id }) => id)) })
  }
  return { accept, decline, acceptAll }
}
