import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { decryptFrom, encryptInto, IV, TAG } from './aead.ts'
import { boundedCache } from './cache.ts'
import { destroyFile, writePrivately } from './disk.ts'
import { VaultError } from './errors.ts'
import type { Root } from './root.ts'

/** The ring's keys of this and, during a burn, the past week: in `PREAU_KEYS/ring`, wrapped by the root. */
export type Ring = {
  /** What wraps the ring's keys: a file, a token. */
  readonly root: string
  /** Weeks whose keys are here, newest first. */
  readonly weeks: () => readonly number[]
  /** Reads the folder again: another process may have turned or burned the ring. */
  readonly refresh: () => Promise<void>
  /** Makes a week's key, or takes the one that is there. */
  readonly make: (week: number) => Promise<void>
  /** Destroys a week's key here: on disk and in this process. */
  readonly destroy: (week: number) => void
  readonly wrap: (week: number, owner: Wrapped, key: Buffer) => Buffer
  readonly unwrap: (week: number, owner: Wrapped, wrapped: Buffer) => Buffer
  readonly digest: (week: number, schoolId: string, kind: string, value: string) => Buffer
}
/** To whom a wrapped key is bound. */
export type Wrapped = { readonly schoolId: string; readonly ownerId: string; readonly version: number }

/** The week a moment falls in: whole weeks since Monday, 5 January 1970. */
export const weekOf = (at: Date) => Math.floor((at.getTime() / 86_400_000 - 4) / 7)

/** A week of the ring as a calendar names it: 2026-W37. */
export const weekName = (week: number) => {
  const thursday = new Date((week * 7 + 7) * 86_400_000)
  const [year, first] = [thursday.getUTCFullYear(), Date.UTC(thursday.getUTCFullYear(), 0, 1)]
  return `${year}-W${String(Math.floor((thursday.getTime() - first) / 604_800_000) + 1).padStart(2, '0')}`
}

const NAME = /^(\d{1,9})\.key$/
const aadOf = ({ schoolId, ownerId, version }: Wrapped, week: number) =>
  Buffer.from(`preau/v1\0${schoolId}\0${ownerId}\0${version}\0${week}`)
const purposeOf = (week: number) => `ring ${week}`

export const openRing = async (keysFolder: string, root: Root): Promise<Ring> => {
  const folder = path.join(keysFolder, 'ring')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keys = new Map<number, Buffer>()
  const derived = boundedCache<KeyObject>(4096)
  const fileOf = (week: number) => path.join(folder, `${week}.key`)

  const drop = (week: number) => {
    keys.get(week)?.fill(0)
    keys.delete(week)
    derived.drop((_, name) => name.startsWith(`${week} `))
  }
  const take = async (week: number) => {
    try {
      const { wrapped } = JSON.parse(fs.readFileSync(fileOf(week), 'utf8'))
      keys.set(week, await root.unwrap(Buffer.from(String(wrapped), 'base64'), purposeOf(week)))
    } catch (error) {
      if (fs.existsSync(fileOf(week))) throw error // otherwise another process burned it while it was being read
    }
  }
  const refresh = async () => {
    const there = fs
      .readdirSync(folder)
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
    for (const week of keys.keys()) if (!there.includes(week)) drop(week)
    for (const week of there) if (!keys.has(week)) await take(week)
  }
  const derive = (week: number, schoolId: string, use: string) => {
    const name = `${week} ${schoolId} ${use}`
    const kept = derived.get(name)
    if (kept) return kept
    const key = keys.get(week)
    if (!key) throw new VaultError('vault.ring_missing', { week })
    const made = createSecretKey(
      Buffer.from(
        hkdfSync('sha256', createSecretKey(key), Buffer.from(schoolId.replaceAll('-', ''), 'hex'), `preau/v1/${use}`, 32),
      ),
    )
    derived.set(name, made)
    return made
  }

  await refresh()
  return {
    root: root.describe().kind,
    weeks: () => [...keys.keys()].sort((a, b) => b - a),
    refresh,
    make: async (week) => {
      if (keys.has(week)) return
      const wrapped = await root.wrap(randomBytes(32), purposeOf(week))
      writePrivately(fileOf(week), `${JSON.stringify({ week, root: root.describe(), wrapped: wrapped.toString('base64') })}\n`)
      await take(week)
    },
    destroy: (week) => {
      destroyFile(fileOf(week))
      drop(week)
    },
    wrap: (week, owner, key) => {
      const out = Buffer.alloc(IV + key.length + TAG)
      encryptInto(out, 0, derive(week, owner.schoolId, 'wrap'), aadOf(owner, week), key)
      return out
    },
    unwrap: (week, owner, wrapped) => {
      const key = decryptFrom(wrapped, 0, wrapped.length, derive(week, owner.schoolId, 'wrap'), aadOf(owner, week))
      if (key?.length !== 32) throw new VaultError('vault.wrong_key', { school: owner.schoolId, owner: owner.ownerId, week })
      return key
    },
    digest: (week, schoolId, kind, value) =>
      createHmac('sha256', derive(week, schoolId, 'index'))
        .update(`${kind}\0`)
        .update(value)
        .digest(),
  }
}
