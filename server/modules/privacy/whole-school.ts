import { createHash } from 'node:crypto'
import type { Tx } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { type PersonalTable, personalTables, sealedIn, storedIn } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import { VaultError } from '#vault/errors.ts'
import { readFile, type Stored } from '#vault/files.ts'
import { file as fileOwner } from '#vault/owners.ts'
import { groundOf } from './ground.ts'
import { type Listed, type Made, signManifest } from './manifest.ts'
import type { Item } from './packing.ts'
import { goingOrder } from './removing.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import type { Ground, Row } from './walking.ts'

const PAGE = 500 // rows that are open at once

/** Tables whose rows are this school's and nobody else's. */
const ofSchool = ({ map, catalogue }: Ground): PersonalTable[] =>
  personalTables(map).filter(
    ({ table, room }) => room === undefined && catalogue.columns.get(table)?.get('school_id')?.nullable === false,
  )

const keyOf = ({ catalogue }: Ground, { table }: PersonalTable) =>
  (catalogue.primary.get(table) ?? []).filter((name) => name !== 'school_id')

/** What of a row can be read without this installation: what is in clear, and what was sealed, opened; no digest, no ciphertext. */
const readable = (table: PersonalTable, row: Row, content: unknown): Row => {
  const clear = Object.entries(row).filter(([name, value]) => !Buffer.isBuffer(value) && table.columns[name]?.kind !== 'digest')
  return { ...Object.fromEntries(clear), ...(content ? { sealed: content } : {}) }
}

type Where = { installation: Installation; schoolId: string; ground: Ground }

const pageOf = ({ installation, schoolId, ground }: Where, table: PersonalTable, after: readonly unknown[] | undefined) =>
  asSchool(installation, schoolId, 'legal', 'school.exit.export', async ({ tx, vault }) => {
    const key = keyOf(ground, table)
    const types = key.map((name) => ground.catalogue.columns.get(table.table)?.get(name)?.type ?? 'text')
    const given = key.map((_, nth) => `$${nth + 2}::${types[nth]}`)
    const beyond = after ? ` and (${key.join(', ')}) > (${given.join(', ')})` : ''
    const text = `select * from ${table.table} where school_id = $1::uuid${beyond} order by ${key.join(', ')} limit ${PAGE}`
    const rows = await asPrivacy(tx, () => ask<Row>(tx, text, [schoolId, ...(after ?? [])]))
    const sealed = sealedIn(table)
    const blobs = rows.flatMap((row) => {
      const blob = sealed && row[sealed.name]
      return sealed && Buffer.isBuffer(blob) ? [{ row, id: `${row[sealed.column.row]}`, sealed: blob }] : []
    })
    const opened = sealed ? await vault.openSurviving<unknown>(tx, schoolId, sealed.column.of, blobs) : []
    const contents = new Map(blobs.map(({ row }, nth) => [row, opened[nth]]))
    return rows.map((row) => ({ row, said: readable(table, row, contents.get(row)) }))
  })

const tableItem = (where: Where, table: PersonalTable): Item => ({
  path: `tables/${table.table}.ndjson`,
  async *bytes() {
    const key = keyOf(where.ground, table)
    let after: readonly unknown[] | undefined
    for (;;) {
      const rows = await pageOf(where, table, after)
      if (rows.length > 0) yield Buffer.from(rows.map(({ said }) => `${JSON.stringify(said)}\n`).join(''))
      if (rows.length < PAGE) return
      after = key.map((name) => rows.at(-1)?.row[name])
    }
  },
})

type Kept = Stored & { id: string; table: string }
/** Every file of the school that is still there, by its id. */
const storedFiles = ({ installation, schoolId, ground }: Where): Promise<Kept[]> =>
  asSchool(installation, schoolId, 'legal', 'school.exit.export', async ({ tx }) => {
    const all: Kept[] = []
    for (const table of ofSchool(ground)) {
      const stored = storedIn(table)
      if (!stored) continue
      const { key, size, when } = stored.column.bytes
      const text = `select ${key} as id, ${stored.name} as name, ${size} as size from ${table.table} where school_id = $1::uuid and ${when.column}::text = $2 and ${stored.name} is not null`
      const rows = await asPrivacy(tx, () => ask<Stored & { id: string }>(tx, text, [schoolId, `${when.is}`]))
      all.push(...rows.map((row) => ({ ...row, size: Number(row.size), table: table.table })))
    }
    return all
  })

