import { put, remove, takeAll } from './database.ts'
import { confirmed, type Device, held } from './device.ts'
import { change, type Wish } from './network.ts'
import { type Sealed, seal, unseal } from './sealing.ts'

/** What is sent: once, whatever happens, because the key goes with it. */
export type Letter = {
  name: string
  method: string
  url: string
  purpose: string | undefined
  body: unknown
  touches: readonly string[]
}
type Why = Wish['refused']
export type Answered = 'sent' | 'away' | { refused: NonNullable<Why> }
type Row = Sealed & { id: string; at: number; owner: string; refused?: Why }

/** The server remembers a key for so long; after that nobody could say whether it was done. */
const SEVEN_DAYS = 7 * 86_400_000

const rowsOf = async ({ owner }: Device) =>
  (await takeAll<Row>('outbox')).filter((row) => row.owner === owner).toSorted((a, b) => a.at - b.at)

const opened = (device: Device, row: Row) => unseal<Letter>(device.writing, row.id, row)

const isReference = /^(?:\d{4}-\d\d-\d\d|[0-9a-f-]{8,36})$/

/** What somebody wrote, among the days and numbers that go with it. */
const textIn = (body: unknown) =>
  Object.values(Object(body))
    .filter((value) => typeof value === 'string')
    .filter((value) => !isReference.test(value))
    .toSorted((a, b) => b.length - a.length)[0] ?? ''

/** Tells the page what waits. */
export const lookAtOutbox = async () => {
  const device = await held()
  if (!device) return change({ wishes: [] })
  const rows = await rowsOf(device)
  const wishes = await Promise.all(
    rows.map(async (row): Promise<Wish[]> => {
      const letter = await opened(device, row)
      const { id, at, refused } = row
      return letter ? [{ id, at, refused, name: letter.name, text: textIn(letter.body) }] : []
    }),
  )
  change({ wishes: wishes.flat() })
}

/** Keeps a wish for later. False: this device may keep nothing. */
export const enqueue = async (key: string, letter: Letter): Promise<boolean> => {
  const device = await held()
  if (!device) return false
  const row = { id: key, at: Date.now(), owner: device.owner, ...(await seal(device.writing, key, letter)) }
  const isKept = await put('outbox', row).then(
    () => true,
    () => false,
  )
  await lookAtOutbox()
  return isKept
}

export const discard = async (id: string) => {
  await remove('outbox', id)
  await lookAtOutbox()
}

/** What was refused is sent again as a wish of its own. */
export const sendAgain = async (id: string) => {
  const device = await held()
  const row = device && (await rowsOf(device)).find((one) => one.id === id)
  const letter = row && (await opened(device, row))
  if (letter && (await enqueue(crypto.randomUUID(), letter))) await discard(id)
}

/** Refused now, and not for what was asked. */
const isLater: readonly NonNullable<Why>[] = ['offline', 'not_signed_in', 'session_ended', 'too_many_tries']

type Send = (key: string, letter: Letter) => Promise<Answered>

const sendOne = async (device: Device, row: Row, send: Send): Promise<Letter | 'away' | undefined> => {
  const letter = await opened(device, row)
  if (!letter) return undefined
  const answered: Answered = row.at < Date.now() - SEVEN_DAYS ? { refused: 'too_old' } : await send(row.id, letter)
  if (answered === 'away') return 'away'
  if (answered === 'sent') {
    await remove('outbox', row.id)
    return letter
  }
  if (isLater.includes(answered.refused)) return 'away'
  await put('outbox', { ...row, refused: answered.refused })
  return undefined
}

const sendAll = async (send: Send) => {
  const device = await confirmed()
  const sent: Letter[] = []
  if (!device) return sent
  for (const row of await rowsOf(device)) {
    if (row.refused) continue
    const outcome = await sendOne(device, row, send)
    if (outcome === 'away') break
    if (outcome) sent.push(outcome)
  }
  await lookAtOutbox()
  return sent
}

/** Sends what waits, the oldest first, in one tab at a time; answers what went. */
export const flush = async (send: Send): Promise<Letter[]> =>
  'locks' in navigator
    ? navigator.locks.request('preau-outbox', { ifAvailable: true }, (lock) => (lock ? sendAll(send) : []))
    : sendAll(send)
