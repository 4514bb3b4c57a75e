import { randomBytes, randomUUID } from 'node:crypto'
import type { AuditKeys } from '#ledger/record.ts'
import type { Owner } from '#vault/owners.ts'

/** Keys in memory, made when first asked for, as the vault does; `destroy` is an erasure. */
export const keyring = () => {
  const keys = new Map<string, Buffer | 'destroyed'>()
  const epochs = new Map<string, string>()
  const find = ({ id }: Owner) => {
    const known = keys.get(id) ?? randomBytes(32)
    keys.set(id, known)
    return known === 'destroyed' ? undefined : known
  }
  const survivingKeys: AuditKeys['survivingKeys'] = async (_tx, _school, owners) => owners.map(find)
  const rawKeys: AuditKeys['rawKeys'] = async (_tx, _school, owners) =>
    owners.map((owner) => {
      const key = find(owner)
      if (!key) throw new Error(`the key of ${owner.kind} ${owner.id} is no more`)
      return key
    })
  const epoch: AuditKeys['epoch'] = async (_tx, schoolId, retentionClass, fromOn) => {
    const at = `${schoolId}/${retentionClass}/${fromOn}`
    const id = epochs.get(at) ?? randomUUID()
    epochs.set(at, id)
    return { kind: 'epoch', id }
  }
  const destroy = (id: string) => void keys.set(id, 'destroyed')
  const destroyEpochs = (retentionClass: string, until = '9999') => {
    for (const [at, id] of epochs) if (at.includes(`/${retentionClass}/`) && at.slice(-10) < until) destroy(id)
  }
  return { rawKeys, survivingKeys, epoch, destroy, destroyEpochs }
}
