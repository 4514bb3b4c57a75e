import { existsSync, mkdtempSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { settingsFrom } from '#server/settings/settings.ts'
import { openDatabase } from './database.ts'

test('with a PostgreSQL of the operator’s there is a data folder for mail and files, and the roles’ passwords lie with the keys', async () => {
  const data = path.join(mkdtempSync(path.join(os.tmpdir(), 'preau-database-')), 'data')
  const url = 'postgres://school:secret@db.example/school'
  const { connection, passwords } = await openDatabase(settingsFrom({ PREAU_DATA: data, DATABASE_URL: url }))
  expect(existsSync(data)).toBe(true)
  expect(statSync(`${data}-keys/database.json`).mode & 0o777).toBe(0o600)
  const { connectionString } = connection.config('preau_app')
  expect(connectionString).toBe(`postgres://preau_app:${passwords['preau_app']}@db.example/school`)
})
