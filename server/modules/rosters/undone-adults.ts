import type { Tx } from '#kernel/db.ts'
import { emergencyContactTable, personTable, pickUpAdultTable, sealedPeople } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { sealedAdults } from './meeting.queries.ts'
import type { Difference } from './sealed.ts'
import { sealedBefore, type Touched } from './undoing.queries.ts'

type Adult = Touched & { kind: 'contact' | 'fetching'; personId: string }
const isAdult = (row: Touched): row is Adult =>
  (row.kind === 'contact' || row.kind === 'fetching') && row.personId !== null && !row.isKept

const changeOf = ({ made, gone }: Touched) => (made ? 'leave' : gone ? 'return' : 'change')

/** Adults whom taking an import back takes away, gives back or makes what they were, each with the pupil: the first of each kind of change. */
export const adultDifferences = async (
  tx: Tx,
  vault: Vault,
  schoolId: string,
  runId: string,
  rows: readonly Touched[],
  most: number,
): Promise<Difference[]> => {
  const groups = Map.groupBy(rows.filter(isAdult), (row) => `${row.kind} ${changeOf(row)}`)
  const shown = [...groups.values()].flatMap((some) => some.slice(0, most))
  if (shown.length === 0) return []
  const ids = shown.map(({ id }) => id)
  const [contacts, fetching] = await sealedAdults(tx, schoolId, ids)
  const here = new Set([...contacts, ...fetching].map(({ id }) => id))
  const before = await sealedBefore(
    tx,
    schoolId,
    runId,
    ids.filter((id) => !here.has(id)),
  )
  const of = (kind: Adult['kind']) => before.filter((row) => row.kind === kind)
  const [called, fetch] = [
    [...contacts, ...of('contact')],
    [...fetching, ...of('fetching')],
  ]
  const people = await sealedPeople(tx, schoolId, [...new Set(shown.map(({ personId }) => personId))])
  const [calledNames, fetchNames, pupils] = [
    await vault.openSurviving(tx, schoolId, emergencyContactTable, called),
    await vault.openSurviving(tx, schoolId, pickUpAdultTable, fetch),
    await vault.openSurviving(tx, schoolId, personTable, people),
  ]
  const adultNames = new Map([
    ...called.map(({ id }, nth) => [id, calledNames[nth]?.name] as const),
    ...fetch.map(({ id }, nth) => [id, fetchNames[nth]?.name] as const),
  ])
  const pupilNames = new Map(people.map(({ id }, nth) => [id, pupils[nth]?.names.display]))
  return shown.map((row): Difference => {
    const [name, pupil] = [adultNames.get(row.id), pupilNames.get(row.personId)]
    const display = name && pupil ? `${name} (${pupil})` : name
    return { kind: row.kind, change: changeOf(row), about: row.personId, ...(display && { display }) }
  })
}
