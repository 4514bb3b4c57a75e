import * as z from 'zod/mini'
import { nobody } from '#kernel/ids.ts'
import { job } from '#kernel/job.ts'
import { endKeys } from './closing.queries.ts'

/** A class whose year is over has no door: its keys end, and nothing finds them any more. */
export const closeKeys = job(
  'class.key.close_ended',
  'enrolment',
  z.object({}),
  async ({ schoolId, unit }) =>
    unit(async ({ tx, vault, now, emit }) => {
      for (const { id, classId } of await endKeys(tx, schoolId, nobody, now)) {
        await vault.unpoint(tx, nobody, 'class_key', { schoolId, id })
        emit('class.key_revoked', { classId, keyId: id })
      }
    }),
  { isDaily: true },
)
