import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { birthOf, forgiving, isAlive, isServing, linesOf } from './files.ts'

/** How long a start waits for something that ought to happen at once. */
export const PATIENCE = 10_000

/** How long a cluster may take to recover from a crash: to give up sooner would interrupt it at every start, for ever. */
export const RECOVERY = 600_000

/** The files of one data folder. */
export type Folder = { root: string; data: string; owner: string; log: string; pidfile: string }

/** Says who keeps a data folder, and where its PostgreSQL listens. */
export type Keeper = { pid: number; host: string }

/** Names the files of a data folder, and makes the folder. */
export const folderAt = (place: string): Folder => {
  fs.mkdirSync(place, { recursive: true, mode: 0o711 })
  const root = fs.realpathSync(place)
  const data = path.join(root, 'pg')
  return {
    root,
    data,
    owner: path.join(root, 'pg.owner'),
    log: path.join(root, 'pg.log'),
    pidfile: path.join(data, 'postmaster.pid'),
  }
}

/** Waits for a state of the world, for as long as patience lasts. */
export const until = async (done: () => boolean | Promise<boolean>, complaint: () => string, patience = PATIENCE) => {
  for (const end = Date.now() + patience; !(await done()); await sleep(10)) if (Date.now() > end) throw new Error(complaint())
}

/** Line 8 of postmaster.pid, which PostgreSQL writes when it takes connections. */
export const isReady = ({ pidfile }: Folder, pid?: number) => {
  const lines = linesOf(pidfile)
  return lines[7]?.trim() === 'ready' && (pid === undefined || Number(lines[0]) === pid)
}

// A socket's path has 107 bytes: it never lies in the data folder, whose path may be long. mkdtemp makes it 0700.
const socketsAt = () => path.join(os.tmpdir().length > 70 ? '/tmp' : os.tmpdir(), 'preau-')

type Word = { pid: number; host: string; birth: string }

const read = ({ owner }: Folder): Word => {
  const [pid = '', host = '', birth = ''] = linesOf(owner)
  return { pid: Number(pid), host, birth }
}

// A number alone proves nothing: it may be reused, and in a container every start has the same one.
const isItself = ({ pid, birth }: Word) => (birth ? birthOf(pid) === birth : pid !== process.pid && isAlive(pid))

/** What a dead keeper left: its PostgreSQL, if it lives, its socket and its word. */
const clear = async (folder: Folder, word: Word) => {
  const { host } = word
  if (await isServing(host)) {
    const pid = Number(linesOf(folder.pidfile)[0])
    if (isAlive(pid)) forgiving('ESRCH', () => process.kill(pid, 'SIGINT'))
    await until(
      async () => !(await isServing(host)),
      () => `the PostgreSQL of a dead process (${pid}) does not stop`,
    )
  }
  if (host.startsWith(socketsAt())) fs.rmSync(host, { recursive: true, force: true })
  // Read again: another start may have cleared already, and written its own word.
  if (read(folder).host === host) fs.rmSync(folder.owner, { force: true })
}

/**
 * One keeper per data folder: this process, which then has a new folder for its sockets, or another one that lives and serves,
 * whose guest this process is.
 */
export const keep = async (folder: Folder): Promise<Keeper & { ours: boolean }> => {
  const host = fs.mkdtempSync(socketsAt())
  const mine = `${process.pid}\n${host}\n${birthOf(process.pid)}\n`
  for (const end = Date.now() + PATIENCE; ; await sleep(50)) {
    if (forgiving('EEXIST', () => fs.writeFileSync(folder.owner, mine, { flag: 'wx', mode: 0o600 }))) {
      return { pid: process.pid, host, ours: true }
    }
    const word = read(folder)
    const lives = isItself(word)
    if (lives && isReady(folder) && (await isServing(word.host))) {
      fs.rmdirSync(host)
      return { pid: word.pid, host: word.host, ours: false }
    }
    if (lives && Date.now() < end) continue
    if (lives && word.birth) throw new Error(`process ${word.pid} is starting PostgreSQL in ${folder.root} since ${PATIENCE} ms`)
    await clear(folder, word)
  }
}