const fileItem = ({ installation, schoolId }: Where, { id, table, name, size }: Kept): Item => ({
  path: `files/${table.split('.')[1]}/${id}`,
  async *bytes() {
    const [raw] = await asSchool(installation, schoolId, 'legal', 'school.exit.export', ({ tx, vault }) =>
      vault.survivingKeys(tx, schoolId, [fileOwner(id)]),
    )
    if (raw) yield* readFile(installation.files, { schoolId, fileId: id, raw }, { name, size })
  },
})

/** The same bytes, and at their end what the manifest says of them; what cannot be read is said, and costs nobody the others. */
const listed = (manifest: Listed[], { path, bytes }: Item): Item => ({
  path,
  async *bytes() {
    const hash = createHash('sha256')
    let size = 0
    try {
      for await (const chunk of bytes()) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
      manifest.push({ path, size, sha256: hash.digest('hex') })
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      manifest.push({ path, damaged: true })
    }
  },
})

const once = (path: string, make: () => Promise<string>): Item => ({
  path,
  async *bytes() {
    yield Buffer.from(await make())
  },
})

const README = `Everything that this school held in Préau.

tables/*.ndjson   one row per line, as JSON: what was sealed is opened under "sealed"
files/            photos and documents as they were given, by their id in the tables
oneroster/        people, classes and places as OneRoster 1.2, where a list brought them
manifest.json     every file above with its size and SHA-256
manifest.note     the SHA-256 of manifest.json, signed by the installation: "preau rights verify" and /verify check it
`

/** A whole school as files that are made one after the other while they are read: rows in pages, pictures in parts; last the signed list of them all. */
export const schoolItems = async (
  installation: Installation,
  schoolId: string,
  made: Made,
  more: readonly { path: string; text: string }[],
  taken: (digest: string, files: number) => Promise<void>,
): Promise<Item[]> => {
  const where: Where = { installation, schoolId, ground: await groundOf(installation) }
  const manifest: Listed[] = []
  let signed: ReturnType<typeof signManifest> | undefined
  const sign = () => {
    signed ??= signManifest(installation, made, manifest)
    return signed
  }
  const items = [
    once('README.txt', async () => README),
    ...more.map(({ path, text }) => once(path, async () => text)),
    ...ofSchool(where.ground).map((table) => tableItem(where, table)),
    ...(await storedFiles(where)).map((kept) => fileItem(where, kept)),
  ].map((item) => listed(manifest, item))
  return [
    ...items,
    once('manifest.json', async () => sign().manifest),
    once('manifest.note', async () => {
      const { manifest: text, note } = sign()
      await taken(createHash('sha256').update(text).digest('hex'), manifest.length)
      return note
    }),
  ]
}

/** Deletes some of what is left of a school, whatever refers to a row before it; says how many rows went. */
export const removeSome = async (tx: Tx, ground: Ground, schoolId: string, keep: ReadonlySet<string>): Promise<number> => {
  const all = ofSchool(ground).map(({ table }) => table)
  const text = "select t as table from unnest($1::text[]) t where has_table_privilege('preau_privacy', t, 'delete')"
  const tables = new Set((await ask<{ table: string }>(tx, text, [all])).map(({ table }) => table))
  let went = 0
  await asPrivacy(tx, async () => {
    for (const { table } of goingOrder(ground)) {
      if (!tables.has(table) || keep.has(table)) continue
      const going = `with gone as (delete from ${table} where school_id = $1::uuid returning 1) select count(*)::int as count from gone`
      const [row] = await ask<{ count: number }>(tx, going, [schoolId])
      went += row?.count ?? 0
    }
  })
  return went
}
