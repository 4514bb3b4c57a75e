/** Why the vault refused; `docs` and `i18n` say it in words. */
export type VaultCode =
  | 'vault.wrong_key' // the key at hand is another than the one that sealed
  | 'vault.moved' // sealed for another row, table or school
  | 'vault.truncated'
  | 'vault.damaged'
  | 'vault.erased' // its owner's key is gone, for good
  | 'vault.restricted' // its owner's data is not served for this purpose
  | 'vault.ring_missing' // a week that this ring does not hold, or no longer
  | 'vault.ring_stale' // no week of this ring takes new keys
  | 'vault.stale' // not a word from the listener for too long: the ring may have turned
  | 'vault.root_failed'
  | 'vault.key_lost' // a key in the database is damaged: the burn waits with destroying what might put it right
  | 'vault.journal_broken' // a line of the erasure journal was changed, added or taken out
  | 'vault.too_large'
  | 'vault.index_lost' // the values behind too many blind indexes cannot be read: the burn stops before it loses them

/** A refusal of the vault, with ids and numbers only: it may be logged and recorded as a fact. */
export class VaultError extends Error {
  readonly code: VaultCode
  readonly details: Readonly<Record<string, string | number>>
  constructor(code: VaultCode, details: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.code = code
    this.details = details
  }
}
