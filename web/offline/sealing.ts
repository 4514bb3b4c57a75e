/** What is written on a device: bytes, and nothing of what they say. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const bytesOf = (text: string) => new TextEncoder().encode(text)

export const hexOf = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The bytes that were written down in signs. */
export const bytesOfHex = (signs: string) =>
  Uint8Array.from({ length: signs.length / 2 }, (_, nth) => Number.parseInt(signs.slice(2 * nth, 2 * nth + 2), 16))

/** A name for something that does not say what it is. */
export const markOf = async (text: string) => hexOf(await crypto.subtle.digest('SHA-256', bytesOf(text)))

/** A key that can be used here and never read out again, not even by us. */
export const importKey = (base64: string) => {
  const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Seals something for one place: moved to another, it does not open. */
export const seal = async (key: CryptoKey, place: string, content: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
  return { iv, sealed: await crypto.subtle.encrypt(algorithm, key, bytesOf(JSON.stringify(content))) }
}

/** Undefined: it was not sealed under this key, or not for this place. */
export const unseal = async <T>(key: CryptoKey, place: string, { iv, sealed }: Sealed): Promise<T | undefined> => {
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(place) }
  const opened = await crypto.subtle.decrypt(algorithm, key, sealed).catch(() => undefined)
  return opened && JSON.parse(new TextDecoder().decode(opened))
}
