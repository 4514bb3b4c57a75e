import { sql } from 'kysely'
import { type Profile, profiles } from '#contract/roles.ts'
import { type Actor, as, type Tx } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import type { Facts, Ground } from './checking.ts'

const installationActor = (): Actor => ({
  ...{ schoolId: null, personId: nobody, accountId: null, session: null },
  purpose: 'security',
  requestId: uuidv7(),
  action: 'promise.check',
})

/** One unit of the installation's own work, which belongs to no school. */
export const asInstallation = <T>({ db }: Pick<Installation, 'db'>, run: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> => {
  const actor = installationActor()
  return as(db, actor, (tx) => run(tx, actor))
}

/** Takes back whatever was done, and gives what was seen. */
class Undone<T> extends Error {
  readonly seen: T
  constructor(seen: T) {
    super('taken back')
    this.seen = seen
  }
}

const unit = (installation: Installation, tx: Tx, actor: Actor) => ({
  ...{ tx, actor, vault: installation.vault, now: installation.clock.now() },
  emit: () => undefined,
  later: async () => undefined,
})

/** Looks, as the installation or as a school, in a transaction that is always taken back. */
export const looker =
  (installation: Installation): Ground['look'] =>
  async (run, schoolId) => {
    type Seen = Awaited<ReturnType<typeof run>>
    try {
      if (schoolId)
        await asSchool(installation, schoolId, 'security', 'promise.check', async (hands) => {
          throw new Undone<Seen>(await run(hands))
        })
      else
        await asInstallation(installation, async (tx, actor) => {
          throw new Undone<Seen>(await run(unit(installation, tx, actor)))
        })
    } catch (error) {
      if (error instanceof Undone) return error.seen
      throw error
    }
    throw new Error('a look that was not taken back')
  }

/** What one of the counting functions of the database answers: numbers about nobody. */
export const counted = async (tx: Tx, what: string): Promise<Facts> => {
  if (!/^[a-z_]+$/.test(what)) throw new Error('not the name of a count')
  const { rows } = await sql<{ facts: Facts }>`select ${sql.raw(`app.count_${what}()`)} as facts`.execute(tx)
  const facts = rows[0]?.facts
  if (!facts) throw new Error(`nothing was counted of ${what}`)
  return facts
}

/** The law that each school lives under. */
export const profilesOf = (installation: Pick<Installation, 'db'>): Promise<ReadonlyMap<string, Profile>> =>
  asInstallation(installation, async (tx) => {
    const { rows } = await sql<{ schoolId: string; profile: string }>`select * from app.school_profiles()`.execute(tx)
    return new Map(
      rows.flatMap(({ schoolId, profile }) => {
        const known = profiles.find((one) => one === profile)
        return known ? [[schoolId, known] as const] : []
      }),
    )
  })
