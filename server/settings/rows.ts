import path from 'node:path'
import * as z from 'zod/mini'
import { address, email, folder, from, hosts, ports, ranges, type SettingRow } from './reading.ts'
import { tokenIn } from './token-uri.ts'

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Every setting: what the environment calls it, how it is read, what holds without it, and why it is there. */
export const rows = {
  port: {
    name: 'PORT',
    schema: from('a port, 0 to 65535', (text) => (/^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined)),
    default: '3000',
    secret: false,
    why: 'Where Préau listens. With `--tls` the next port answers plain HTTP: it sends people on and hands out the authority.',
  },
  data: {
    name: 'PREAU_DATA',
    schema: folder,
    default: './data',
    secret: false,
    why: 'The folder of everything a school has: its PostgreSQL, its sealed files, its mail while no server is set.',
  },
  keys: {
    name: 'PREAU_KEYS',
    schema: z.optional(folder),
    otherwise: 'the data folder with `-keys` behind its name',
    secret: false,
    why: 'The folder of the keys. It lies beside the data folder, never inside: a backup of one alone opens nothing.',
  },
  root: {
    name: 'PREAU_ROOT',
    schema: z.optional(
      from('a PKCS#11 URI such as pkcs11:token=school;id=%50?module-path=/usr/lib/x.so&pin-source=file:/run/pin', tokenIn),
    ),
    otherwise: 'the file `root.key` in the folder of the keys',
    secret: false,
    why: 'What wraps the keys of the ring: a key in a hardware token, named by a PKCS#11 URI with token, id, module-path and pin-source. Needs OpenSC.',
  },
  url: {
    name: 'PREAU_URL',
    schema: z.optional(
      from('an address without a path, such as https://school.example', (text) => {
        const url = URL.canParse(text) ? new URL(text) : undefined
        const bare = url && ['http:', 'https:'].includes(url.protocol) && [text, `${text}/`].some((it) => it === `${url.origin}/`)
        return bare ? url.origin : undefined
      }),
    ),
    otherwise: 'the address that is printed at the start',
    secret: false,
    why: 'The address that people type. Links in mails and on posters begin with it, and requests from other pages are refused by it.',
  },
  proxy: {
    name: 'PREAU_PROXY',
    schema: z.optional(ranges),
    otherwise: 'no proxy is believed',
    secret: false,
    why: 'The proxies whose word about the address of a visitor is believed. Everybody else could invent one.',
  },
  acme: {
    name: 'PREAU_ACME',
    schema: address('an address such as https://acme.example/directory', ['https:']),
    default: 'https://acme-v02.api.letsencrypt.org/directory',
    secret: false,
    why: 'The ACME authority that `--tls=acme` asks for a certificate. To ask it is to agree to its terms.',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: z.optional(address('an address such as postgres://user:password@host/name', ['postgres:', 'postgresql:'])),
    otherwise: 'the PostgreSQL that comes with Préau, in the data folder',
    secret: true,
    why: 'A PostgreSQL of your own, 16 or newer. Its user owns the tables; Préau makes the roles that it runs as.',
  },
  standby: {
    name: 'PREAU_STANDBY',
    schema: z.optional(
      from('names of standbys, with commas between', (text) => {
        const names = text.split(',').map((one) => one.trim())
        return names.every((one) => /^[\w.-]{1,63}$/.test(one)) ? names : undefined
      }),
    ),
    otherwise: 'a checkpoint of the ledger is published as soon as it is signed',
    secret: false,
    why: 'Second machines that PostgreSQL streams its log to, by their application_name. The ledger publishes nothing that none of them has on disk: after a restore there it could not be kept.',
  },
  silence: {
    name: 'PREAU_SILENCE',
    schema: z.optional(
      from('minutes, from 5 to 1440', (text) => {
        const minutes = Number(text)
        return /^\d{1,4}$/.test(text) && minutes >= 5 && minutes <= 1440 ? minutes : undefined
      }),
    ),
    otherwise: '60',
    secret: false,
    why: 'For how many minutes a witness or a second machine may be away before it is an alarm.',
  },
  alarmTo: {
    name: 'PREAU_ALARM_TO',
    schema: z.optional(email),
    otherwise: 'those who operate the schools of this machine, or else administer them',
    secret: false,
    why: 'Who gets a letter when something is wrong with the ledger itself. It says what, and names nobody.',
  },
  securityTo: {
    name: 'PREAU_SECURITY_TO',
    schema: z.optional(email),
    otherwise: 'PREAU_ALARM_TO, or whoever gets its letters without one',
    secret: false,
    why: 'Who answers for security: is told that a weak point was reported, and stands in security.txt and on the page for reports.',
  },
  doors: {
    name: 'PREAU_DOORS',
    schema: ports,
    default: '22,80,443',
    secret: false,
    why: 'Which ports of this machine may be open to others, besides the one of Préau and the next: whatever else listens turns a promise red.',
  },
  statusFolder: {
    name: 'PREAU_STATUS_FOLDER',
    schema: z.optional(folder),
    otherwise: 'the state of the service is shown by the service alone, and not while it is away',
    secret: false,
    why: 'Where the state of the service is written as files, each minute and after each change, for a plain file server on another machine or of another kind: it answers when Préau does not.',
  },
  statusAt: {
    name: 'PREAU_STATUS_URL',
    schema: z.optional(
      from('an address such as https://status.school.example/', (text) =>
        URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined,
      ),
    ),
    otherwise: 'nobody is told of a second place',
    secret: false,
    why: 'Where that file server is reached; pages and mails lead there.',
  },
  witnesses: {
    name: 'PREAU_WITNESSES',
    schema: z.optional(
      from('keys of witnesses, each with its address behind it, with commas between', (text) => {
        const pairs = text.split(',').map((pair) => pair.trim().split(/\s+/))
        const isPair = ([key = '', url = '', ...more]: string[]) =>
          /^[^\s+]+\+[0-9a-f]{8}\+\S+$/.test(key) &&
          URL.canParse(url) &&
          /^https?:$/.test(new URL(url).protocol) &&
          more.length === 0
        return pairs.every(isPair) ? pairs.map(([key = '', url = '']) => ({ key, url: url.replace(/\/+$/, '') })) : undefined
      }),
    ),
    otherwise: 'nobody outside has seen the ledger, so a rollback or a stolen key would look clean',
    secret: false,
    why: 'Who cosigns the ledger: the keys that `preau witness` prints on other machines, and where each is reached.',
  },
  mail: {
    name: 'PREAU_MAIL',
    schema: z.optional(address('an address such as smtps://user:password@host', ['smtp:', 'smtps:'])),
    otherwise: 'mail is written into the folder `mail` of the data folder',
    secret: true,
    why: 'The server that sends mail. Without one nothing leaves the machine.',
  },
  mailFrom: {
    name: 'PREAU_MAIL_FROM',
    schema: from('an e-mail address', (text) => (/^[^\s@<>]+@[^\s@<>]+$/.test(text) ? text : undefined)),
    default: 'preau@localhost',
    secret: false,
    why: 'The sender of mails: an address that your mail server may send as.',
  },
  push: {
    name: 'PREAU_PUSH',
    schema: hosts('*.push.example'),
    default: 'fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com',
    secret: false,
    why: 'Which push services may carry notifications to devices: a browser brings its own, and what it carries is sealed and says nothing. With `none` nobody is told on a device.',
  },
  copiesFrom: {
    name: 'PREAU_COPIES_FROM',
    schema: hosts('*.schools.example'),
    default: 'none',
    secret: false,
    why: 'From which other Préaus somebody may have their copy fetched with a code: nothing leaves for them but the code. With `none` a copy is brought as a file.',
  },
  s3: {
    name: 'PREAU_S3',
    schema: z.optional(
      from('an address with a bucket, such as https://s3.example/bucket or https://s3.example/bucket/folder', (text) =>
        URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && /^\/[^/]+/.test(new URL(text).pathname)
          ? new URL(text)
          : undefined,
      ),
    ),
    otherwise: 'files are kept in the folder `files` of the data folder',
    secret: false,
    why: 'A store that speaks S3, for the files of the school. They are sealed before they leave this machine.',
  },
  s3Region: {
    name: 'PREAU_S3_REGION',
    schema: from('a region such as eu-north-1', (text) => (/^[a-z0-9-]{1,40}$/.test(text) ? text : undefined)),
    default: 'us-east-1',
    secret: false,
    why: 'The region of the bucket, where its maker wants to know it.',
  },
  s3Key: {
    name: 'PREAU_S3_KEY',
    schema: z.optional(from('the id of an access key', (text) => text)),
    otherwise: 'there is none, and PREAU_S3 needs one',
    secret: true,
    why: 'The id of the access key to the bucket.',
  },
  s3Secret: {
    name: 'PREAU_S3_SECRET',
    schema: z.optional(from('the secret of an access key', (text) => text)),
    otherwise: 'there is none, and PREAU_S3 needs one',
    secret: true,
    why: 'The secret of the access key to the bucket.',
  },
  clamav: {
    name: 'PREAU_CLAMAV',
    schema: z.optional(
      from('the path of a socket, or host:port', (text) => {
        const [, host, port] = /^([^/\s]+):(\d{1,5})$/.exec(text) ?? []
        if (host && port && Number(port) <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
        return path.isAbsolute(text) ? { path: text } : undefined
      }),
    ),
    otherwise: 'files are not scanned for viruses',
    secret: false,
    why: 'The socket of a ClamAV daemon that every file is shown to. While it is away, files wait and nobody sees them.',
  },
  imports: {
    name: 'PREAU_IMPORTS',
    schema: z.optional(folder),
    otherwise: 'the folder `imports` of the data folder',
    secret: false,
    why: 'Where rosters arrive by themselves: in a folder for each school, named by its slug, looked into once a minute. SFTP is your own sshd writing there. A file counts as complete when it has not grown for a minute or NAME.done lies beside it, and is removed once it is read.',
  },
  log: {
    name: 'PREAU_LOG',
    schema: from(`one of ${levels.join(', ')}`, (text) => levels.find((level) => level === text)),
    default: 'info',
    secret: false,
    why: 'How much is logged. No level logs personal data.',
  },
} as const satisfies Record<string, SettingRow>
