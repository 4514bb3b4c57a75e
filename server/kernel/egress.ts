import type { Purpose } from '#contract/purposes.ts'

/**
 * What something may leave this machine for. Each way has its setting, and the fields that are all it may carry; `isPeer`: whoever is there works for
 * nobody here, as another school does not.
 */
export const ways = {
  mail: { purpose: 'family_communication', fields: ['address', 'subject', 'greeting'], setting: 'PREAU_MAIL' },
  push: { purpose: 'family_communication', fields: ['device', 'sealed'], setting: 'PREAU_PUSH' },
  store: { purpose: 'administration', fields: ['sealed'], setting: 'PREAU_S3' },
  witness: { purpose: 'security', fields: ['checkpoint'], setting: 'PREAU_WITNESSES' },
  certificate: { purpose: 'security', fields: ['hostname'], setting: 'PREAU_ACME' },
  copy: { purpose: 'self', fields: ['code'], setting: 'PREAU_COPIES_FROM', isPeer: true },
  scanner: { purpose: 'security', fields: ['file'], setting: 'PREAU_CLAMAV' },
} as const satisfies Record<string, { purpose: Purpose; fields: readonly string[]; setting: string; isPeer?: true }>
export type Way = keyof typeof ways
/** Whom something leaves for, as far as that matters to a school: a machine of its own, a company that works for it, or somebody like itself. */
export type Side = 'own' | 'company' | 'peer'

/** Whom something may leave for. `host` may begin with `*.`; `isDeclared`: the operator wrote this very host down, and it may be a near one. */
export type Recipient = { readonly way: Way; readonly host: string; readonly isDeclared: boolean }

/** Whom it is for, as the door sees it: an address, or where a browser is told, as a digest. Kept in memory only, until it is counted. */
export type Whose = { readonly mail: string } | { readonly device: Uint8Array }

/** What was asked of somebody outside, and what they said. */
export type Sent = { readonly status: number; readonly text: string }
export type Sending = {
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly patience: number
  readonly whose?: Whose
}

/** What was fetched from somebody outside: at most as much as was said beforehand. */
export type Fetched = { readonly status: number; readonly bytes: Buffer }
/** More came than was to. */
export class TooMuch extends Error {
  override name = 'TooMuch'
}

/** The one door through which anything leaves. */
export type Egress = {
  readonly register: readonly Recipient[]
  /** Counts one call, and throws where its recipient stands in no row: whoever is not in the register gets nothing. */
  readonly admit: (way: Way, host: string, whose?: Whose) => void
  /** Posts something to an address of the register, on no way that leads near unless the operator said so. */
  readonly post: (way: Way, url: string, sending: Sending) => Promise<Sent>
  /** Posts something, and reads what comes back, up to `most` bytes; where nobody declared the address, over an encrypted line alone. */
  readonly fetch: (way: Way, url: string, sending: Sending & { readonly most: number }) => Promise<Fetched>
  /** The same for whoever looks whether strangers are refused: nothing is counted, nothing is sent, and nobody is alarmed. */
  readonly try: (way: Way, url: string) => Promise<void>
  /** Writes down what was counted since. */
  readonly flush: () => Promise<void>
}

/** Somebody outside who stands in no row of the register, or stands where nobody of the register can. */
export class NotInRegister extends Error {
  override name = 'NotInRegister'
}
