import type { Ground } from './checking.ts'

/** The key that signs evidence: the ledger's, under a name of its own. */
export const evidenceKey = ({ installation: { published, origin } }: Pick<Ground, 'installation'>) =>
  published.keyOf(`${new URL(origin).host}/evidence`)
