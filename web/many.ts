import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isRefusal, type Refusal } from './api.ts'
import { changed } from './outdating.ts'

/** So many at a time: a school's line is thin, and the list should not wait for one after the other. */
const together = 4

/** What ends the whole: the others would be refused for the same reason. */
const endsAll: readonly Refusal['refused'][] = [
  'offline',
  'unavailable',
  'session.must_confirm',
  'not_signed_in',
  'session_ended',
]

/** The same wish for each of many. Each is a decision, and a fact, of its own; those that were refused are left, and the last reason said. */
export const useMany = (...touches: readonly { name: string }[]) => {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const each = async <T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<T[]> => {
    setBusy(true)
    setRefused(null)
    const done: T[] = []
    const over: Refusal[] = []
    const one = async (item: T) => {
      if (over.length > 0) return
      await act(item).then(
        () => done.push(item),
        (reason: unknown) => {
          const refusal: Refusal = isRefusal(reason) ? reason : { refused: 'internal' }
          setRefused(refusal)
          if (endsAll.includes(refusal.refused)) over.push(refusal)
        },
      )
    }
    const [first, ...others] = items
    if (first !== undefined) await one(first) // alone, so that who one is is asked once
    for (let at = 0; at < others.length; at += together) await Promise.all(others.slice(at, at + together).map(one))
    await changed(client, touches)
    setBusy(false)
    return done
  }
  return { busy, refused, each }
}
