import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** One folder for whatever this run puts into the system's temporary folder, its processes included; gone at the end. */
export const setup = () => {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(path.join(os.tmpdir(), 'preau-run-'))
  chmodSync(folder, 0o711) // PostgreSQL's account passes through
  process.env['TMPDIR'] = folder
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
