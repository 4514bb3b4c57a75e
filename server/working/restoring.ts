import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import type { Erasure } from '#vault/journal.queries.ts'
import { goneWeeks, restoreIndexes, restoreKeys } from '#vault/restoring.ts'
import { sayOfKeys, sourcesOf } from './burning.ts'

/** What is left of somebody in a restored database goes the way it went before. */
const eraseRows = async (installation: Installation) => {
  const [{ erase }, { groundOf }, { whomOf }] = await Promise.all([
    import('#modules/privacy/erasing.ts'),
    import('#modules/privacy/ground.ts'),
    import('#modules/privacy/walking.ts'),
  ])
  const ground = await groundOf(installation)
  return async ({ kind, school, owner }: Erasure) => {
    if (kind !== 'person') return
    await asSchool(installation, school, 'legal', 'privacy.erasure.execute', async ({ tx, vault, now }) => {
      await erase(tx, vault, ground, await whomOf(tx, school, owner, true), now)
    })
  }
}

/** Tells a database that was restored from a backup what came after it: burns first, then every erasure. Before anybody is let in. */
export const catchUp = async (installation: Installation): Promise<void> => {
  const { custody, clock } = installation
  if (custody.gone.length === 0 && (await custody.journal.forgotten()).length === 0) return
  await custody.alone(async () => {
    const gone = await goneWeeks(custody)
    if (gone.length > 0) custody.table.setAside()
    const keys = gone.length > 0 ? await restoreKeys(custody, gone, clock.now()) : 0
    const erasures = await custody.journal.replay(await eraseRows(installation))
    if (gone.length > 0) await restoreIndexes(custody, sourcesOf(installation), gone, clock.now())
    if (keys + erasures > 0) await sayOfKeys(installation, 'vault.restored', { keys, erasures })
    installation.log.warn({ keys, erasures }, 'the database was restored from a backup: told what came after it')
  })
}
