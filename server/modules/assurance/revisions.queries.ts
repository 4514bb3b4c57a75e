import { createHash } from 'node:crypto'
import type { Tx } from '#kernel/db.ts'

/** What the public pages said, at one time. */
export type Revision = { number: number; at: Date; lines: string[]; previous: Buffer; digest: Buffer }

export const digestOf = ({ number, at, lines, previous }: Omit<Revision, 'digest'>): Buffer =>
  createHash('sha256')
    .update(`preau/pages/v1\n${JSON.stringify([number, at.toISOString(), previous.toString('hex'), lines])}\n`)
    .digest()

/** The newest revisions, newest first. */
export const newestRevisions = (tx: Tx, most: number): Promise<Revision[]> =>
  tx.selectFrom('directory.publicRevision').selectAll().orderBy('number', 'desc').limit(most).execute()

export const insertRevision = (tx: Tx, revision: Revision) => tx.insertInto('directory.publicRevision').values(revision).execute()
