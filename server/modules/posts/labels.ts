import type { NoticePlaceShown } from '#contract/notices.ts'
import type { Tx } from '#kernel/db.ts'
import { classTable } from '#modules/classes/index.ts'
import { groupTable } from '#modules/groups/index.ts'
import type { Vault } from '#vault/vault.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }
type Labelled = { kind: NoticePlaceShown['kind']; targetId: string; sealed: Buffer | null }

/** What the places are called that have a name of their own, by what they are a place of. */
export const labelsOf = async ({ tx, vault, schoolId }: Hands, places: readonly Labelled[]): Promise<Map<string, string>> => {
  const sealedOf = (of: Labelled['kind']) =>
    places.flatMap(({ kind, targetId, sealed }) => (kind === of && sealed ? [{ id: targetId, sealed }] : []))
  const [classes, groups] = [sealedOf('class'), sealedOf('group')]
  const [classLabels, groupLabels] = await Promise.all([
    vault.open(tx, schoolId, classTable, classes),
    vault.open(tx, schoolId, groupTable, groups),
  ])
  return new Map([
    ...classes.map(({ id }, nth) => [id, classLabels[nth]?.label ?? ''] as const),
    ...groups.map(({ id }, nth) => [id, groupLabels[nth]?.label ?? ''] as const),
  ])
}
