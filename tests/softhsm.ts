import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
]
const succeeds = (command: string, words: readonly string[]) => spawnSync(command, words, { stdio: 'ignore' }).status === 0

/** The library of SoftHSM where it and OpenSC are installed. */
export const findSoftHsm = (): string | undefined =>
  succeeds('softhsm2-util', ['--version']) && spawnSync('pkcs11-tool', ['--help']).error === undefined
    ? modules.find((file) => fs.existsSync(file))
    : undefined

/** Installs SoftHSM and OpenSC from the distribution, for a machine that must test with them; says whether they are there. */
export const installSoftHsm = (): boolean => {
  if (findSoftHsm()) return true
  const apt = (...words: string[]) =>
    spawnSync('apt-get', words, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  return (
    apt('update', '-qq') &&
    apt('install', '-y', '-qq', '--no-install-recommends', 'softhsm2', 'opensc') &&
    findSoftHsm() !== undefined
  )
}

/** Makes an empty token in a folder; `environment` is what its module needs to find it. */
export const makeSoftToken = (
  folder: string,
  pin: string,
): { environment: Record<string, string>; pinFile: string; token: string } => {
  const tokens = path.join(folder, 'tokens')
  fs.mkdirSync(tokens, { recursive: true, mode: 0o700 })
  const environment = { SOFTHSM2_CONF: path.join(folder, 'softhsm2.conf') }
  fs.writeFileSync(environment.SOFTHSM2_CONF, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  const pinFile = path.join(folder, 'pin')
  fs.writeFileSync(pinFile, `${pin}\n`, { mode: 0o400 })
  // A throw-away token of a test: its PIN protects nothing, so it may be an argument here.
  const made = spawnSync('softhsm2-util', ['--init-token', '--free', '--label', 'preau', '--so-pin', pin, '--pin', pin], {
    env: { ...process.env, ...environment },
  })
  if (made.status !== 0) throw new Error(`softhsm2-util: ${made.stderr}`)
  return { environment, pinFile, token: 'preau' }
}
