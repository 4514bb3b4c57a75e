import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Machine } from '#modules/assurance/index.ts'
import { environmentWith } from '#server/settings/settings.ts'

const DAY_MS = 86_400_000
const PATIENCE = 60_000 // a package manager on a machine that does something else as well

/** What a program of the machine answers; nothing where it is not there, or answers with a fault. */
const asked = (program: string, ...words: string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const { PATH = '/usr/bin:/bin' } = environmentWith({}) // and nothing else: secrets stand there, too
    const env = { PATH, LC_ALL: 'C' }
    execFile(program, words, { env, timeout: PATIENCE, maxBuffer: 4_000_000 }, (error, said) =>
      resolve(error ? undefined : said.trim()),
    )
  })

/** `chronyc -c tracking`: the fourteen fields of one line; the fifth is by how many seconds the clock is away, the last whether it follows one. */
export const readTracking = (line: string): Awaited<ReturnType<Machine['clock']>> => {
  const fields = line.split(',')
  const [seconds, leap] = [Number(fields[4]), fields[13]]
  if (fields.length < 14 || Number.isNaN(seconds)) return undefined
  return { isSet: leap !== 'Not synchronised', milliseconds: Math.round(Math.abs(seconds) * 1000) }
}

/** Whether something keeps the clock of this machine right: chrony says how far it is off, systemd only that it is. */
const clock: Machine['clock'] = async () => {
  const tracking = await asked('chronyc', '-n', '-c', 'tracking')
  const followed = tracking === undefined ? undefined : readTracking(tracking)
  if (followed) return followed
  const said = await asked('timedatectl', 'show', '--property=NTPSynchronized', '--value')
  return said === 'yes' || said === 'no' ? { isSet: said === 'yes', milliseconds: 0 } : undefined
}

const LISTENS = '0A'
const isInside = (address: string) => /^(?:[0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/.test(address)

/** The ports of a table of sockets, as the kernel of Linux shows it, on which something waits for others than this machine. */
export const portsIn = (table: string): number[] =>
  table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/)
      const [address = '', port = ''] = local.split(':')
      return state === LISTENS && !isInside(address) ? [Number.parseInt(port, 16)] : []
    })

const listening: Machine['listening'] = async () => {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => fs.existsSync(file))
  if (tables.length === 0) return undefined
  return [...new Set(tables.flatMap((file) => portsIn(fs.readFileSync(file, 'utf8'))))].sort((a, b) => a - b)
}

/** Until when those who make an operating system mend it for everybody. */
const systemsUntil: Readonly<Record<string, string>> = {
  'debian 12': '2028-06-30',
  'debian 13': '2030-06-30',
  'ubuntu 22.04': '2027-04-01',
  'ubuntu 24.04': '2029-05-31',
  'ubuntu 26.04': '2031-05-31',
}

const newestIn = (folder: string): number => {
  if (!fs.existsSync(folder)) return 0
  const files = fs
    .readdirSync(folder)
    .map((name) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.max(0, fs.statSync(folder).mtimeMs, ...files)
}

/** Which system this is, how long ago somebody asked its makers for news, and what of that waits to be installed. */
const system: Machine['system'] = async (now) => {
  if (!fs.existsSync('/etc/os-release')) return undefined
  const said = fs.readFileSync('/etc/os-release', 'utf8')
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(said)?.[1] ?? ''
  const until = systemsUntil[`${field('ID')} ${field('VERSION_ID')}`]
  const simulated = await asked('apt-get', '-s', '-o', 'Debug::NoLocking=1', 'upgrade')
  if (until === undefined || simulated === undefined) return undefined
  return {
    until,
    days: Math.floor((now.getTime() - newestIn('/var/lib/apt/lists')) / DAY_MS),
    waiting: simulated.split('\n').filter((line) => /^Inst .*security/i.test(line)).length,
    mustRestart: fs.existsSync('/run/reboot-required'),
  }
}

/** What can be asked of the machine itself, whoever runs it. `doors`: the ports that may be open to others. */
export const machineWith = (port: number | undefined, doors: readonly number[] = []): Machine => ({
  ...{ clock, listening, system },
  doors: [...doors, ...(port ? [port, port + 1] : [])],
})
