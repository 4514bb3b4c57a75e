import * as z from 'zod/mini'
import { type RecipientKind, recipientKinds, type TellingReason, tellingReasonOf } from '#contract/corrections.ts'
import type { Tx } from '#kernel/db.ts'
import { ways } from '#kernel/egress.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { job, type Unit } from '#kernel/job.ts'
import { takenAway } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './recipients.queries.ts'
import { type Request, requestWith } from './requests.queries.ts'
import { overRestriction } from './restrictions.queries.ts'
import { recipientTable } from './sealed.ts'

type Left = { kind: RecipientKind; takenBy: string | null; lastAt: Date; to?: string }
/** Of what recipients are told, and of whom; of an erasure, of nobody. */
type Told = {
  schoolId: string
  because: TellingReason
  requestId: string | null
  erasureId: string | null
  personId: string | null
  askedBy: string | null
  field: string | null
}

/** Whoever carries the school’s mail, and so may have the address and the name of whoever got some. */
const carriers = ({ egress }: Installation, lastAt: Date): Left[] =>
  egress.register
    .filter(({ way }) => (ways[way].fields as readonly string[]).includes('address'))
    .map(({ host }) => ({ kind: 'mail', takenBy: null, lastAt, to: host }))

/** What can stand in a mail: the address and the name, or something that nobody has named. */
const isInMails = (field: string | null) => field === null || field === 'person.email' || field === 'person.names'

/** Who carries the school’s mail, where mail can have gone to the person. */
const carriedMail = async (tx: Tx, installation: Installation, schoolId: string, request: Request): Promise<Left[]> => {
  const found = carriers(installation, request.closedAt ?? request.askedAt)
  if (found.length === 0 || !isInMails(request.field) || !(await queries.getsMail(tx, schoolId, request.personId))) return []
  return found
}

const untold = { toldAt: null, toldHow: null, toldBy: null }

/** Writes one down, told or not; false where it was written down already. */
const write = async ({ tx, vault, now }: Unit, told: Told, left: Left & { id: string; isTold: boolean }) => {
  const { id, kind, takenBy, lastAt, to, isTold } = left
  const row = { id, owners: snapshot(id), content: to ? { to } : {} }
  const [sealed] = await vault.seal(tx, told.schoolId, recipientTable.table, [row])
  const telling = isTold ? { toldAt: now, toldHow: 'app' as const, toldBy: nobody } : untold
  return queries.insertRecipient(tx, { ...told, id, kind, takenBy, lastAt, foundAt: now, sealed: sealed!, ...telling })
}

/** Tells those who still work here at once; answers how many wait for a letter. */
const tellAll = async (hands: Unit, told: Told, left: readonly Left[]): Promise<number> => {
  const takers = left.flatMap(({ takenBy }) => takenBy ?? [])
  const here = await queries.stillHere(hands.tx, told.schoolId, takers)
  let waiting = 0
  for (const one of left) {
    const id = uuidv7()
    const isTold = one.kind !== 'roster' && one.takenBy !== null && here.has(one.takenBy) // the software that got the whole list is written to
    if (!(await write(hands, told, { ...one, id, isTold }))) continue
    if (isTold) hands.emit('correction.told', { recipientId: id, how: 'app' }, told.askedBy ? { subject: told.askedBy } : {})
    else waiting++
  }
  return waiting
}

const whereTo = (to: string | undefined) => (to ? { to } : {})

/** Finds out who received what has been put right or restricted: takers who still work here are told at once, the others wait for a letter. */
export const findRecipients = job(
  'rights.find_recipients',
  'legal',
  z.object({ request: z.uuid() }),
  async ({ payload, schoolId, installation, unit }) => {
    await unit(async (hands) => {
      const { tx, vault, now } = hands
      const request = await requestWith(tx, schoolId, payload.request)
      const because = request && tellingReasonOf(request.kind)
      if (!request || !because) return
      const { id: requestId, personId, askedBy, field } = request
      const taken = (await takenAway(tx, vault, { schoolId, personId, now })).filter(({ takenBy }) => takenBy !== askedBy)
      const told = { schoolId, because, requestId, erasureId: null, personId, askedBy, field }
      const waiting = await tellAll(hands, told, [...taken, ...(await carriedMail(tx, installation, schoolId, request))])
      if (waiting > 0) hands.emit('correction.recipients_wait', { requestId, waiting })
    })
  },
)

/** Tells those who were told of a restriction that it is over: they set something aside until they hear again. Nobody who was never told of it is. */
export const tellOfLifting = job(
  'rights.tell_of_lifting',
  'legal',
  z.object({ restriction: z.uuid() }),
  async ({ payload: { restriction }, schoolId, unit }) => {
    await unit(async (hands) => {
      const { tx, vault, now } = hands
      const { personId, requestId } = (await overRestriction(tx, schoolId, restriction, now)) ?? {}
      const request = requestId && (await requestWith(tx, schoolId, requestId))
      if (!request || !personId) return
      const rows = await queries.toldToSetAside(tx, schoolId, request.id)
      const sealed = rows.flatMap(({ id, sealed: blob }) => (blob ? [{ id, sealed: blob }] : []))
      const said = await vault.openSurviving(tx, schoolId, recipientTable, sealed)
      const to = new Map(sealed.map(({ id }, nth) => [id, said[nth]?.to]))
      const left = rows.map(({ id, kind, takenBy, lastAt }) => ({ kind, takenBy, lastAt, ...whereTo(to.get(id)) }))
      const { id, askedBy } = request
      const told = { schoolId, because: 'lifting' as const, requestId: id, erasureId: null, personId, askedBy, field: null }
      const waiting = await tellAll(hands, told, left)
      if (waiting > 0) hands.emit('rights.lifting_waits', { restrictionId: restriction, waiting })
    })
  },
)

const left = z.object({
  erasure: z.uuid(),
  kind: z.enum(recipientKinds),
  takenBy: z.optional(z.uuid()),
  lastAt: z.iso.datetime(),
})

/** Tells who had received something of somebody who was erased: what they took away holds somebody who is gone. Nobody is named. */
export const tellOfErasure = job('rights.tell_of_erasure', 'legal', left, async ({ payload, schoolId, installation, unit }) => {
  const { erasure, kind, takenBy = null, lastAt } = payload
  await unit(async (hands) => {
    const nobodys = { requestId: null, personId: null, askedBy: null, field: null }
    const told = { schoolId, because: 'erasure' as const, erasureId: erasure, ...nobodys }
    const at = new Date(lastAt)
    const waiting = await tellAll(hands, told, kind === 'mail' ? carriers(installation, at) : [{ kind, takenBy, lastAt: at }])
    if (waiting > 0) hands.emit('erasure.recipients_wait', { erasureId: erasure, waiting })
  })
})
