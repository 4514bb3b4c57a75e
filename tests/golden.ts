import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Compares what was printed with the committed file; `UPDATE_GOLDEN=1` writes the file instead, for a reviewer to read. */
export const expectGolden = (file: string, printed: string): void => {
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, printed)
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : ''
  expect(printed, `${file} is not what it was: if the change is wanted, UPDATE_GOLDEN=1 writes it`).toBe(committed)
}
