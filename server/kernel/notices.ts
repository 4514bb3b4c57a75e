import type { Actor, Tx } from './db.ts'
import type { Emitted } from './facts.ts'
import { enqueue } from './jobs.ts'

/** What follows where somebody is to be told of a fact: the task, its payload of ids and enumerations, and when. */
export type Notice = { task: string; payload: Readonly<Record<string, string>>; afterSeconds?: number }
/** Says of every fact whether somebody is to be told. */
export type Notices = (fact: Emitted) => Notice | undefined

/** Puts into the queue, in the transaction of the facts, that somebody is to be told of them. */
export const follow = async (notices: Notices, tx: Tx, actor: Actor, facts: readonly Emitted[]): Promise<void> => {
  if (actor.schoolId === null) return // whoever is told is somebody in a school
  for (const fact of facts) {
    const notice = notices(fact)
    if (!notice) continue
    const { task, payload, afterSeconds = 0 } = notice
    await enqueue(tx, actor, task, payload, { afterSeconds })
  }
}
