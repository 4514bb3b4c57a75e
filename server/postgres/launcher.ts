// Starts the PostgreSQL that came from npm, for one data folder, as a child of this process. No TCP, no password: a Unix
// socket in a folder of its own, and only this operating-system user (and root) may speak to it.
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { accountFor, environment, mannerFor } from './account.ts'
import { binaries } from './binaries.ts'
import { give, prepare } from './cluster.ts'
import { endOf, isZombie, linesOf } from './files.ts'
import { type Folder, folderAt, isReady, keep, PATIENCE, RECOVERY, until } from './keeper.ts'

/** A running PostgreSQL: ours to stop, or (`ours: false`) another process's, named by `keeper`. */
export type Postgres = { host: string; port: number; user: string; ours: boolean; keeper: number; stop: () => Promise<void> }

// Silent about people: neither statements nor rows reach the log. An error's own message may quote a value, so errors stay out
// too (in the log's order LOG stands above ERROR); the process that made them has them.
const silence = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

const MOST_LOG = 4_000_000

const shorten = (log: string) => {
  if (fs.existsSync(log) && fs.statSync(log).size > MOST_LOG) fs.renameSync(log, `${log}.old`)
}

/** Starts programs of PostgreSQL as its own account, with their words in the log. */
const runner = (folder: Folder) => {
  const bin = binaries()
  const account = accountFor(folder.data)
  const { words, options } = mannerFor(account, bin, folder.root)
  const run = (program: string, args: string[], detached = false) => {
    const log = fs.openSync(folder.log, 'a', 0o600)
    const [command = '', ...rest] = [...words, path.join(bin, program), ...args]
    try {
      return spawn(command, rest, { env: environment, ...options, cwd: '/', stdio: ['ignore', log, log], detached })
    } finally {
      fs.closeSync(log)
    }
  }
  return { account, run }
}

const isRunning = (child: ChildProcess | undefined): child is ChildProcess =>
  child !== undefined && child.pid !== undefined && child.exitCode === null && child.signalCode === null

/**
 * A killed postmaster whose end nobody has asked for (often so in containers) counts as alive, and no other may start. Under the
 * number of its parent PostgreSQL takes the word for stale, and still waits for whoever holds the shared memory that it names.
 */
const bury = ({ pidfile }: Folder) => {
  const [pid, ...rest] = linesOf(pidfile)
  if (pid !== undefined && isZombie(Number(pid))) fs.writeFileSync(pidfile, [process.pid, ...rest].join('\n'))
}

/** Keeps one postmaster alive on one socket: killed from outside, it comes again. */
const supervise = async (folder: Folder, start: () => ChildProcess) => {
  let stopping = false
  let child: ChildProcess | undefined
  const launch = async () => {
    // After a kill -9 the old children hold the shared memory for a moment: hence more than one try.
    for (const end = Date.now() + PATIENCE; !stopping; await sleep(100)) {
      bury(folder)
      const it = start()
      child = it
      let gone = false
      const leave = () => {
        gone = true
      }
      it.once('exit', leave).once('error', leave)
      await until(
        () => gone || isReady(folder, it.pid),
        () => `PostgreSQL is not ready after ${RECOVERY} ms\n${endOf(folder.log)}`,
        RECOVERY,
      )
      if (!gone) {
        it.once('exit', () => {
          if (!stopping) launching = launch()
        })
        return
      }
      if (Date.now() > end) throw new Error(`PostgreSQL does not start\n${endOf(folder.log)}`)
    }
  }
  let launching = launch()
  await launching
  return async () => {
    stopping = true
    await launching
    const it = child
    if (!isRunning(it)) return
    await new Promise((resolve) => {
      it.once('exit', resolve)
      it.kill('SIGINT')
    })
  }
}

/** Starts PostgreSQL for a data folder, or finds the one that another process of ours started for it. */
export const startPostgres = async (root: string, settings: Record<string, string> = {}): Promise<Postgres> => {
  const folder = folderAt(root)
  const { account, run } = runner(folder)
  const { host, ours, pid } = await keep(folder)
  const postgres = { host, port: 5432, user: 'preau', ours, keeper: pid }
  if (!ours) return { ...postgres, stop: async () => {} }
  const release = () => {
    fs.rmSync(host, { recursive: true, force: true })
    fs.rmSync(folder.owner, { force: true })
  }
  try {
    give(host, account)
    shorten(folder.log)
    await prepare(folder, account, run)
    const sockets = { listen_addresses: '', unix_socket_directories: host, unix_socket_permissions: '0700' }
    const all = { ...sockets, timezone: 'UTC', log_timezone: 'UTC', ...silence, ...settings }
    const words = ['-D', folder.data, '-p', '5432', ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    // Detached: Ctrl-C is ours to pass on, after the requests that are under way.
    const stop = await supervise(folder, () => run('postgres', words, true))
    return {
      ...postgres,
      stop: async () => {
        await stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
