import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.join(import.meta.dirname, '../..')
const launcher = path.join(root, 'bin/preau.js')

/** A port that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

const ORIGIN = /^Préau is at (\S+)/m
const SETUP_CODE = /code, once: (\S+)/

type Letter = { to: string; subject: string; text: string }

/** A Préau as an operator would have it: a process of its own, an empty data folder, its mail in the folder. */
export type Installed = {
  origin: string
  setupCode: string
  /** How many letters have gone out: the folder is asked, and not a process of its own. */
  sent: () => number
  letters: () => Letter[]
  stop: () => Promise<void>
}

/** Starts Préau in a second process and reads from its words where it is and what its set-up code is. */
export const install = async (): Promise<Installed> => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'preau journey-'))
  const env = { PATH: process.env['PATH'], PORT: `${await freePort()}`, PREAU_DATA: path.join(home, 'data') }
  const mail = path.join(home, 'data/mail')
  const child = spawn(process.execPath, [launcher, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const words: string[] = []
  const said = (what: RegExp) => what.exec(words.join('\n'))?.[1]
  for await (const line of createInterface(child.stdout)) {
    words.push(line)
    if (said(ORIGIN) !== undefined && said(SETUP_CODE) !== undefined) break
  }
  return {
    origin: said(ORIGIN) ?? '',
    setupCode: said(SETUP_CODE) ?? '',
    sent: () => (existsSync(mail) ? readdirSync(mail).filter((name) => name.endsWith('.sealed')).length : 0),
    letters: () =>
      execFileSync(process.execPath, [launcher, 'mail', '--json'], { env })
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line): Letter => JSON.parse(line)),
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(home, { recursive: true, force: true })
    },
  }
}
