import { put, remove, take } from './database.ts'
import { confirmed, held } from './device.ts'
import { noteAge } from './network.ts'
import { markOf, type Sealed, seal, unseal } from './sealing.ts'

type Row = Sealed & { id: string; at: number }
const PATIENCE = 2000
const THIRTY_DAYS = 30 * 86_400_000

const keep = async (key: string, answer: unknown) => {
  const device = await confirmed()
  if (!device) return
  const id = await markOf(key)
  await put('answers', { id, at: Date.now(), ...(await seal(device.reading, id, answer)) })
}

const saved = async <T>(key: string) => {
  const device = await held()
  if (!device) return undefined
  const id = await markOf(key)
  const row = await take<Row>('answers', id)
  if (!row || row.at < Date.now() - THIRTY_DAYS) return undefined
  const answer = await unseal<T>(device.reading, id, row)
  return answer === undefined ? undefined : { answer, at: row.at }
}

/** What was refused is no longer ours to show. */
const forget = async (key: string) => {
  if (await held()) await remove('answers', await markOf(key))
}

const patience = () => new Promise<void>((resolve) => setTimeout(resolve, PATIENCE))

/**
 * The network first; after two seconds, or when nobody answers, what this device saved. An answer that comes later than that is handed to
 * `later`. A refusal is an answer, and what was saved for it goes.
 */
export const networkFirst = async <T>(
  key: string,
  ask: () => Promise<T>,
  { isAway, later }: { isAway: (reason: unknown) => boolean; later: (answer: T) => void },
): Promise<T> => {
  let isShown = false
  let isAnswered = false
  const network = ask().then(
    (answer) => {
      isAnswered = true
      noteAge(key, undefined)
      if (isShown) later(answer)
      void keep(key, answer).catch(() => {}) // a full disk keeps nothing, and breaks nothing
      return answer
    },
    async (reason: unknown) => {
      if (!isAway(reason)) {
        noteAge(key, undefined)
        await forget(key).catch(() => {})
      }
      throw reason
    },
  )
  const before = async () => {
    const found = await saved<T>(key).catch(() => undefined)
    if (!found || isAnswered) return undefined // what has been answered meanwhile is not from before
    isShown = true
    noteAge(key, found.at)
    return found.answer
  }
  const afterAWhile = patience().then(async () => (isAnswered ? network : ((await before()) ?? network)))
  afterAWhile.catch(() => {})
  try {
    return await Promise.race([network, afterAWhile])
  } catch (reason) {
    const answer = isAway(reason) ? await before() : undefined
    if (answer === undefined) throw reason
    return answer
  }
}
