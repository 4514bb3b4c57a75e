import { command } from './command.ts'

export const migrate = command({
  name: 'migrate',
  about: 'Brings the database to the present and says what it did',
  run: async () => {
    const [{ readSettings }, { openDatabase }, { migrate }] = await Promise.all([
      import('#server/settings/settings.ts'),
      import('#server/starting/database.ts'),
      import('../db/migrate.ts'),
    ])
    const database = await openDatabase(readSettings())
    try {
      const applied = await migrate(database.connection, database.passwords)
      console.log(applied.length ? applied.join('\n') : 'Nothing to do: the database is of the present.')
    } finally {
      await database.stop()
    }
    return undefined
  },
})
