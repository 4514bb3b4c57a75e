import type { Tx } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { personalTables, storedIn } from '#kernel/personal-data.ts'
import { subjectRoles } from '#kernel/vocabulary.ts'
import { type Led, type Lying, thumbnailOf } from '#modules/files/index.ts'
import { file as fileOwner } from '#vault/owners.ts'
import { fileIn } from './exported-files.ts'
import { ask, asPrivacy } from './statements.queries.ts'
import { contentsOf, type Held, type Row } from './walking.ts'

type Wanted = Pick<Led, 'fileId' | 'variant'> & { schoolId: string }

/** A file of any table that keeps files, as far as it reaches whoever's walls these are; small where a smaller one was made of it. */
export const storedFile = async (
  tx: Tx,
  { vault, dataMap }: Pick<Installation, 'vault' | 'dataMap'>,
  { schoolId, fileId, variant }: Wanted,
): Promise<Lying | undefined> => {
  for (const table of personalTables(dataMap)) {
    const stored = storedIn(table)
    if (!stored) continue
    const text = `select * from ${table.table} where school_id = $1::uuid and ${stored.column.bytes.key} = $2::uuid`
    const [row] = await asPrivacy(tx, () => ask<Row>(tx, text, [schoolId, fileId]))
    if (!row) continue
    const one: Held = { table, id: fileId, row, roles: new Set(subjectRoles.filter((role) => role in table.subjects)) }
    const content = (await contentsOf(tx, vault, schoolId, [one])).get(one)
    const file = fileIn(one, content)
    const [raw] = await vault.survivingKeys(tx, schoolId, [fileOwner(fileId)])
    if (!file || !raw) return undefined
    const name = `${content?.[stored.column.bytes.name] ?? ''}`
    const small = variant === 'thumbnail' ? await asPrivacy(tx, () => thumbnailOf(tx, schoolId, fileId)) : undefined
    if (small?.hash) {
      const { id, object, size, hash } = small
      return { name, stored: { name: object, size, type: 'image/webp', hash }, key: { schoolId, fileId: id, raw } }
    }
    const hash = Buffer.isBuffer(row['hash']) ? row['hash'] : Buffer.from(fileId)
    return {
      name,
      stored: { name: `${row[stored.name]}`, size: file.size, type: file.type, hash },
      key: { schoolId, fileId, raw },
    }
  }
  return undefined
}
