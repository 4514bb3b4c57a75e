import type { Installation } from '#kernel/installation.ts'
import { openInstallation } from '#server/installation.ts'
import { mailFolderOf } from '#server/outside/opening.ts'
import { readSettings, type Settings } from '#server/settings/settings.ts'
import { type Database, openDatabase } from './database.ts'

/** What a command has in its hands: the same installation as the server's, whether that runs or not. */
export type Opened = { installation: Installation; database: Database; settings: Settings; mailFolder: string }

/** Opens the database (as the running server's guest, or by itself), brings it to the present, runs, and closes everything. */
export const withInstallation = async <T>(run: (opened: Opened) => Promise<T>): Promise<T> => {
  const settings = readSettings()
  const database = await openDatabase(settings)
  try {
    const { migrate } = await import('#server/db/migrate.ts')
    await migrate(database.connection, database.passwords)
    const { installation, close } = await openInstallation(
      settings,
      database.connection,
      settings.url ?? `http://localhost:${settings.port}`,
    )
    try {
      return await run({ installation, database, settings, mailFolder: mailFolderOf(settings) })
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}
