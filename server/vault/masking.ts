import { VaultError } from './errors.ts'
import { leavesNamed, ownersOf } from './layout.ts'
import { limitsOf } from './limits.ts'
import { packed } from './owners.ts'
import type { SealedTable } from './tables.ts'

const mask = Symbol('stands for what is not served')

const marked = <C>(content: C): C => {
  if (typeof content !== 'object' || content === null) return content
  const inner = Object.entries(content).map(([name, value]) => [name, marked(value)] as const)
  return Object.assign(Array.isArray(content) ? [] : {}, Object.fromEntries(inner), { [mask]: true }) as C
}

/** Whether any of this stands for what is not served; a copy of it knows that still. */
const isMasked = (content: object): boolean =>
  mask in content || Object.values(content).some((value) => typeof value === 'object' && value !== null && isMasked(value))

/** Sealing what was never opened would lose it: refused. */
export const mustBeWhole = (content: object): void => {
  if (isMasked(content)) throw new VaultError('vault.restricted')
}

/** What stands in the place of each row of a table that is restricted for whoever asks; undefined: nothing is. */
export const maskFor = async <C>(tx: object, { table, masked, exempt }: SealedTable<C>) => {
  const limits = exempt ? undefined : await limitsOf(tx)
  if (!limits) return undefined
  const people = [...limits.people].flatMap(([id, tables]) => (tables === null || tables.has(table) ? [packed(id)] : []))
  if (people.length === 0) return undefined
  const those = new Set(people)
  const isTheirs = (sealed: Buffer) => {
    const named = ownersOf(sealed)
    if (!named) return false
    return 'one' in named ? those.has(named.id) : [...leavesNamed(named)].some(({ id }) => those.has(id))
  }
  return (sealed: Buffer): C | VaultError | undefined =>
    isTheirs(sealed) ? (masked ? marked(masked(limits.word)) : new VaultError('vault.restricted')) : undefined
}
