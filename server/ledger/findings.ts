/** What the verifier can say against a database. Each names where: the log, and the entry, fact, tile or checkpoint. */
export type FindingKind =
  | `fact.${'altered' | 'missing' | 'inserted' | 'stray' | 'cut_early'}`
  | `tile.${'altered' | 'missing' | 'invented'}`
  | `checkpoint.${'forged' | 'contradicted'}`
  | `index.${'hidden' | 'invented' | 'unlinked'}`
  | 'bundle.altered'
  | 'batch.broken'
  | 'head.broken'
  | 'cosignature.forged'
export type Finding = { what: FindingKind; epoch: number; index?: number; factId?: string; where?: string }

/** One log as it was found. Times are null where nothing was signed or witnessed yet. */
export type LogReport = {
  epoch: number
  origin: string
  size: number
  /** Of so many entries, the oldest, only hashes are left. */ pruned: number
  root: string
  signedAt: Date | null
  witnessedAt: Date | null
  waiting: number
}
export type Report = { ok: boolean; logs: LogReport[]; findings: Finding[] }
