import { dayInParis } from '#tests/days.ts'
import type { Example } from './examples.ts'

const check = 'C-55.pledged'
const untilOn = () => dayInParis(Date.now() + 100 * 86_400_000)

/** Questions about what people sign for that make sense. */
export const recordExamples: Readonly<Record<string, Example>> = {
  'egress.of_person': ({ people }) => ({ params: { id: people.noor.id } }),
  'record.list': () => ({}),
  'record.sign': () => ({ body: { check, untilOn: untilOn(), done: 12, ofAll: 12 } }),
  'record.withdraw': async ({ world: { owner, schoolId } }) => {
    await owner.query('delete from directory.signed_record where about_school = $1', [schoolId])
    await owner.query(
      `insert into directory.signed_record (about_school, control, asks, number, at, until_on, signer, done, of_all, statement, is_sample, signature)
       values ($1, 'C-55', 'pledged', 1, now(), current_date + 100, 'dpo', 12, 12, $2, false, $3)`,
      [schoolId, Buffer.alloc(32, 7), Buffer.alloc(64, 7)],
    )
    return { body: { check } }
  },
}
