import { clockOf, dayAfter } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import { nobody } from '#kernel/ids.ts'
import type { Unit } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './following.queries.ts'
import type { Request } from './requests.queries.ts'

type Hands = Pick<Unit, 'tx' | 'actor' | 'now' | 'emit' | 'later'>

/** What a complaint that is upheld does: the refusal is decided anew, with a clock that begins today. */
const reopen = async ({ tx, actor, now, emit, later }: Hands, { id, kind, profile, askedBy }: Request) => {
  const { timeZone } = await schoolOf(tx)
  const dueOn = dayAfter(schoolDay(now, timeZone), clockOf(profile, kind).span)
  if (await queries.reopen(tx, { schoolId: actor.schoolId!, id, dueOn })) {
    emit('rights.reopened', { requestId: id, kind }, { subject: askedBy })
    await later('rights.ask_head', {})
  }
}

/** What a hearing that is won does: the record is put right, and whoever received it is told. */
const amend = async ({ tx, actor, now, emit, later }: Hands, { id, kind, askedBy }: Request) => {
  await queries.grant(tx, { schoolId: actor.schoolId!, id, at: now, by: actor.personId ?? nobody })
  emit('rights.decided', { requestId: id, kind, outcome: 'granted' }, { subject: askedBy })
  await later('rights.find_recipients', { request: id })
}

/** A refusal that does not stand. */
export const overturn = (hands: Hands, by: Request['kind'], refused: Request) =>
  by === 'hearing' ? amend(hands, refused) : reopen(hands, refused)
