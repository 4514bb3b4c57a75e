// Who was erased, outside the database and its backups: a restored backup knows nothing of erasures that came after it.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { VaultError } from './errors.ts'
import { allErased, type Erasure, eraseAgain, forgetKeys, writeAlone } from './journal.queries.ts'
import type { Transact } from './transact.ts'

type Line = Erasure & { before: string }
const START = '0'.repeat(64)
const hashOf = (line: string) => createHash('sha256').update(line).digest('hex')
const nameOf = ({ school, owner }: Erasure) => `${school} ${owner}`

/** What was erased, for whoever restores a backup. */
export type Journal = ReturnType<typeof erasureJournal>

/** The journal of an installation: one line an erasure, each with the hash of the line before. */
export const erasureJournal = (folder: string, transact: Transact) => {
  const file = path.join(folder, 'erasures.jsonl')

  /** A last line without its end was cut off by a crash; its erasure is still in the database, so it is written anew. */
  const read = () => {
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    let head = START
    const lines = whole
      .split('\n')
      .slice(0, -1)
      .map((line, nth): Line => {
        const parsed: Line = JSON.parse(line)
        if (parsed.before !== head) throw new VaultError('vault.journal_broken', { line: nth + 1 })
        head = hashOf(line)
        return parsed
      })
    return { lines, head, length: Buffer.byteLength(whole) }
  }

  const append = (erasures: readonly Erasure[]) => {
    const { head: first, length } = read()
    let head = first
    const text = erasures.map(({ at, school, owner, kind }) => {
      const line = JSON.stringify({ at, school, owner, kind, before: head })
      head = hashOf(line)
      return `${line}\n`
    })
    const handle = fs.openSync(file, 'a', 0o600)
    try {
      fs.ftruncateSync(handle, length)
      fs.writeSync(handle, text.join(''))
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
    return head
  }

  const forgotten = async (): Promise<readonly Erasure[]> => {
    const known = new Set((await transact(allErased)).map(nameOf))
    return read().lines.filter((line) => !known.has(nameOf(line)))
  }

  return {
    /** Writes down what was erased since; the head is what a certificate may cite. One process at a time does this. */
    keep: (): Promise<{ added: number; head: string }> =>
      transact(async (tx) => {
        await writeAlone(tx)
        const { lines, head } = read()
        const known = new Set(lines.map(nameOf))
        const fresh = (await allErased(tx)).filter((erasure) => !known.has(nameOf(erasure)))
        return { added: fresh.length, head: fresh.length > 0 ? append(fresh) : head }
      }),
    /** Every erasure that was written down. */
    written: async (): Promise<readonly Erasure[]> => read().lines,
    /** Erasures that the database has forgotten: more than none means that an older state was restored. */
    forgotten,
    /**
     * Erases again what a restored database had forgotten; before anybody is let in. `rows` takes away what is left of each once its
     * keys are gone. Cut short, it begins anew at the next start: only at the end does the database know.
     */
    replay: async (rows: (erasure: Erasure) => Promise<void> = async () => undefined): Promise<number> => {
      const erasures = await forgotten()
      if (erasures.length === 0) return 0
      await transact((tx) => forgetKeys(tx, erasures))
      for (const erasure of erasures) await rows(erasure)
      await transact((tx) => eraseAgain(tx, erasures))
      return erasures.length
    },
  }
}
