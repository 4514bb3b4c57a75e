import { type Clock, clock as realClock } from '#kernel/clock.ts'
import { connect } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { makeLog } from '#kernel/log.ts'
import type { Post } from '#kernel/mail.ts'
import { openFollowing } from '#ledger/following.ts'
import { openPublished } from '#ledger/published.ts'
import { recorder } from '#ledger/recorder.ts'
import { notices } from '#modules/notifications/index.ts'
import type { Settings } from '#server/settings/settings.ts'
import { openCustody } from '#vault/custody.ts'
import type { Heart } from '#vault/listening.ts'
import type { FileStore } from '#vault/stores.ts'
import type { Connection } from './db/connection.ts'
import { openOutside, rootOf, type StoreSettings } from './outside/opening.ts'
import { dataMap, finders, lists, live, passings, permissions, relations } from './registry.ts'
import { writeOfAlarm } from './working/alarming.ts'
import { catchUp } from './working/restoring.ts'

/** What stands at the world's edge, and what a test may hold still. */
export type Edges = { clock?: Clock; post?: Post; heart?: Heart; files?: FileStore; logTo?: Parameters<typeof makeLog>[1] }

/** One running Préau on a migrated database, and how to close it. */
export const openInstallation = async (
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'> &
    Partial<
      StoreSettings &
        Pick<Settings, 'clamav' | 'witnesses' | 'root' | 'push' | 'copiesFrom' | 'acme' | 'alarmTo' | 'securityTo' | 'statusAt'>
    >,
  connection: Connection,
  origin: string,
  { clock = realClock, post, heart, files, logTo }: Edges = {},
): Promise<{ installation: Installation; close: () => Promise<void> }> => {
  const log = makeLog(settings.log, logTo)
  const failed = (error: unknown) => log.warn({ err: error }, 'the listener of the vault begins anew')
  await using house = new AsyncDisposableStack()
  const keys = { folder: settings.keys, root: rootOf(settings) }
  const { vault, custody, listen, end } = await openCustody({ ...keys, connection, clock, heart, failed })
  house.defer(end)
  const db = connect(connection)
  house.defer(db.end)
  const ledger = recorder(vault)
  const {
    hear,
    close: endOutside,
    ...outside
  } = await openOutside(settings, origin, { db, vault, clock, log, ledger, post, files })
  house.defer(endOutside)
  const published = openPublished(connection, settings, clock, settings.witnesses ?? [])
  house.defer(published.end)
  const following = openFollowing({ connection, db, vault, log })
  house.defer(following.end)
  const registries = { permissions, relations, dataMap, passings, lists, finders, live }
  const { alarmTo, securityTo, statusAt } = settings
  const own = { ...outside, origin, dataFolder: settings.data, alarmTo, securityTo, statusAt, notices, following, ...registries }
  const installation = { db, vault, custody, ledger, published, clock, log, ...own }
  hear(() => writeOfAlarm(installation, 'egress', alarmTo))
  await catchUp(installation)
  house.defer(await listen())
  const open = house.move()
  return { installation, close: () => open.disposeAsync() }
}
