const SETTLED = 120_000 // ms: longer than any transaction may last

/** Owners whose keys were destroyed in a transaction that may not have ended yet: until it has, they are not remembered again. */
export const dyingOwners = (now: () => number) => {
  const until = new Map<string, number>()
  return {
    add: (ids: Iterable<string>) => {
      for (const [id, end] of until) if (end < now()) until.delete(id)
      for (const id of ids) until.set(id, now() + SETTLED)
    },
    has: (id: string) => until.size > 0 && (until.get(id) ?? 0) >= now(),
  }
}
export type Dying = Pick<ReturnType<typeof dyingOwners>, 'has'>
