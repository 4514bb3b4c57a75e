// The newest key table, kept with the ring: a backup of the database holds keys wrapped by a ring key that a burn has destroyed.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type KeyCopy, keysAfter } from './key-table.queries.ts'
import type { Transact } from './transact.ts'

const AT_ONCE = 2000
const DAY = 86_400_000

/** The copy of the key table in the folder of the keys. Whoever has it has wrapped keys, which open nothing without the ring. */
export const keyTable = (folder: string, transact: Transact) => {
  const file = path.join(folder, 'key-table.jsonl')
  const aside = path.join(folder, 'key-table-before-restore.jsonl')

  const write = async (handle: number) => {
    let count = 0
    for (let last: KeyCopy | undefined; ; ) {
      const after: KeyCopy | undefined = last
      const keys = await transact((tx) => keysAfter(tx, after, AT_ONCE))
      if (keys.length > 0) fs.writeSync(handle, keys.map((key) => `${JSON.stringify(key)}\n`).join(''))
      count += keys.length
      last = keys.at(-1)
      if (!last) return count
    }
  }

  return {
    /** Writes all keys down as they are now; the copy before it goes when this one is whole and on disk. */
    keep: async (): Promise<number> => {
      const draft = `${file}.${randomBytes(6).toString('hex')}.draft`
      const handle = fs.openSync(draft, 'wx', 0o600)
      try {
        const count = await write(handle)
        fs.fsyncSync(handle)
        fs.renameSync(draft, file)
        return count
      } finally {
        fs.closeSync(handle)
        fs.rmSync(draft, { force: true })
      }
    },
    /** Keeps a second copy until the burn: whoever restored the wrong backup may still restore another. */
    setAside: () => {
      if (fs.existsSync(file)) fs.copyFileSync(file, aside)
    },
    /** After a burn the second copy opens nothing. */
    dropAside: () => fs.rmSync(aside, { force: true }),
    isOld: (now: Date): boolean => {
      const found = fs.statSync(file, { throwIfNoEntry: false })
      return !found || now.getTime() - found.mtimeMs >= DAY
    },
    /** The keys of the copy, some at a time. */
    read: async function* (): AsyncGenerator<KeyCopy[]> {
      if (!fs.existsSync(file)) return
      let some: KeyCopy[] = []
      for await (const line of createInterface({ input: fs.createReadStream(file) })) {
        some.push(JSON.parse(line))
        if (some.length < AT_ONCE) continue
        yield some
        some = []
      }
      if (some.length > 0) yield some
    },
  }
}
export type KeyTable = ReturnType<typeof keyTable>
