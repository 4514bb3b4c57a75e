import type { Tx } from '#kernel/db.ts'
import { forgetDevices, type Ground, removeSome } from '#modules/privacy/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './exit.queries.ts'

/** What stays of a school: that it left, and the certificates, which name nobody. */
const STAYS = new Set(['public.school_exit', 'public.erasure'])

const LAST_DAY = '9999-12-31'

/** Destroys some of the keys that a school still has; says how many, and none once there are none. */
export const destroySomeKeys = async (tx: Tx, vault: Vault, schoolId: string): Promise<number> => {
  const owners = await queries.someKeys(tx, schoolId)
  return owners.length > 0 ? vault.destroy(tx, schoolId, owners) : 0
}

/** Deletes the sessions and the rows of a school that is locked; says how many. */
export const removeRows = async (tx: Tx, ground: Ground, schoolId: string): Promise<number> => {
  await forgetDevices(tx, LAST_DAY) // of devices that kept something of who was erased: no night comes any more
  return (await queries.forgetSessions(tx)) + (await removeSome(tx, ground, schoolId, STAYS))
}
