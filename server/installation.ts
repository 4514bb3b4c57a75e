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
import { s3Store } from '#vault/s3.ts'
import { type FileStore, folderStore } from '#vault/stores.ts'
import { transactions } from '#vault/transact.ts'
import { clamav } from './clamav.ts'
import type { Connection } from './db/connection.ts'
import { mailbox } from './mailbox.ts'
import { dataMap, permissions, relations } from './registry.ts'

/** What stands at the world's edge, and what a test may hold still. */
export type Edges = { clock?: Clock; post?: Post; files?: FileStore }

/** Where mail goes while no server is set. */
export const mailFolderOf = ({ data }: Pick<Settings, 'data'>): string => path.join(data, 'mail')

type StoreSettings = Pick<Settings, 's3' | 's3Region' | 's3Key' | 's3Secret'>

/** Where files are: in a bucket where one is set, otherwise in a folder of the data folder. */
const storeOf = ({ data, s3, s3Region = '', s3Key = '', s3Secret = '' }: { data: string } & Partial<StoreSettings>) => {
  if (!s3) return folderStore(path.join(data, 'files'))
  const [, bucket = '', ...folders] = s3.pathname.split('/')
  const prefix = folders.filter((one) => one !== '').map((one) => `${one}/`)
  return s3Store({
    ...{ bucket, region: s3Region, endpoint: s3.origin, prefix: prefix.join(''), forcePathStyle: true },
    credentials: { accessKeyId: s3Key, secretAccessKey: s3Secret },
  })
}

/** One running Préau on a migrated database, and how to close it. */
export const openInstallation = async (
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'> & Partial<StoreSettings & Pick<Settings, 'clamav'>>,
  connection: Connection,
  origin: string,
  { clock = realClock, post, files = storeOf(settings) }: Edges = {},
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
    files,
    scanner: settings.clamav && clamav(settings.clamav),
    origin,
    permissions,
    relations,
    dataMap,
  }
  return { installation, close: async () => void (await Promise.all([db.end(), own.end()])) }
}
