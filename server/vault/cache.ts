/** What a cache did since it was made. */
export type Counters = { hits: number; misses: number; evicted: number; size: number; limit: number }

/** A bounded cache of two generations: when the young one is full it becomes the old one, and what nobody asked for is dropped. */
export type Cache<V> = {
  get: (key: string) => V | undefined
  set: (key: string, value: V) => void
  drop: (which: (value: V, key: string) => boolean) => void
  clear: () => void
  counters: () => Counters
}

export const boundedCache = <V>(limit: number): Cache<V> => {
  const half = Math.max(1, limit >> 1)
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  const count = { hits: 0, misses: 0, evicted: 0 }
  const set = (key: string, value: V) => {
    if (young.size >= half && !young.has(key)) {
      count.evicted += old.size
      old = young
      young = new Map()
    }
    young.set(key, value)
    old.delete(key)
  }
  const get = (key: string) => {
    const fresh = young.get(key)
    if (fresh !== undefined) {
      count.hits++
      return fresh
    }
    const aged = old.get(key)
    if (aged === undefined) {
      count.misses++
      return undefined
    }
    count.hits++
    set(key, aged)
    return aged
  }
  return {
    get,
    set,
    drop: (which) => {
      for (const map of [young, old]) for (const [key, value] of map) if (which(value, key)) map.delete(key)
    },
    clear: () => {
      young = new Map()
      old = new Map()
    },
    counters: () => ({ ...count, size: young.size + old.size, limit: half * 2 }),
  }
}
