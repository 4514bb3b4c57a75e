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
