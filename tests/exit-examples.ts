import { uuidv7 } from '#kernel/ids.ts'
import { dayInParis } from '#tests/days.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

type Far = 'announced' | 'signed' | 'exported'

/** A school that leaves, as far as is wanted: put there anew, announced by nobody who could be asked. */
const leavingSchool = async ({ world: { owner, schoolId } }: Stage, far: Far) => {
  await owner.query('delete from school_exit where school_id = $1', [schoolId])
  await owner.query(
    `insert into school_exit (school_id, id, announced_at, announced_by, signed_at, signed_by, read_only_on, locks_on, exported_at, manifest)
     values ($1, $2, now(), $3, $4, $5, current_date + 30, current_date + 60, $6, $7)`,
    [
      ...[schoolId, uuidv7(), uuidv7()],
      ...(far === 'announced' ? [null, null] : [new Date(), uuidv7()]),
      ...(far === 'exported' ? [new Date(), Buffer.alloc(32, 7)] : [null, null]),
    ],
  )
}

/** Questions about a school that leaves that make sense; afterwards it stays. */
export const exitExamples: Readonly<Record<string, Example>> = {
  'school.exit.read': () => ({}),
  'school.exit.announce': async ({ world: { owner, schoolId } }) => {
    await owner.query('delete from school_exit where school_id = $1', [schoolId])
    return { body: { readOnlyOn: dayInParis(Date.now() + 40 * 86_400_000) } }
  },
  'school.exit.sign': async (stage) => {
    await leavingSchool(stage, 'announced')
    return {}
  },
  'school.exit.withdraw': async (stage) => {
    await leavingSchool(stage, 'announced')
    return {}
  },
  'school.exit.export': async (stage) => {
    await leavingSchool(stage, 'signed')
    return {}
  },
  'school.exit.receipt': async (stage) => {
    await leavingSchool(stage, 'exported')
    return { body: { manifest: '07'.repeat(32) } }
  },
}
