import { forgetAside } from '../screens/service/aside.ts'
import { canKeep, empty, put, remove, removeAll, take, takeAll } from './database.ts'
import { forgetNotes, takeDrafts } from './notes.ts'
import { importKey, markOf } from './sealing.ts'

/** The keys of this device, for one session of one account. */
export type Device = { id: 'this'; session: string; owner: string; reading: CryptoKey; writing: CryptoKey }
type Keys = { reading: string; writing: string } | null

const DAY = 86_400_000
const MOST_DAYS = 30

/** The cookie that a page can read goes with the one it cannot: another session, another mark. */
const cookieOfSession = () => /(?:^|; )(?:__Host-)?preau-xsrf=([^;]+)/.exec(document.cookie)?.[1]

type State = { held: Promise<Device | undefined> | undefined; isOver: boolean; last: Device | undefined }
const state: State = { held: undefined, isOver: false, last: undefined }
let settle: () => void = () => {}
const whenSettled = new Promise<void>((resolve) => {
  settle = resolve
})

/** Forgets what was read and the keys; what waits to be sent stays, sealed for the same account and unreadable until it signs in. */
const forgetSession = async () => {
  state.held = Promise.resolve(undefined)
  await Promise.all([empty('answers'), empty('device')])
}

const fromDisk = async () => {
  if (!canKeep()) return undefined
  const row = await take<Device>('device', 'this')
  if (!row) return undefined
  const cookie = cookieOfSession()
  if (cookie && row.session === (await markOf(cookie))) return row
  await forgetSession()
  return undefined
}

/** What this device holds for the session of the page; at first from before, without asking anybody. */
export const held = (): Promise<Device | undefined> => {
  state.held ??= fromDisk().catch(() => undefined)
  return state.held
}

/** The same once the server has confirmed it: what is to be kept waits for this. */
export const confirmed = async () => {
  await whenSettled
  return state.isOver ? undefined : held()
}

/**
 * With what is typed sealed: also of a page whose session has ended while somebody was typing. It has its key for as long as it stays open,
 * and what it seals opens when the same account signs in again.
 */
export const writer = async () => {
  const device = await held()
  state.last = device ?? state.last
  return state.last
}

/** Whether this page has a key for what is typed, asked without waiting. */
export const isWriting = () => state.last !== undefined

const forgetOld = async () => {
  await takeDrafts()
  const before = Date.now() - MOST_DAYS * DAY
  for (const drawer of ['answers', 'outbox', 'drafts'] as const)
    for (const { id, at } of await takeAll<{ id: string; at: number }>(drawer)) if (at < before) await remove(drawer, id)
}

/** Nothing of anybody stays here: no row, no file, no worker. */
export const wipe = async () => {
  state.isOver = true
  state.held = Promise.resolve(undefined)
  state.last = undefined
  settle()
  forgetAside()
  forgetNotes()
  if (canKeep()) await removeAll()
  if ('caches' in globalThis) await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(workers.map((worker) => worker.unregister()))
}

/** The session is over, wherever it was ended: its keys and what was read under them go at once. */
export const endHere = async () => {
  if (state.isOver) return
  state.isOver = true
  settle()
  if (canKeep()) await forgetSession().catch(() => {})
}

const hold = async (keys: NonNullable<Keys>): Promise<Device> => {
  const [reading, writing, owner, session] = await Promise.all([
    importKey(keys.reading),
    importKey(keys.writing),
    markOf(keys.writing),
    markOf(cookieOfSession() ?? ''),
  ])
  const before = await take<Device>('device', 'this')
  if (before && before.session !== session) await empty('answers')
  const device: Device = { id: 'this', session, owner, reading, writing }
  await put('device', device)
  return device
}

/** Asks the server whose this device is. True: it may keep something. Without an answer it stays as it was. */
export const confirmDevice = async (ask: () => Promise<Keys>): Promise<boolean> => {
  if (!canKeep()) return false
  const keys = await ask().catch(() => undefined)
  if (keys === null) await wipe()
  if (keys && !state.isOver) {
    const device = await hold(keys).catch(() => undefined) // on a full disk only the server keeps what is typed
    if (device) {
      state.last = device
      state.held = Promise.resolve(device)
    }
    await forgetOld().catch(() => {})
  }
  settle()
  return !state.isOver && (await held()) !== undefined
}
