import { useRef, useState } from 'react'
import type { ErrorCode } from '#contract/errors.ts'
import { deleteFile, readUpload } from '#contract/files.ts'
import { mostFiles } from '#contract/posts.ts'
import { ask, freshKey, isRefusal } from '../../api.ts'
import { sendFile } from './sending.ts'

/** What a draft remembers of a file. */
export type KeptFile = { id: string; name: string; size: number }
/** How far a file is. `lost`: begun before this page was opened; whoever chooses it again goes on with it. */
export type Sending = {
  key: string
  name: string
  size: number
  sent: number
  id?: string
  at: 'queued' | 'sending' | 'waiting' | 'ready' | 'refused' | 'lost'
  refused?: ErrorCode | 'offline'
  /** Stands with the post already. */
  isThere?: true
}
type Known = { file: File; stop: AbortController }
type Options = {
  /** Why a file is not even sent. */
  refuses?: (file: File) => ErrorCode | undefined
  /** What is there already. */
  first?: readonly KeptFile[]
  most?: number
}
const AT_ONCE = 3

const standing = ({ id, name, size }: KeptFile): Sending => ({ key: id, id, name, size, sent: size, at: 'ready', isThere: true })
const isKept = (value: unknown): value is KeptFile =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'size' in value
/** What a draft from another day says of its files. */
export const keptFiles = (value: unknown): KeptFile[] => (Array.isArray(value) ? value.filter(isKept) : [])

/** What lies before one goes behind it, and the other way round. */
const moved = (files: readonly Sending[], key: string, by: 1 | -1) => {
  const from = files.findIndex((one) => one.key === key)
  const [one, other] = [files[from], files[from + by]]
  return one && other ? files.with(from, other).with(from + by, one) : files
}

/** The list as it is drawn, and as it is now: what answers a request must not wait for a drawing. */
const useList = (first: readonly KeptFile[]) => {
  const [files, setFiles] = useState<readonly Sending[]>(() => first.map(standing))
  const now = useRef(files)
  const set = (to: (files: readonly Sending[]) => readonly Sending[]) => {
    now.current = to(now.current)
    setFiles(now.current)
  }
  const change = (key: string, to: Partial<Sending>) =>
    set((some) => some.map((one) => (one.key === key ? { ...one, ...to } : one)))
  return { files, now, set, change }
}

/** Sends what is queued, so many at once. */
const useQueue = ({ now, change }: Pick<ReturnType<typeof useList>, 'now' | 'change'>) => {
  const known = useRef(new Map<string, Known>()).current
  const sendOne = async ({ key, id }: Sending, { file, stop }: Known) => {
    change(key, { at: 'sending' })
    try {
      const arrived = await sendFile(file, {
        known: id,
        signal: stop.signal,
        onBegun: (begun) => change(key, { id: begun }),
        onProgress: (sent) => change(key, { sent, at: 'sending' }),
        onWaiting: () => change(key, { at: 'waiting' }),
      })
      change(key, { id: arrived, sent: file.size, at: 'ready' })
    } catch (reason) {
      change(key, { at: 'refused', refused: isRefusal(reason) ? reason.refused : 'internal' })
    }
    pump()
  }
  const pump = () => {
    const busy = now.current.filter(({ at }) => at === 'sending' || at === 'waiting').length
    const next = now.current.flatMap((one) => {
      const its = known.get(one.key)
      return one.at === 'queued' && its ? [{ one, its }] : []
    })
    for (const { one, its } of next.slice(0, Math.max(0, AT_ONCE - busy))) void sendOne(one, its)
  }
  return { known, pump }
}

/** Files that are sent while somebody is still writing, a few at a time: each can be taken out, tried again, replaced and moved. */
export const useUploads = ({ refuses = () => undefined, first = [], most = mostFiles }: Options = {}) => {
  const list = useList(first)
  const { files, now, set, change } = list
  const { known, pump } = useQueue(list)
  const entry = (file: File): Sending => {
    const refused = refuses(file)
    const key = freshKey()
    known.set(key, { file, stop: new AbortController() })
    const { name, size } = file
    return { key, name, size, sent: 0, ...(refused ? { at: 'refused', refused } : { at: 'queued' }) }
  }
  /** One that was begun before goes on where it was. */
  const goesOn = (file: File) => {
    const lost = now.current.find(({ at, name, size }) => at === 'lost' && name === file.name && size === file.size)
    if (!lost) return false
    known.set(lost.key, { file, stop: new AbortController() })
    change(lost.key, { at: 'queued' })
    return true
  }
  /** Answers how many found no room. */
  const add = (chosen: readonly File[]) => {
    const fresh = chosen.filter((file) => !goesOn(file))
    const room = Math.max(0, most - now.current.length)
    const added = fresh.slice(0, room).map(entry)
    set((some) => [...some, ...added])
    pump()
    return Math.max(0, fresh.length - room)
  }
  const forget = ({ key, id, isThere }: Sending) => {
    known.get(key)?.stop.abort()
    known.delete(key)
    if (id && !isThere) void ask(deleteFile, { params: { id } }).catch(() => undefined) // else the night sees to it
  }
  const takeOut = (key: string) => {
    const one = now.current.find((file) => file.key === key)
    set((some) => some.filter((file) => file.key !== key))
    if (one) forget(one)
    pump()
  }
  const replace = (key: string, file: File) => {
    const one = now.current.find((old) => old.key === key)
    set((some) => some.map((old) => (old.key === key ? entry(file) : old)))
    if (one) forget(one)
    pump()
  }
  const retry = (key: string) => {
    change(key, { at: 'queued' })
    pump()
  }
  /** What a draft remembers: what has arrived is there; of the rest it is said how far it was. */
  const restore = (kept: readonly KeptFile[]) => {
    const added = kept.filter(({ id }) => !now.current.some((one) => one.id === id))
    set((some) => [...some, ...added.map(({ id, name, size }) => ({ key: id, id, name, size, sent: 0, at: 'lost' as const }))])
    for (const { id } of added)
      void ask(readUpload, { params: { id } }).then(
        ({ state, offset }) => change(id, { sent: offset, at: state === 'uploading' ? 'lost' : 'ready' }),
        (reason: unknown) => {
          if (isRefusal(reason) && reason.refused === 'not_found') set((some) => some.filter(({ key }) => key !== id))
        },
      )
  }
  return {
    ...{ files, add, takeOut, replace, retry, restore },
    takeAllOut: () => {
      for (const { key } of now.current) takeOut(key)
    },
    move: (key: string, by: 1 | -1) => set((some) => moved(some, key, by)),
    arrived: files.flatMap(({ id, at }) => (id && at === 'ready' ? [id] : [])),
    kept: files.flatMap(({ id, name, size }): KeptFile[] => (id ? [{ id, name, size }] : [])),
    isSending: files.some(({ at }) => at === 'queued' || at === 'sending' || at === 'waiting'),
    isRefused: files.some(({ at }) => at === 'refused' || at === 'lost'),
  }
}
export type Uploads = ReturnType<typeof useUploads>
