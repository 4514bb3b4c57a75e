import type { VaultCode, VaultError } from './errors.ts'

const words: Readonly<Partial<Record<VaultCode, (details: VaultError['details']) => string>>> = {
  'vault.ring_missing': ({ week }) =>
    `PREAU_KEYS has no key of week ${week}, which this database needs: is it the folder that belongs to this database? A restored one also needs the newest key-table.jsonl there`,
  'vault.root_failed': () =>
    'the root of the keys cannot be used: root.key in PREAU_KEYS must be the one that made them, and readable by this user only (0400); with PREAU_ROOT the token must be there, with that key, and OpenSC installed',
  'vault.journal_broken': ({ line }) =>
    `line ${line} of erasures.jsonl in PREAU_KEYS was changed, added or taken out, so nobody can say who was erased: put back the file as it was`,
  'vault.key_lost': ({ keys }) =>
    `${keys} keys in the database do not open with the keys that there are: a newer key-table.jsonl in PREAU_KEYS may have them; preau keys burn --accept-loss gives up what they sealed`,
  'vault.index_lost': () => 'the values behind too many indexes cannot be read: the burn stopped before it lost them',
  'vault.ring_stale': () => 'no week of the ring takes new keys: see preau keys',
}

/** What the vault complains of, in a line for whoever runs the installation. */
export const complaintOf = ({ code, details, message }: VaultError): string => words[code]?.(details) ?? message
