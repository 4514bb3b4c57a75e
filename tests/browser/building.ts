import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { once } from './once.ts'

/** The repository. */
export const root = join(import.meta.dirname, '../..')

const build = () => {
  const folder = mkdtempSync(join(os.tmpdir(), 'preau-web-'))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const words = ['build', 'web', '--mode', 'pattern', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  const { status, stderr } = spawnSync(process.execPath, [vite, ...words], { cwd: root })
  if (status !== 0) throw new Error(`the web could not be built: ${stderr}`)
  return folder
}

/** The folder of the web as it is built with the page of components. */
export const webWithPatterns = () => once('patterns', build)
