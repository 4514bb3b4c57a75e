import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const sources = ['web', 'contract', 'i18n', 'package-lock.json']
const page = path.join(root, 'web/dist/index.html')

const newest = (place: string): number => {
  const { mtimeMs } = fs.statSync(place)
  if (!fs.statSync(place).isDirectory()) return mtimeMs
  const inside = fs.readdirSync(place).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...inside.map((name) => newest(path.join(place, name))))
}

const isFresh = () => {
  if (!fs.existsSync(page)) return false
  const built = fs.statSync(page).mtimeMs
  return sources.map((name) => path.join(root, name)).every((place) => !fs.existsSync(place) || newest(place) <= built)
}

/** Builds the web when it is absent or older than its sources; in a process of its own, whose memory goes with it. */
export const buildWeb = async (): Promise<void> => {
  if (!fs.existsSync(path.join(root, 'web/index.html')) || isFresh()) return
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  if (code === 0) return
  if (!fs.existsSync(page)) throw new Error('the web could not be built')
  console.error('preau: the web could not be built, and stays as it was')
}
