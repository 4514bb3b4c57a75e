import type { Logger } from 'pino'
import type { Published } from '#ledger/published.ts'
import type { Custody } from '#vault/custody.ts'
import type { Vault } from '#vault/vault.ts'
import type { Clock } from './clock.ts'
import type { Databases } from './db.ts'
import type { Egress } from './egress.ts'
import type { Recorder } from './facts.ts'
import type { Files, Scanner } from './files.ts'
import type { Lists } from './lists.ts'
import type { Following, Live } from './live.ts'
import type { Post } from './mail.ts'
import type { Notices } from './notices.ts'
import type { Passings } from './passing.ts'
import type { Permissions, Relations } from './permissions.ts'
import type { DataMap } from './personal-data.ts'
import type { Push } from './push.ts'
import type { Finders } from './searching.ts'

/** Everything that one running Préau is made of; built once in `server/installation.ts`, and anew for each test. */
export type Installation = {
  db: Databases
  vault: Vault
  ledger: Recorder
  /** The log as outsiders may have it. */
  published: Published
  clock: Clock
  post: Post
  /** Tells devices; none where the school wants none told. */
  push: Push | undefined
  /** What keeps the vault's keys, for jobs and commands. */
  custody: Custody
  log: Logger
  /** The one door through which anything leaves. */
  egress: Egress
  /** Where sealed files are. */
  files: Files
  /** What looks for viruses, where there is one. */
  scanner: Scanner | undefined
  /** The data folder. */
  dataFolder: string
  /** Who hears of alarms, where the operator has said it. */
  alarmTo: string | undefined
  /** Who hears of weak points, and where the state of the service is served a second time. */
  securityTo: string | undefined
  statusAt: string | undefined
  /** Public origin, without a slash at the end. */
  origin: string
  permissions: Permissions
  relations: Relations
  dataMap: DataMap
  /** Which facts somebody is told of. */
  notices: Notices
  passings: Passings
  /** Of which facts open apps are told, and how they are heard of. */
  live: Live
  following: Following
  /** Which lists may leave as a file, and who is in their rows. */
  lists: Lists
  /** What can be searched. */
  finders: Finders
}
