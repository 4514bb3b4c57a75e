import { uuidv7 } from '#kernel/ids.ts'
import { dayInParis } from '#tests/days.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import type { Asking } from './world.ts'

const check = 'C-55.pledged'
const untilOn = () => dayInParis(Date.now() + 100 * 86_400_000)

/** A company that is to come, which nobody has objected to; or to which the school objects. */
const noticeIn = async ({ world: { owner, schoolId } }: Stage, { isObjected = false } = {}): Promise<Asking> => {
  const id = uuidv7()
  await owner.query(
    `insert into directory.supplier_notice (id, host, change, digest, announced_at, from_on, told_at, way, entity, address, country)
     values ($1, $2, 'new', $3, now(), current_date + 30, now(), 'mail', 'Relay SAS', '1 rue du Port, Nantes', 'FR')`,
    [id, `relay-${id}.example`, Buffer.alloc(32, 7)],
  )
  if (isObjected)
    await owner.query(
      `insert into supplier_objection (school_id, id, notice_id, made_by, made_at, sealed) values ($1, $2, $2, $2, now(), $3)`,
      [schoolId, id, Buffer.alloc(64, 7)],
    )
  return { params: { id } }
}

/** Questions about what people sign for that make sense. */
export const recordExamples: Readonly<Record<string, Example>> = {
  'egress.of_person': ({ people }) => ({ params: { id: people.noor.id } }),
  'supplier.list': () => ({}),
  'supplier.object': async (stage) => ({
    ...(await noticeIn(stage)),
    body: { words: 'Relay SAS stores letters outside Europe.' },
  }),
  'supplier.withdraw_objection': (stage) => noticeIn(stage, { isObjected: true }),
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
