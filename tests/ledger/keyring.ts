import { randomBytes, randomUUID } from 'node:crypto'
import type { AuditKeys } from '#ledger/record.ts'

/** Keys in memory, made when first asked for, as the vault does; `destroy` is an erasure. */
export const keyring = () => {
  const keys = new Map<string, Buffer | 'destroyed'>()
  const epochs = new Map<string, string>()
  const rawKey: AuditKeys['rawKey'] = async (_tx, schoolId, { kind, id }) => {
    const at = `${schoolId}/${kind}/${id}`
    const known = keys.get(at) ?? randomBytes(32)
    if (known === 'destroyed') throw new Error(`the key of ${kind} ${id} is no more`)
    keys.set(at, known)
    return known
  }
  const epoch: AuditKeys['epoch'] = async (_tx, schoolId, retentionClass, fromOn) => {
    const at = `${schoolId}/${retentionClass}/${fromOn}`
    const id = epochs.get(at) ?? randomUUID()
    epochs.set(at, id)
    return { kind: 'epoch', id }
  }
  const destroy = (id: string) => {
    for (const at of keys.keys()) if (at.endsWith(`/${id}`)) keys.set(at, 'destroyed')
  }
  const destroyEpoch = (schoolId: string, retentionClass: string) => {
    for (const [at, id] of epochs) if (at.startsWith(`${schoolId}/${retentionClass}/`)) destroy(id)
  }
  return { rawKey, epoch, destroy, destroyEpoch }
}
