import { type SpawnOptions, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { linesOf } from './files.ts'

/** Nothing of the caller's shell reaches PostgreSQL: a PGPORT there would rename the socket. */
export const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** The operating-system account that PostgreSQL runs as. */
export type Account = { uid: number; gid: number; name: string }

/** How a program is started as that account: words before its own, and options of spawn. */
export type Manner = { words: readonly string[]; options: SpawnOptions }

/** Whether this process is root. */
export const isRoot = () => process.getuid?.() === 0

const passwd = (): Account[] =>
  linesOf('/etc/passwd')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))

const myself = (): Account => {
  try {
    const { uid, gid, username } = os.userInfo()
    return { uid, gid, name: username }
  } catch {
    throw new Error(
      `user ${process.getuid?.()} has no name in /etc/passwd, and PostgreSQL wants one: run as a named user, or set DATABASE_URL`,
    )
  }
}

/** PostgreSQL refuses to be root: then it is whoever owns the data, else `postgres`, else `nobody`. */
export const accountFor = (folder: string): Account => {
  if (!isRoot()) return myself()
  const owner = fs.existsSync(folder) ? fs.statSync(folder).uid : 0
  const people = passwd()
  const account =
    people.find(({ uid }) => uid === owner && uid !== 0) ??
    people.find(({ name }) => name === 'postgres') ??
    people.find(({ name }) => name === 'nobody')
  if (!account)
    throw new Error('PostgreSQL refuses to run as root and there is no user `postgres` or `nobody`: run as another user')
  return account
}

// The secure bit: without it access(2), which initdb asks, forgets the capability.
const reaching = (capability: string) => [
  ...['--securebits', '+no_setuid_fixup'],
  ...['--inh-caps', `-all,+${capability}`, '--ambient-caps', `-all,+${capability}`],
]

const manners = ({ uid, gid }: Account): Manner[] => {
  const dying = ['setpriv', '--pdeathsig', 'INT']
  if (!isRoot()) return [dying, []].map((words) => ({ words, options: {} }))
  const becoming = [...dying, '--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups']
  return [
    ...[becoming, [...becoming, ...reaching('dac_read_search')], [...becoming, ...reaching('dac_override')]].map((words) => ({
      words,
      options: {},
    })),
    { words: [], options: { uid, gid } },
  ]
}

/**
 * The first manner that works: dying with us (pdeathsig), if need be with the one capability that reaches a folder under, say,
 * /root. Without setpriv (macOS) an orphan is possible; the next start stops it.
 */
export const mannerFor = (account: Account, bin: string, folder: string): Manner => {
  const postgres = path.join(bin, 'postgres')
  const probe = ['sh', '-c', '"$1" --version && test -x "$1" && cd "$2"', 'sh', postgres, folder]
  const works = ({ words, options }: Manner) => {
    const [command = '', ...rest] = [...words, ...probe]
    return spawnSync(command, rest, { env: environment, stdio: 'ignore', ...options, cwd: '/' }).status === 0
  }
  const manner = manners(account).find(works)
  if (manner) return manner
  throw new Error(`user ${account.name} cannot run ${postgres}: move Préau out of a private folder, or set DATABASE_URL`)
}
