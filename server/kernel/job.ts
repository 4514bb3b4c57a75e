import * as z from 'zod/mini'
import type { Purpose } from '#contract/purposes.ts'
import type { Vault } from '#vault/vault.ts'
import type { Actor, Tx } from './db.ts'
import type { Emit } from './facts.ts'
import type { Installation } from './installation.ts'
import type { Later } from './jobs.ts'
import { asSchool } from './system.ts'

/** What one unit of a job's work has in its hands: the same as an action's, acting as the school itself. */
export type Unit = { tx: Tx; actor: Actor; vault: Vault; now: Date; emit: Emit; later: Later }

/** A job may do several units of work, and between them what is slow: a mail, a file. Each must bear being done twice. */
export type Working<P> = {
  payload: P
  schoolId: string
  installation: Installation
  unit: <T>(run: (unit: Unit) => Promise<T>, accountId?: string) => Promise<T>
}

export type Job = {
  name: string
  purpose: Purpose /** Begun once a day for every school, besides when something asks for it. */
  isDaily: boolean
  perform: (installation: Installation, payload: unknown) => Promise<void>
}

const envelope = z.object({ schoolId: z.uuid(), requestId: z.uuid() })

/** Work done for a school by itself, under a purpose, with facts of its own. */
export const job = <P extends z.ZodMiniType>(
  name: string,
  purpose: Purpose,
  schema: P,
  run: (working: Working<z.output<P>>) => Promise<void>,
  { isDaily = false } = {},
): Job => ({
  name,
  purpose,
  isDaily,
  perform: async (installation, raw) => {
    const { schoolId, requestId } = envelope.parse(raw)
    const unit: Working<z.output<P>>['unit'] = (work, accountId) =>
      asSchool(installation, schoolId, purpose, name, work, accountId, requestId)
    await run({ payload: schema.parse(raw), schoolId, installation, unit })
  },
})
