import fs from 'node:fs'
import path from 'node:path'

/** One act that a restored backup must be told of: ids that lead nowhere by themselves, never a name. */
export type Act = { act: 'erasing' | 'erased'; id: string; at: string; schoolId: string; owners: readonly string[] }
/** What was erased, outside the database: whoever restores a backup does it again. */
export type Journal = { write: (act: Act) => void; read: () => Act[] }

/** The journal in the data folder. An act is on disk when `write` returns. */
export const openJournal = (data: string): Journal => {
  const folder = path.join(data, 'journal')
  const file = path.join(folder, 'erasures.jsonl')
  return {
    write: (act) => {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
      const handle = fs.openSync(file, 'a', 0o600)
      try {
        fs.writeSync(handle, `${JSON.stringify(act)}\n`)
        fs.fsyncSync(handle)
      } finally {
        fs.closeSync(handle)
      }
    },
    read: () =>
      fs.existsSync(file)
        ? fs
            .readFileSync(file, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line): Act => JSON.parse(line))
        : [],
  }
}
