import type { CheckWay } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './opening.queries.ts'
import { classTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; emit: Emit; now: Date }

/** The class and school life of a year are sealed under one epoch, from the first day of that year. */
export const schoolLife = 'school_life'

/** Opens a class in a school year, with the audiences that posts and lists of it are addressed to. */
export const openClass = async (
  { tx, vault, emit, now }: Hands,
  {
    schoolId,
    label,
    year,
    id = uuidv7(),
    checkWay = 'school_list',
  }: { schoolId: string; label: string; year: { id: string; fromOn: string }; id?: string; checkWay?: CheckWay },
): Promise<string> => {
  const owners = await vault.epoch(tx, schoolId, schoolLife, year.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, classTable.table, [{ id, owners, content: { label } }])
  await queries.insertClass(tx, { schoolId, id, schoolYearId: year.id, checkWay, sealed: sealed!, now })
  emit('class.created', { classId: id })
  return id
}

/** Enrols people in a class from a day on. */
export const enrol = (
  { tx, now }: Pick<Hands, 'tx' | 'now'>,
  {
    schoolId,
    classId,
    role,
    people,
    fromOn,
    by,
  }: {
    schoolId: string
    classId: string
    role: 'teacher' | 'substitute' | 'pupil'
    people: readonly string[]
    fromOn: string
    by: string | null
  },
) =>
  queries.insertEnrolments(
    tx,
    people.map((personId) => ({
      schoolId,
      id: uuidv7(),
      classId,
      personId,
      role,
      fromOn,
      untilOn: null,
      createdAt: now,
      createdBy: by,
    })),
  )
