import { addPointers, holdsWeek, type NewPointer, removePointers, type Target, targetsOf } from './blind.queries.ts'
import { VaultError } from './errors.ts'
import type { Tx } from './keys.queries.ts'
import type { Ring } from './ring.ts'

export type IndexKind = 'email' | 'username' | 'external_id' | 'class_key'
/** A value and the row it leads to. */
export type Pointer = { readonly value: string; readonly target: Target }
export type { Target } from './blind.queries.ts'

/** What counts as the same value: width, case, accents' composition and surrounding blanks make no difference. */
export const normalised = (value: string) => value.normalize('NFKC').toLowerCase().normalize('NFKC').trim()

/** What is to be added under one week, with the digests that the same values have under the others. */
const pointersUnder = (
  ring: Ring,
  kind: IndexKind,
  schoolId: string,
  week: number,
  entries: readonly Pointer[],
): NewPointer[] => {
  const others = ring.weeks().filter((one) => one !== week)
  return entries.map(({ value, target }, nth) => {
    const of = (one: number) => ring.digest(one, schoolId, kind, normalised(value))
    return { digest: of(week), others: others.map(of), target, nth }
  })
}

/** Adds what it can under one week; the rest points somewhere already, or the week takes no more. */
const put = async (
  ring: Ring,
  tx: Tx,
  kind: IndexKind,
  schoolId: string,
  week: number,
  entries: readonly Pointer[],
): Promise<Pointer[]> => {
  const pointers = pointersUnder(ring, kind, schoolId, week, entries)
  const added = new Set((await addPointers(tx, schoolId, kind, week, pointers)).map((digest) => digest.toString('latin1')))
  return pointers.filter(({ digest }) => !added.delete(digest.toString('latin1'))).map(({ nth }) => entries[nth]!)
}

/** Marks under the same keys that nobody else can make, newest first: for links that live for minutes. */
const marksOf =
  (ring: Ring) =>
  (schoolId: string, use: string, text: string): Buffer[] =>
    ring.weeks().map((week) => ring.digest(week, schoolId, `mark ${use}`, text))

/** Finding a row by a value that nobody can read in the index: keyed digests, new at every burn. */
export const blindIndex = (ring: Ring, isStale: () => boolean) => {
  /** Of a ring that may have turned unheard, "nobody has this address" would be a guess. */
  const mustBeFresh = () => {
    if (isStale()) throw new VaultError('vault.stale')
  }
  const lookUp = (kind: IndexKind, schoolId: string, value: string) => {
    mustBeFresh()
    return ring.weeks().map((week) => ring.digest(week, schoolId, kind, normalised(value)))
  }

  const putWhereHeld = async (tx: Tx, kind: IndexKind, schoolId: string, entries: readonly Pointer[]): Promise<Pointer[]> => {
    for (const isSecond of [false, true]) {
      if (isSecond) await ring.refresh()
      for (const week of ring.weeks()) {
        const left = await put(ring, tx, kind, schoolId, week, entries)
        if (left.length < entries.length || (await holdsWeek(tx, week))) return left
      }
    }
    throw new VaultError('vault.ring_stale')
  }

  const find = async (tx: Tx, kind: IndexKind, schoolId: string, values: readonly string[]): Promise<(Target | undefined)[]> => {
    const rows = await targetsOf(
      tx,
      schoolId,
      kind,
      values.map((value) => lookUp(kind, schoolId, value)),
    )
    const found: (Target | undefined)[] = values.map(() => undefined)
    for (const { nth, school, id } of rows) found[nth] = { schoolId: school, id }
    return found
  }

  /** Makes values point to their targets; says which of them point elsewhere already. */
  const point = async (tx: Tx, kind: IndexKind, schoolId: string, entries: readonly Pointer[]): Promise<string[]> => {
    if (entries.length === 0) return []
    mustBeFresh()
    const left = await putWhereHeld(tx, kind, schoolId, entries)
    if (left.length === 0) return []
    const now = await find(
      tx,
      kind,
      schoolId,
      left.map(({ value }) => value),
    )
    return left
      .filter(({ target }, nth) => now[nth]?.id !== target.id || now[nth]?.schoolId !== target.schoolId)
      .map(({ value }) => value)
  }

  return {
    /** The digests that a value may be found by: one, or two while the ring turns. */
    lookUp,
    marks: marksOf(ring),
    find,
    point,
    unpoint: removePointers,
    /** Makes one value point to a row; false where it points to another already. */
    reserve: async (
      tx: Tx,
      schoolId: string,
      kind: IndexKind,
      value: string,
      targetId: string,
      targetSchool = schoolId,
    ): Promise<boolean> =>
      (await point(tx, kind, schoolId, [{ value, target: { schoolId: targetSchool, id: targetId } }])).length === 0,
  }
}
