import { dayAfter, isKnownUnder, type RightKind, strictest } from '#contract/rights-clocks.ts'
import { schoolDay } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { followerOf } from './following.queries.ts'
import * as queries from './requests.queries.ts'

/** What came longer ago is a slip of the keyboard. */
const OLDEST = 'P12M'

/** The laws that a person's requests run by: the school's, and that of their own profile. */
export const lawsFor = async (tx: Tx, schoolId: string, personId: string) => {
  const [school, own] = [await schoolOf(tx), await queries.profileOf(tx, schoolId, personId)]
  return [school.profile, ...(own ? [own] : [])] as const
}

type Asked = { schoolId: string; personId: string; kind: RightKind; now: Date; from: string | undefined }
/** By which law a request is answered, and until when: from the day on which it came. */
export const clockFor = async (tx: Tx, { schoolId, personId, kind, now, from }: Asked) => {
  const [laws, { timeZone }] = [await lawsFor(tx, schoolId, personId), await schoolOf(tx)]
  const today = schoolDay(now, timeZone)
  if (from !== undefined && (from > today || dayAfter(from, OLDEST) < today)) refuse('rights.not_yet_received')
  if (!isKnownUnder(kind, laws)) refuse('rights.not_here')
  return strictest(kind, laws, from ?? today)
}

/** What may be complained about: a refusal, and a copy that somebody has looked through. */
export const isAnswered = ({ outcome, byHand }: Pick<queries.Request, 'outcome' | 'byHand'>): boolean =>
  outcome === 'refused' || (byHand && outcome === 'granted')

type Following = { schoolId: string; askedBy: string; personId: string; kind: RightKind; follows: string }
/** A complaint or a hearing follows a refusal of what the same person asked, and each refusal has one of each. */
export const mustFollow = async (tx: Tx, { schoolId, askedBy, personId, kind, follows }: Following): Promise<void> => {
  const row = await queries.requestWith(tx, schoolId, follows)
  const isTheirs = row?.askedBy === askedBy && row.personId === personId && isAnswered(row)
  const mayFollow = kind === 'complaint' || row?.kind === 'rectification'
  if (!isTheirs || !mayFollow || (await followerOf(tx, schoolId, follows, kind))) refuse('rights.nothing_refused')
}
