import { useState } from 'react'
import type { ErrorCode } from '#contract/errors.ts'
import { uploadFile } from '#contract/files.ts'
import { mostFiles } from '#contract/posts.ts'
import { freshKey, isRefusal, send } from '../../api.ts'

/** A file on its way: `id` when it has arrived. */
export type Sending = { key: string; name: string; id?: string; refused?: ErrorCode | 'offline' }
const AT_ONCE = 3

/** Files that are sent while somebody is still writing, a few at a time; each can be taken out again, or tried once more. */
export const useUploads = () => {
  const [files, setFiles] = useState<readonly Sending[]>([])
  const change = (key: string, to: Partial<Sending>) =>
    setFiles((some) => some.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const sendOne = async ({ key }: Sending, file: File) => {
    try {
      change(key, { id: (await send(uploadFile, { file })).id })
    } catch (reason) {
      change(key, { refused: isRefusal(reason) ? reason.refused : 'internal' })
    }
  }
  const add = async (chosen: readonly File[]) => {
    const room = chosen.slice(0, Math.max(0, mostFiles - files.length))
    const waiting = room.map((file) => ({ sending: { key: freshKey(), name: file.name }, file }))
    const added = waiting.map(({ sending }) => sending) // now: what waits is taken from the list before it is drawn
    setFiles((some) => [...some, ...added])
    const next = async (): Promise<void> => {
      const one = waiting.shift()
      if (!one) return
      await sendOne(one.sending, one.file)
      return next()
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }
  return {
    files,
    add,
    takeOut: (key: string) => setFiles((some) => some.filter((one) => one.key !== key)),
    clear: () => setFiles([]),
    arrived: files.flatMap(({ id }) => (id ? [id] : [])),
    isSending: files.some(({ id, refused }) => !id && !refused),
    isRefused: files.some(({ refused }) => refused),
  }
}
export type Uploads = ReturnType<typeof useUploads>
