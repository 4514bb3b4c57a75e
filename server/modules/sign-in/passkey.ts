import { randomBytes } from 'node:crypto'
import type * as z from 'zod/mini'
import type { assertion } from '#contract/sessions.ts'
import { knownTransports } from '#contract/sign-in.ts'
import type { Preparing } from '#kernel/action.ts'
import { type Actor, as } from '#kernel/db.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { digestOf } from '#kernel/session.ts'
import * as methods from './methods.queries.ts'
import { methodTable } from './sealed.ts'

type Assertion = z.output<typeof assertion>
type Attested = { id: string; rawId: string; type: 'public-key'; response: { clientDataJSON: string; attestationObject: string } }

export const CHALLENGE_SECONDS = 300
export const newChallenge = (): string => randomBytes(32).toString('base64url')

/** Passkeys belong to a name: this one, without its port. */
export const rpIdOf = (origin: string): string => new URL(origin).hostname

/** What a passkey calls itself, as it is found by. */
export const handleDigest = (handle: string): Buffer => digestOf(`passkey ${handle}`)

const spend = (installation: Installation, actor: Actor) => (challenge: string) =>
  as(installation.db, actor, (tx) => methods.spendChallenge(tx, digestOf(challenge)))

const expecting = (installation: Installation, actor: Actor) => ({
  expectedChallenge: spend(installation, actor),
  expectedOrigin: installation.origin,
  expectedRPID: rpIdOf(installation.origin),
  requireUserVerification: true,
})

type Preparation = Pick<Preparing<unknown, unknown>, 'installation' | 'actor' | 'now'>

/** Whether this passkey, of this account, has signed what it was given, once and just now. */
export const isPasskeyOf = async (
  { installation, actor, now }: Preparation,
  accountId: string,
  passkey: Assertion,
): Promise<boolean> => {
  const inHand = { ...actor, accountId }
  const found = await as(installation.db, inHand, async (tx) => {
    const named = await methods.passkeyFor(tx, handleDigest(passkey.id))
    const method = named?.accountId === accountId ? await methods.methodOf(tx, accountId, named.id) : undefined
    if (!method) return undefined
    const [content] = await installation.vault.open(tx, nobody, methodTable, [method])
    return { ...method, publicKey: content?.publicKey ?? '' }
  })
  if (!found) return false
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { userHandle, ...response } = passkey.response
  const checked = await verifyAuthenticationResponse({
    ...expecting(installation, inHand),
    response: { ...passkey, response: { ...response, ...(userHandle ? { userHandle } : {}) }, clientExtensionResults: {} },
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(Buffer.from(found.publicKey, 'base64url')),
      counter: Number(found.counter),
    },
  }).catch(() => undefined)
  if (!checked?.verified) return false
  const { newCounter } = checked.authenticationInfo
  return Boolean(await as(installation.db, inHand, (tx) => methods.takeCounter(tx, found.id, newCounter, now)))
}

/** What a device has made, if it made it for us, just now. */
export const attested = async (
  installation: Installation,
  actor: Actor,
  passkey: Attested,
  transports: readonly string[] = [],
) => {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const checked = await verifyRegistrationResponse({
    ...expecting(installation, actor),
    response: { ...passkey, clientExtensionResults: {} },
  }).catch(() => undefined)
  if (!checked?.verified || !checked.registrationInfo) return undefined
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return { handle: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: knownTransports(transports) }
}
