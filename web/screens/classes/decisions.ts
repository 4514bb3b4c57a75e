import {
  acceptJoinRequest,
  declineJoinRequest,
  type JoinRequest,
  listClasses,
  listJoinRequests,
  readClass,
  undoJoinDecision,
} from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import type { CheckWay } from '#contract/roles.ts'
import type { Word } from '#i18n/catalogue.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { toast } from '../../ui/Toast.tsx'

export type Decisions = ReturnType<typeof useDecisions>

/** Exactly one pupil matches and nothing else is open: what one tap may accept. */
export const onlyMatch = ({ can, matches }: JoinRequest) => (can.accept && matches.length === 1 ? matches[0] : undefined)

/** Accepting and declining, of one or of many, each with ten seconds to take it back; the list is asked again after each. */
export const useDecisions = () => {
  const t = useWords()
  const { busy, refused, each } = useMany(listJoinRequests, readMe, listClasses, readClass)
  const decided = (done: readonly JoinRequest[], all: number, one: Word, many: Word) => {
    const [first] = done
    if (!first) return false
    const said = all === 1 ? t(one, { name: first.name }) : t(many, { count: done.length })
    const left = done.length < all ? t('app.table.some_refused', { count: all - done.length }) : ''
    const undo = () => void each(done, ({ id }) => ask(undoJoinDecision, { params: { id } }))
    toast([said, left].join(' ').trim(), { undo })
    return true
  }
  const accept = async (request: JoinRequest, pupilId: string, checkWay: CheckWay) => {
    const done = await each([request], ({ id }) => ask(acceptJoinRequest, { params: { id }, body: { pupilId, checkWay } }))
    return decided(done, 1, 'classes.requests.accepted', 'classes.requests.accepted_all')
  }
  const acceptMany = async (requests: readonly JoinRequest[]) => {
    const certain = requests.flatMap((request) => {
      const pupil = onlyMatch(request)
      return pupil ? [{ request, body: { pupilId: pupil.id, checkWay: request.checkWay } }] : []
    })
    const done = await each(certain, ({ request: { id }, body }) => ask(acceptJoinRequest, { params: { id }, body }))
    const accepted = done.map(({ request }) => request)
    return decided(accepted, requests.length, 'classes.requests.accepted', 'classes.requests.accepted_all')
  }
  const decline = async (...requests: readonly JoinRequest[]) => {
    const done = await each(requests, ({ id }) => ask(declineJoinRequest, { params: { id } }))
    return decided(done, requests.length, 'classes.requests.declined', 'classes.requests.declined_many')
  }
  return { busy, refused, accept, acceptMany, decline }
}
