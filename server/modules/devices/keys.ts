import { hkdfSync } from 'node:crypto'
import { readDeviceKeys } from '#contract/devices.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import * as queries from './devices.queries.ts'

const BYTES = 32

/** Made from the account's key and kept nowhere: whoever has no live session cannot ask, and of an erased account nobody can. */
const derived = (raw: Buffer, salt: Buffer, use: 'reading' | 'writing') =>
  Buffer.from(hkdfSync('sha256', raw, salt, `preau/v1/device/${use}`, BYTES)).toString('base64')

export const keys = action(readDeviceKeys, async ({ tx, actor, vault }) => {
  const digest = actor.session ?? refuse('not_signed_in')
  const session = (await queries.sessionAtHand(tx, digest)) ?? refuse('session_ended')
  if (session.sharedDevice) return { keys: null }
  const raw = await vault.rawKey(tx, nobody, { kind: 'account', id: actor.accountId ?? refuse('not_signed_in') })
  return { keys: { reading: derived(raw, digest, 'reading'), writing: derived(raw, Buffer.alloc(0), 'writing') } }
})
