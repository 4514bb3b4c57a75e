import path from 'node:path'
import { type Clock, clock as realClock } from '#kernel/clock.ts'
import { connect } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { makeLog } from '#kernel/log.ts'
import { type Post, serverPost } from '#kernel/mail.ts'
import type { Settings } from '#kernel/settings.ts'
import { openPublished } from '#ledger/published.ts'
import { recorder } from '#ledger/recorder.ts'
import { openCustody } from '#vault/custody.ts'
import type { Heart } from '#vault/listening.ts'
import type { Connection } from './db/connection.ts'
import { mailbox } from './mailbox.ts'
import { dataMap, permissions, relations } from './registry.ts'
import { catchUp } from './restoring.ts'

/** What stands at the world's edge, and what a test may hold still. */
export type Edges = { clock?: Clock; post?: Post; heart?: Heart }

/** Where mail goes while no server is set. */
export const mailFolderOf = ({ data }: Pick<Settings, 'data'>): string => path.join(data, 'mail')

/** One running Préau on a migrated database, and how to close it. */
export const openInstallation = async (
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'> & Partial<Pick<Settings, 'witnesses'>>,
  connection: Connection,
  origin: string,
  { clock = realClock, post, heart }: Edges = {},
): Promise<{ installation: Installation; close: () => Promise<void> }> => {
  const log = makeLog(settings.log)
  const failed = (error: unknown) => log.warn({ err: error }, 'the listener of the vault begins anew')
  await using house = new AsyncDisposableStack()
  const { vault, custody, listen, end } = await openCustody({ folder: settings.keys, connection, clock, heart, failed })
  house.defer(end)
  const db = connect(connection)
  house.defer(db.end)
  const sending =
    post ?? (settings.mail ? serverPost(settings.mail, settings.mailFrom) : mailbox({ db, vault, clock }, mailFolderOf(settings)))
  const ledger = recorder(vault)
  const published = openPublished(connection, settings.keys, clock, settings.witnesses ?? [])
  house.defer(published.end)
  const installation = {
    db,
    vault,
    custody,
    ledger,
    published,
    clock,
    post: sending,
    log,
    origin,
    permissions,
    relations,
    dataMap,
  }
  await catchUp(installation)
  house.defer(await listen())
  const open = house.move()
  return { installation, close: () => open.disposeAsync() }
}
