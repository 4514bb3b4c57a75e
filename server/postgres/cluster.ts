import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type Account, isRoot } from './account.ts'
import { endOf } from './files.ts'
import type { Folder } from './keeper.ts'

/** The PostgreSQL that comes with Préau: no other major version reads its files. */
const MAJOR = '18'

// Builtin collation: no version of ICU or glibc can ever corrupt an index. People are sorted by Intl.Collator.
const shape = ['-U', 'preau', '-A', 'peer', '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/** Gives what root made to the account that PostgreSQL runs as. */
export const give = (file: string, { uid, gid }: Account) => {
  if (isRoot()) fs.chownSync(file, uid, gid)
  return file
}

const ended = (child: ChildProcess) =>
  new Promise<boolean>((resolve) => {
    child.once('exit', (code) => resolve(code === 0)).once('error', () => resolve(false))
  })

/** Makes the cluster aside and renames it: a crash leaves nothing half-made that would be used. */
const make = async ({ root, data, log }: Folder, account: Account, run: (program: string, words: string[]) => ChildProcess) => {
  for (const left of fs.readdirSync(root).filter((name) => name.startsWith('pg.draft-'))) {
    fs.rmSync(path.join(root, left), { recursive: true })
  }
  const draft = give(fs.mkdtempSync(`${data}.draft-`), account)
  if (!(await ended(run('initdb', ['-D', draft, ...shape, '--no-instructions'])))) {
    throw new Error(`PostgreSQL could not make its data folder\n${endOf(log)}`)
  }
  fs.writeFileSync(path.join(draft, 'pg_hba.conf'), 'local all all peer map=preau\nlocal replication all peer map=preau\n')
  fs.renameSync(draft, data)
}

/** Sees to it that a cluster is there, of our version, which this account and root may enter as any role. */
export const prepare = async (folder: Folder, account: Account, run: (program: string, words: string[]) => ChildProcess) => {
  if (!fs.existsSync(folder.data)) await make(folder, account, run)
  const version = fs.readFileSync(path.join(folder.data, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR) throw new Error(`${folder.data} was made by PostgreSQL ${version}, and this Préau brings ${MAJOR}`)
  const names = [...new Set(['root', account.name])]
  fs.writeFileSync(
    give(touch(path.join(folder.data, 'pg_ident.conf')), account),
    names.map((name) => `preau ${name} all\n`).join(''),
  )
}

const touch = (file: string) => {
  fs.closeSync(fs.openSync(file, 'a', 0o600))
  return file
}
