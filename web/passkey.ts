import { askPasskey, assertion } from '#contract/sessions.ts'
import { ask } from './api.ts'

/** Whether this browser can use a passkey at this address. */
export const knowsPasskeys = () =>
  isSecureContext && typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Lets the device sign what the server gave it. */
export const signWithPasskey = async () => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask(askPasskey, { body: {} }))
  const signed = await navigator.credentials.get({ publicKey })
  if (!(signed instanceof PublicKeyCredential)) throw new Error('no passkey was chosen')
  return assertion.parse(signed.toJSON())
}
