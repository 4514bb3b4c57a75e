import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const packages = ['chromium', 'fonts-noto-cjk']

/** The Chromium of this machine, for browser tests and pictures. */
export const findChromium = () => places.find((place) => fs.existsSync(place))

const hasJapanese = () => {
  const { status, stdout } = spawnSync('fc-list', [':lang=ja', 'file'], { encoding: 'utf8' })
  return status !== 0 || stdout.trim() !== ''
}

const isThere = () => findChromium() !== undefined && hasJapanese()

const apt = (...words: string[]) => spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0

/** Sees to it that browser tests can run: as root on Debian it installs what they need. Answers what to do where it could not. */
export const provideChromium = (): string | undefined => {
  if (isThere()) return undefined
  const words = `apt-get install ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return `needs Chromium and a Japanese font: ${words}`
  console.log(`  installs ${packages.join(' and ')}`)
  const options = ['-qq', '--yes', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120']
  const done = apt('update', '-qq') && apt('install', ...options, ...packages)
  return done && isThere() ? undefined : `could not install Chromium and a Japanese font: ${words}`
}
