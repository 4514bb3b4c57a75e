import path from 'node:path'
import { type Clock, clock as realClock } from '#kernel/clock.ts'
import { connect } from '#kernel/db.ts'
import type { Egress } from '#kernel/egress.ts'
import type { Installation } from '#kernel/installation.ts'
import { makeLog } from '#kernel/log.ts'

import type { Post } from '#kernel/mail.ts'
import { openFollowing } from '#ledger/following.ts'

import { openPublished } from '#ledger/published.ts'
import { recorder } from '#ledger/recorder.ts'
import { notices } from '#modules/notifications/index.ts'
import { environmentOfOthers, type Settings } from '#server/settings/settings.ts'
import { openCustody } from '#vault/custody.ts'
import type { Heart } from '#vault/listening.ts'
import { tokenRoot } from '#vault/pkcs11.ts'
import { openPushKeys } from '#vault/push-key.ts'
import { fileRoot } from '#vault/root.ts'
import { s3Store } from '#vault/s3.ts'
import { type FileStore, folderStore } from '#vault/stores.ts'
import type { Connection } from './db/connection.ts'
import { clamav } from './outside/clamav.ts'
import { countingStore, openEgress } from './outside/leaving.ts'
import { mailbox } from './outside/mailbox.ts'
import { webPush } from './outside/push.ts'

import { serverPost } from './outside/smtp.ts'
import { dataMap, finders, lists, live, passings, permissions, relations } from './registry.ts'

import { writeOfAlarm } from './working/alarming.ts'
import { catchUp } from './working/restoring.ts'

/** What stands at the world's edge, and what a test may hold still. */
export type Edges = { clock?: Clock; post?: Post; heart?: Heart; files?: FileStore; logTo?: Parameters<typeof makeLog>[1] }

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

/** What wraps the ring: a token, where one is set. */
const rootOf = ({ root }: Partial<Pick<Settings, 'root'>>) => root && tokenRoot({ ...root, environment: environmentOfOthers() })

type PushSettings = { keys: string; push?: readonly string[]; mailFrom: string; root?: Settings['root'] }

/** How devices are told, where the school wants it: whom a push service may turn to is the school's address, or its mail. */
const pushOf = async (
  { keys, push: services = [], mailFrom, root }: PushSettings,
  origin: string,
  clock: Clock,
  egress: Egress,
) => {
  if (services.length === 0) return undefined
  const subject = origin.startsWith('https:') ? origin : `mailto:${mailFrom}`
  return webPush(await openPushKeys(keys, rootOf({ root }) ?? fileRoot(keys)), { services, subject, clock, egress })
}

/** One running Préau on a migrated database, and how to close it. */
export const openInstallation = async (
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'> &
    Partial<StoreSettings & Pick<Settings, 'clamav' | 'witnesses' | 'root' | 'push' | 'acme' | 'alarmTo'>>,
  connection: Connection,
  origin: string,
  { clock = realClock, post, heart, files = storeOf(settings), logTo }: Edges = {},
): Promise<{ installation: Installation; close: () => Promise<void> }> => {
  const log = makeLog(settings.log, logTo)
  const failed = (error: unknown) => log.warn({ err: error }, 'the listener of the vault begins anew')
  await using house = new AsyncDisposableStack()
  const { vault, custody, listen, end } = await openCustody({
    folder: settings.keys,
    connection,
    clock,
    heart,
    failed,
    root: rootOf(settings),
  })
  house.defer(end)
  const db = connect(connection)
  house.defer(db.end)
  const ledger = recorder(vault)
  const { egress, hear, close: endEgress } = openEgress(settings, { db, clock, log, ledger })
  house.defer(endEgress)
  const sending =
    post ??
    (settings.mail ? serverPost(settings.mail, settings.mailFrom, egress) : mailbox({ db, vault, clock }, mailFolderOf(settings)))
  const published = openPublished(connection, settings, clock, settings.witnesses ?? [])
  house.defer(published.end)
  const scanner = settings.clamav && clamav(settings.clamav, egress)
  const push = await pushOf(settings, origin, clock, egress)
  const following = openFollowing({ connection, db, vault, log })
  house.defer(following.end)
  const registries = { permissions, relations, dataMap, passings, lists, finders, live }
  const own = {
    post: sending,
    push,
    egress,
    files: countingStore(files, egress, settings.s3),
    scanner,
    origin,
    dataFolder: settings.data,
    alarmTo: settings.alarmTo,
    notices,
    following,
    ...registries,
  }
  const installation = { db, vault, custody, ledger, published, clock, log, ...own }
  hear(() => writeOfAlarm(installation, 'egress', settings.alarmTo))
  await catchUp(installation)
  house.defer(await listen())
  const open = house.move()
  return { installation, close: () => open.disposeAsync() }
}
