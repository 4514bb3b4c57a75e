import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648 §6) without its padding: what authenticators and people type. */
export const base32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
export const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}

/** 160 random bits, as long as the hash (RFC 4226 §4). */
export const newSecret = (): string => base32(randomBytes(20))

/** The time step of an instant. */
export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS)

/** One code (RFC 4226 §5.3, RFC 6238): six digits of HMAC-SHA-1, which is what every authenticator app makes. */
export const codeAt = (secret: Buffer, step: number, digits = 6): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[mac.length - 1]! & 0x0f
  return `${(mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits}`.padStart(digits, '0')
}

/** The step that a code belongs to, if it is one of now: half a minute early or late counts, one used before does not. */
export const stepFor = (secret: string, code: string, now: Date, after: number): number | undefined => {
  const typed = Buffer.from(code.replace(/\D/g, ''))
  const [key, step] = [fromBase32(secret), stepOf(now)]
  const right = [step - 1, step, step + 1].filter((one) => {
    const expected = Buffer.from(codeAt(key, one))
    return expected.length === typed.length && timingSafeEqual(expected, typed)
  })
  return right.find((one) => one > after)
}

/** What the QR code holds: every app reads this form. */
export const uriOf = (secret: string, account: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${account}`)}?${new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: '6', period: `${STEP_SECONDS}` })}`
