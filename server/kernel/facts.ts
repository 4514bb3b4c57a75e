import type { EventName, EventPayload } from '#contract/events.ts'
import type { Actor, Tx } from './db.ts'

/**
 * Whom a fact is about: one person, one account, or (a list that is read) the members of an audience at this moment; without any of
 * them, the school itself. `audience` alone says whom it concerns, for streams. `own`: it stands in its actor's own file, not the subject's.
 * `withheld`: to protect the subject it stands in nobody's file, until a later fact discloses it.
 */
export type About = {
  subject?: string
  account?: string
  audience?: string
  members?: readonly string[]
  own?: boolean
  withheld?: boolean
}

/** A fact as an action says it: what happened, with ids and enumerations, and whom it is about. */
export type Emitted<N extends EventName = EventName> = { name: N; payload: EventPayload<N>; about: About }

/** Says that something happened; typed by the event's payload. */
export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>, about?: About) => void

/** The part of the ledger that the kernel needs: one insert for all facts of an action, in its transaction; answers their ids. */
export type Recorder = {
  record: (tx: Tx, actor: Actor, facts: readonly Emitted[], now: Date) => Promise<string[]>
  /** Asks beforehand what a fact of this actor will need, so that it travels with something else; it changes nothing. */
  foresee: (tx: Tx, actor: Actor, now: Date) => Promise<unknown>
}
