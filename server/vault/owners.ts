/** Whose key seals: destroying the key of an owner erases what it sealed, in every copy. */
export type Owner = { readonly kind: OwnerKind; readonly id: string }
/** `all`: dies with the first of them. `any`: dies with the last. They nest: a conversation is `all([any(people), epoch])`. */
export type Owners = Owner | { readonly all: readonly Owners[] } | { readonly any: readonly Owners[] }

export const ownerKinds = ['person', 'account', 'file', 'snapshot', 'epoch'] as const
export type OwnerKind = (typeof ownerKinds)[number]

const joined = (of: readonly Owners[]) => {
  if (of.length === 0 || of.length > 255) throw new RangeError(`between 1 and 255 owners, not ${of.length}`)
  return of
}

export const person = (id: string): Owner => ({ kind: 'person', id })
export const account = (id: string): Owner => ({ kind: 'account', id })
export const file = (id: string): Owner => ({ kind: 'file', id })
export const snapshot = (id: string): Owner => ({ kind: 'snapshot', id })
export const all = (of: readonly Owners[]): Owners => (joined(of).length === 1 ? of[0]! : { all: of })
export const any = (of: readonly Owners[]): Owners => (joined(of).length === 1 ? of[0]! : { any: of })

/** Stands for the directory, where accounts live and no school applies. */
export const directory = '00000000-0000-0000-0000-000000000000'
/** In whose rows an owner's key stands: an account belongs to no school. */
export const homeOf = ({ kind }: Pick<Owner, 'kind'>, schoolId: string) => (kind === 'account' ? directory : schoolId)

export function* leavesOf(owners: Owners): Generator<Owner> {
  if ('kind' in owners) yield owners
  else for (const one of 'all' in owners ? owners.all : owners.any) yield* leavesOf(one)
}

/** The sixteen bytes of a UUID as a string of sixteen characters: half the memory, and what a blob holds. */
export const packed = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1', 0, 16)
export const unpacked = (packedId: string) => {
  const hex = Buffer.from(packedId, 'latin1').toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
