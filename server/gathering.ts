/** Gathers rows and refuses a name that two modules use. */
export const gather = <T>(what: string, ...groups: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> => {
  const all: Record<string, T> = {}
  for (const group of groups)
    for (const [name, row] of Object.entries(group)) {
      if (name in all) throw new Error(`two modules declare the ${what} ${name}`)
      all[name] = row
    }
  return all
}
