import type { EventName } from '#contract/events.ts'
import type { Tx } from './db.ts'

/** Somebody whom a fact concerns: everyone in an audience, or one person. */
export type Concerned = { id: string; audienceId?: string | null; personId?: string | null }

/** Whom facts concern that stand before nobody themselves: asked once for all ids of one kind. */
export type Finder = (tx: Tx, schoolId: string, ids: readonly string[]) => Promise<readonly Concerned[]>

/**
 * Of which facts the apps that are open are told, and whose: those of the audience that the fact names, of the person it is about, of
 * whoever did it, or of whom a question finds. `id`: which id of the payload goes along; nothing else does.
 */
export type Live = Readonly<Partial<Record<EventName, { id: string; to: 'audience' | 'subject' | 'actor' | Finder }>>>

/** Where a reader of the log is: the number of the log, and the next entry in it. */
export type Place = { readonly epoch: number; readonly index: number }

/** A fact that was heard of. `told` is what it says, where the listener wished to know. */
export type Heard = {
  schoolId: string
  index: number
  code: number
  told:
    | {
        event: EventName
        isErased: boolean
        stub: { actor: string; subject: string } | null
        detail: { accountId: string | null; audienceId: string | null; payload: Record<string, unknown> } | null
      }
    | undefined
}

/** Somebody who hears of facts once they are in the log. */
export type Listener = {
  isOpened: (code: number, schoolId: string) => boolean
  /** Some facts in their order, and where the next of them will be. */
  hear: (facts: readonly Heard[], next: Place) => Promise<void>
  /** From here on this process hears; what was before it did not. */
  begin: (at: Place) => void
}

/** How a process hears of facts: a connection of its own, opened for the first who asks. */
export type Following = {
  /** Begins for this listener, if it has not begun; answers whether anything can be heard. */
  follow: (listener: Listener) => Promise<boolean>
  end: () => Promise<void>
}
