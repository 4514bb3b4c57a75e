import fs from 'node:fs/promises'
import path from 'node:path'
import { type Actor, as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Mail, Post } from '#kernel/mail.ts'
import { sealedTable } from '#vault/tables.ts'

type House = Pick<Installation, 'db' | 'vault' | 'clock'>

const letters = sealedTable<Mail>('mail_folder')
const KEPT_MS = 86_400_000

const actor = (): Actor => ({
  schoolId: null,
  personId: null,
  accountId: null,
  session: null,
  purpose: 'administration',
  requestId: uuidv7(),
  action: 'mail.folder',
})

const files = async (folder: string) =>
  (await fs.readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sealed')).sort()
const idIn = (name: string) => name.slice(0, 36)
/** A file's name is a UUIDv7: when it was written stands in its first 48 bits. */
const writtenAt = (name: string) => Number.parseInt(idIn(name).replace('-', '').slice(0, 12), 16)

/** Half a letter, on a full disk, would keep the others from being read. */
const writeWhole = async (file: string, sealed: Buffer) => {
  const draft = `${file}.draft`
  try {
    await fs.writeFile(draft, sealed, { mode: 0o600 })
    await fs.rename(draft, file)
  } catch (error) {
    await fs.rm(draft, { force: true })
    throw error
  }
}

/** Throws away what is older than a day: a folder that stands in for a mail server is no archive. */
const empty = async (folder: string, now: Date) => {
  for (const name of await files(folder))
    if (writtenAt(name) < now.getTime() - KEPT_MS) await fs.rm(path.join(folder, name), { force: true })
}

/** Mail into a folder while no server is set: each letter sealed under the day's key, gone after a day. `preau mail` reads it. */
export const mailbox = ({ db, vault, clock }: House, folder: string): Post => ({
  send: async (mail) => {
    const now = clock.now()
    const id = uuidv7(now.getTime())
    const [sealed] = await as(db, actor(), async (tx) => {
      const owners = await vault.epoch(tx, nobody, 'mail_folder', now.toISOString().slice(0, 10))
      return vault.seal(tx, nobody, letters.table, [{ id, owners, content: mail }])
    })
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    await writeWhole(path.join(folder, `${id}.sealed`), sealed!)
    await empty(folder, now)
    return undefined
  },
  tidy: () => empty(folder, clock.now()),
  probe: async () => {
    const draft = path.join(folder, `${uuidv7()}.draft`)
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    await fs.writeFile(draft, '', { mode: 0o600 })
    await fs.rm(draft)
  },
})

/** The letters of the last day, oldest first. */
export const lettersIn = async ({ db, vault }: House, folder: string): Promise<Mail[]> => {
  const names = await files(folder)
  const rows = await Promise.all(
    names.map(async (name) => ({ id: idIn(name), sealed: await fs.readFile(path.join(folder, name)) })),
  )
  return as(db, actor(), (tx) => vault.open(tx, nobody, letters, rows))
}
