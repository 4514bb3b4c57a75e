import { openSequencing } from '#server/working/sequencing.ts'
import { raiseCurtain } from '../cast.ts'
import { settled } from './ledger-world.ts'

/** The cast, and beside it whoever puts what it does into the ledger; `settle` waits until all of it is there. */
export const raiseWithLog = async () => {
  const stage = await raiseCurtain()
  const { installation, connection, keys } = stage.world
  const log = await openSequencing(installation, connection, keys)
  const close = async () => {
    await log.close()
    await stage.world.close()
  }
  return { ...stage, log, settle: () => settled(log.pool, log), close }
}

export type LoggedStage = Awaited<ReturnType<typeof raiseWithLog>>
