import path from 'node:path'
import type { Clock } from '#kernel/clock.ts'
import type { Egress } from '#kernel/egress.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Post } from '#kernel/mail.ts'
import { environmentOfOthers, type Settings } from '#server/settings/settings.ts'
import { tokenRoot } from '#vault/pkcs11.ts'
import { openPushKeys } from '#vault/push-key.ts'
import { fileRoot } from '#vault/root.ts'
import { s3Store } from '#vault/s3.ts'
import { type FileStore, folderStore } from '#vault/stores.ts'
import { clamav } from './clamav.ts'
import { countingStore, openEgress } from './leaving.ts'
import { mailbox } from './mailbox.ts'
import { webPush } from './push.ts'
import { serverPost } from './smtp.ts'

/** Where mail goes while no server is set. */
export const mailFolderOf = ({ data }: Pick<Settings, 'data'>): string => path.join(data, 'mail')

export type StoreSettings = Pick<Settings, 's3' | 's3Region' | 's3Key' | 's3Secret'>

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
export const rootOf = ({ root }: Partial<Pick<Settings, 'root'>>) =>
  root && tokenRoot({ ...root, environment: environmentOfOthers() })

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

type OutsideSettings = Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom'> &
  Partial<StoreSettings & Pick<Settings, 'clamav' | 'root' | 'push' | 'copiesFrom'>>
type Inside = Pick<Installation, 'db' | 'vault' | 'clock' | 'log' | 'ledger'> & {
  post: Post | undefined
  files: FileStore | undefined
}

/** Everything through which something leaves, behind its one door: mail, devices, files, the scanner. A test holds mail and files still. */
export const openOutside = async (settings: OutsideSettings, origin: string, { post, files, ...inside }: Inside) => {
  const { egress, hear, close } = openEgress(settings, inside)
  const sending =
    post ?? (settings.mail ? serverPost(settings.mail, settings.mailFrom, egress) : mailbox(inside, mailFolderOf(settings)))
  return {
    egress,
    post: sending,
    push: await pushOf(settings, origin, inside.clock, egress),
    files: countingStore(files ?? storeOf(settings), egress, settings.s3),
    scanner: settings.clamav && clamav(settings.clamav, egress),
    hear,
    close,
  }
}
