const MOST = 500
const own = new Set<string>()

/** Remembers what this page made or changed itself: it need not be told of it as something new. */
export const noteOwn = (answer: unknown): void => {
  const { id }: { id?: unknown } = Object(answer)
  if (typeof id !== 'string') return
  own.add(id)
  if (own.size > MOST) own.delete(own.values().next().value ?? '')
}

export const isOwn = (id: string): boolean => own.has(id)

/** How long something is one's own doing, where others do the same to the same thing. */
const JUST_NOW_MS = 3_000
const done = new Map<string, number>()

/** Remembers that this page has just done something to this, and has asked for it again itself. */
export const noteDone = (id: string): void => {
  done.set(id, Date.now())
}

/** Whether this page did so just now: answered once. */
export const takeOwn = (id: string): boolean => {
  const at = done.get(id)
  done.delete(id)
  return at !== undefined && Date.now() - at < JUST_NOW_MS
}
