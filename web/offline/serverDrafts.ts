import { dropDraft, keepDraft, listDrafts } from '#contract/drafts.ts'
import { ask, isRefusal, type Refusal } from '../api.ts'

/** A draft as the server has it. */
type Kept = { id: string; place: string; keptAt: string; value: unknown }
type Waiting = { place: string; value: unknown; since: number; timer: number }

/** Sent when nothing was typed for so long, or at the latest so long after the first letter that is not there yet. */
const PAUSE = 2000
const LONGEST = 10_000
const FRESH = 30_000
const WAIT = 60_000

const known = new Map<string, Kept>()
const waiting = new Map<string, Waiting>()
type State = { work: Promise<unknown>; asked: { at: number; answer: Promise<void> } | undefined; isOver: boolean }
const state: State = { work: Promise.resolve(), asked: undefined, isOver: false }

/** One after the other: what is thrown away must not be kept by what had begun before. */
const inTurn = (step: () => Promise<unknown>) => {
  state.work = state.work.then(step, step)
  return state.work
}

const listAll = async () => {
  const { drafts } = await ask(listDrafts)
  for (const draft of drafts) if (!waiting.has(draft.id)) known.set(draft.id, draft)
}

/** What the server has for a form; asked once for all forms of a screen. */
export const serverVersions = async (place: string): Promise<readonly Kept[]> => {
  if (state.isOver) return []
  if (!state.asked || state.asked.at < Date.now() - FRESH) state.asked = { at: Date.now(), answer: listAll() }
  await state.asked.answer.catch(() => {
    state.asked = undefined
  })
  return [...known.values()].filter((draft) => draft.place === place)
}

const isForLater: readonly Refusal['refused'][] = ['offline', 'unavailable', 'too_many_tries']
const isForNever: readonly Refusal['refused'][] = ['not_signed_in', 'session_ended']

const refused = new Set<string>()
const listeners = new Set<() => void>()
const note = (id: string, isRefused: boolean) => {
  if (refused.has(id) === isRefused) return
  if (isRefused) refused.add(id)
  else refused.delete(id)
  for (const listener of listeners) listener()
}

/** Whoever draws a form hears when the server will not keep what stands in it, and when it does again. */
export const onRefusal = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
export const isRefusedByServer = (id: string) => refused.has(id)

const post = (id: string) => {
  const draft = waiting.get(id)
  if (!draft || state.isOver) return
  waiting.delete(id)
  clearTimeout(draft.timer)
  const { place, value } = draft
  void inTurn(async () => {
    const { keptAt } = await ask(keepDraft, { params: { id }, body: { place, value } })
    known.set(id, { id, place, keptAt, value })
    note(id, false)
  }).catch((reason: unknown) => {
    if (!isRefusal(reason)) return
    if (isForNever.includes(reason.refused))
      state.isOver = true // this page's session: another one comes with another page
    else if (!isForLater.includes(reason.refused)) note(id, true)
    else if (!waiting.has(id)) keepLater(id, place, value, WAIT)
  })
}

const keepLater = (id: string, place: string, value: unknown, pause: number) => {
  const before = waiting.get(id)
  clearTimeout(before?.timer)
  const since = before?.since ?? Date.now()
  const wait = Math.max(0, Math.min(pause, since + LONGEST - Date.now()))
  waiting.set(id, { place, value, since, timer: window.setTimeout(post, before ? wait : pause, id) })
  if (document.visibilityState === 'hidden' && pause === PAUSE) post(id)
}

/** Has what stands in a form now kept by the server, too, as soon as somebody pauses. */
export const keepOnServer = (id: string, place: string, value: unknown) => keepLater(id, place, value, PAUSE)

/** Forgets a draft there; with a time, only if nothing was typed into it since. */
export const dropOnServer = (id: string, keptAt?: string): Promise<unknown> => {
  clearTimeout(waiting.get(id)?.timer)
  waiting.delete(id)
  note(id, false)
  return inTurn(async () => {
    if (!known.has(id) || state.isOver) return
    await ask(dropDraft, { params: { id }, query: keptAt ? { keptAt } : {} })
    known.delete(id)
  }).catch(() => {})
}

const postAll = () => {
  for (const id of [...waiting.keys()]) post(id)
}
// A phone that goes into a pocket may never come back to this page.
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && postAll())
addEventListener('online', postAll)
