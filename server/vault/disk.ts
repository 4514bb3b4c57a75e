import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const syncFolder = (folder: string) => {
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** Makes a file that only this user may read, whole and on disk or not at all; of two at once the first wins. */
export const writePrivately = (file: string, content: string) => {
  const folder = path.dirname(file)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
  const handle = fs.openSync(draft, 'wx', 0o400)
  try {
    fs.writeSync(handle, content)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    fs.unlinkSync(draft)
  }
  syncFolder(folder)
}

/** Writes over a file and takes it away, or goes on where that was cut short; its readers see it whole or not at all. */
export const destroyFile = (file: string) => {
  const folder = path.dirname(file)
  const burning = `${file}.burning`
  if (fs.existsSync(file)) fs.renameSync(file, burning)
  if (!fs.existsSync(burning)) return
  syncFolder(folder)
  fs.chmodSync(burning, 0o600)
  const handle = fs.openSync(burning, 'r+')
  try {
    const noise = randomBytes(Math.max(1, fs.fstatSync(handle).size))
    fs.writeSync(handle, noise, 0, noise.length, 0)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  fs.unlinkSync(burning)
  syncFolder(folder)
}
