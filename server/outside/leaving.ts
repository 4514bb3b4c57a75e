import { as, type Databases } from '#kernel/db.ts'
import type { Egress } from '#kernel/egress.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { FileStore } from '#vault/stores.ts'
import { keepCounts, keepReached } from './egress.queries.ts'
import { type Counted, type Outside, openGateway, type Reached, registerOf } from './gateway.ts'

/** A store on another machine is asked by the one door, and each object counts. */
export const countingStore = (store: FileStore, egress: Pick<Egress, 'admit'>, s3: URL | undefined): FileStore => {
  if (!s3 || store.describe().kind !== 's3') return store
  const admitted =
    <A extends unknown[], R>(run: (...of: A) => R) =>
    (...of: A): R => {
      egress.admit('store', s3.hostname)
      return run(...of)
    }
  return { ...store, read: admitted(store.read), write: admitted(store.write), remove: admitted(store.remove) }
}

const FLUSH_MS = 30_000
const HOUR_MS = 3_600_000

type Hands = { db: Databases } & Pick<Installation, 'clock' | 'log' | 'ledger' | 'vault'>

/** Writes down what was counted, and how much of it was for whom; what was refused is a fact as well. */
const keeping = ({ db, clock, ledger, vault }: Hands) => {
  const digestsOf = ({ whose }: Reached) =>
    'mail' in whose ? vault.lookUp('email', nobody, whose.mail) : [Buffer.from(whose.device)]
  const nobodyIn = { schoolId: null, personId: nobody, accountId: null, session: null, purpose: 'security' } as const
  return async (counted: readonly Counted[], reached: readonly Reached[]): Promise<void> => {
    const now = clock.now()
    const actor = { ...nobodyIn, requestId: uuidv7(), action: 'egress.count' }
    const refused = counted.flatMap(({ way, refused: times }) =>
      times > 0 ? [{ name: 'egress.refused', payload: { way, times }, about: {} } as const] : [],
    )
    await as(db, actor, async (tx) => {
      await keepCounts(tx, now.toISOString().slice(0, 10), counted)
      if (reached.length > 0)
        await keepReached(
          tx,
          `${now.toISOString().slice(0, 7)}-01`,
          reached.map((one) => ({ ...one, digests: digestsOf(one) })),
        )
      if (refused.length > 0) await ledger.record(tx, actor, refused, now)
    })
  }
}

/** The door for what leaves. `hear`: who is told, at most once an hour, that something was to leave for somebody of no list. */
export const openEgress = (
  settings: Outside,
  hands: Hands,
): { egress: Egress; hear: (listener: () => Promise<void>) => void; close: () => Promise<void> } => {
  const { clock, log } = hands
  let listener: (() => Promise<void>) | undefined
  let toldAt = 0
  const egress = openGateway(registerOf(settings), {
    keep: keeping(hands),
    refused: (way) => {
      log.error({ way }, 'something was to leave for somebody who stands in no list')
      const now = clock.now().getTime()
      if (!listener || now - toldAt < HOUR_MS) return
      toldAt = now
      listener().catch((err: unknown) => log.error({ err }, 'an alarm could not be written of'))
    },
  })
  const flush = () => egress.flush().catch((err: unknown) => log.warn({ err }, 'what left could not be written down'))
  const timer = setInterval(flush, FLUSH_MS).unref()
  const close = async () => {
    clearInterval(timer)
    await flush()
  }
  const hear = (told: () => Promise<void>) => {
    listener = told
  }
  return { egress, hear, close }
}
