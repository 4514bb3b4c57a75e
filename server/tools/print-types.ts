import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { embedded } from '#server/db/connection.ts'
import { migrate } from '#server/db/migrate.ts'
import { asOwner, printSnapshot } from '#server/db/snapshot.ts'
import { printTypes } from '#server/db/types.ts'
import { startPostgres } from '#server/postgres/launcher.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-types-'))
fs.chmodSync(folder, 0o711)
const postgres = await startPostgres(folder, { fsync: 'off' })
try {
  const connection = embedded(postgres, 'postgres')
  await migrate(connection)
  const db = path.join(import.meta.dirname, '../db')
  fs.writeFileSync(path.join(db, 'types.generated.ts'), await printTypes(connection))
  fs.writeFileSync(path.join(db, 'schema.snapshot.sql'), await asOwner(connection, printSnapshot))
} finally {
  await postgres.stop()
  fs.rmSync(folder, { recursive: true })
}
