import type { Opened } from './parts.tsx'

type Read = Opened['read'][number]
type Marked = Pick<Opened['messages'][number], 'id' | 'author'>

/** Under which message it stands how far each has read: the last of another's that they have come to, for nobody has to be told that they read their own. */
export const marksIn = (messages: readonly Marked[], read: readonly Read[]): ReadonlyMap<string, Read[]> => {
  const marks = read.flatMap((one) => {
    const last = messages.findLast(({ id, author }) => id <= one.messageId && author?.id !== one.person?.id)
    return last ? [{ one, id: last.id }] : []
  })
  return new Map([...Map.groupBy(marks, ({ id }) => id)].map(([id, some]) => [id, some.map(({ one }) => one)]))
}
