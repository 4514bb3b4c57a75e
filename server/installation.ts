import path from 'node:path'
import { type Clock, clock as realClock } from '#kernel/clock.ts'
import { connect } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { openJournal } from '#kernel/journal.ts'
import { makeLog } from '#kernel/log.ts'
import { type Post, serverPost } from '#kernel/mail.ts'
import type { Settings } from '#kernel/settings.ts'
import { recorder } from '#ledger/recorder.ts'
import { openVault } from '#vault/open.ts'
import { transactions } from '#vault/transact.ts'
import type { Connection } from './db/connection.ts'
import { mailbox } from './mailbox.ts'
import { dataMap, permissions, relations } from './registry.ts'

/** What stands at the world's edge, and what a test may hold still. */
export type Edges = { clock?: Clock; post?: Post }

/** Where mail goes while no server is set. */
export const mailFolderOf = ({ data }: Pick<Settings, 'data'>): string => path.join(data, 'mail')

/** One running Préau on a migrated database, and how to close it. */
export const openInstallation = async (
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'>,
  connection: Connection,
  origin: string,
  { clock = realClock, post }: Edges = {},
): Promise<{ installation: Installation; close: () => Promise<void> }> => {
  const db = connect(connection)
  const own = transactions(connection)
  const { vault } = await openVault({ folder: settings.keys, transact: own.transact, clock })
  const ledger = recorder(vault)
  const sending =
    post ?? (settings.mail ? serverPost(settings.mail, settings.mailFrom) : mailbox({ db, vault, clock }, mailFolderOf(settings)))
  const installation = {
    db,
    vault,
    ledger,
    clock,
    post: sending,
    journal: openJournal(settings.data),
    log: makeLog(settings.log),
    origin,
    permissions,
    relations,
    dataMap,
  }
  return { installation, close: async () => void (await Promise.all([db.end(), own.end()])) }
}
