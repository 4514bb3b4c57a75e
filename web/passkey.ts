import { askPasskey, type Proof } from '#contract/sessions.ts'
import { ask } from './api.ts'

/** Whether this browser can use a passkey at this address. */
export const knowsPasskeys = () =>
  isSecureContext && typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

type Signed = Extract<Proof, { passkey: unknown }>['passkey']

/** Lets the device sign what the server gave it; whether it is signed well is for the server to say. */
export const signWithPasskey = async (): Promise<Signed> => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask(askPasskey, { body: {} }))
  const signed = await navigator.credentials.get({ publicKey })
  if (!(signed instanceof PublicKeyCredential)) throw new Error('no passkey was chosen')
  const { id, rawId, response } = signed.toJSON()
  if (!('signature' in response)) throw new Error('nothing was signed')
  return { id, rawId, type: 'public-key', response }
}
