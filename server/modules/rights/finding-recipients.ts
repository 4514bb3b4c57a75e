import * as z from 'zod/mini'
import type { RecipientKind } from '#contract/corrections.ts'
import { roleBits } from '#contract/ledger.ts'
import type { Tx } from '#kernel/db.ts'
import { ways } from '#kernel/egress.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { job, type Unit } from '#kernel/job.ts'
import { entriesOf } from '#ledger/entries.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './recipients.queries.ts'
import { type Request, requestWith } from './requests.queries.ts'
import { recipientTable } from './sealed.ts'

const DAY = 86_400_000
/** The facts that say that data left: what they left in. */
const leavings: Readonly<Record<string, RecipientKind>> = {
  'list.exported': 'list',
  'export.made': 'copy',
  'roster.exported': 'roster',
}
const ofFamily = (1 << roleBits.guardian) | (1 << roleBits.pupil)
/** A family, and nobody who works here; without any role it is whoever keeps the machine. */
const isFamily = (roles: number) => roles !== 0 && (roles & ~ofFamily) === 0

type Left = { kind: RecipientKind; takenBy: string | null; lastAt: Date; to?: string }

/** What staff took away with this person in it, as the person's file in the ledger says; what a family took is its own. */
const takenAway = async (tx: Tx, vault: Vault, schoolId: string, { personId, askedBy }: Request, now: Date): Promise<Left[]> => {
  const to = new Date(now.getTime() + DAY).toISOString().slice(0, 10)
  const entries = await entriesOf(tx, vault, { schoolId, kind: 'person', id: personId, from: '2000-01-01', to })
  const found = entries.flatMap(({ event, at, stub }) => {
    const kind = leavings[event]
    if (!kind || !stub || isFamily(stub.roles) || stub.actor === personId || stub.actor === askedBy) return []
    return [{ kind, takenBy: stub.actor, lastAt: at }]
  })
  const byWhom = Map.groupBy(found, ({ kind, takenBy }) => `${kind} ${takenBy}`)
  return [...byWhom.values()].map((some) => some.reduce((last, one) => (one.lastAt > last.lastAt ? one : last)))
}

/** A correction of what can stand in a mail: the address and the name, or something that nobody has named. */
const isInMails = (field: string | null) => field === null || field === 'person.email' || field === 'person.names'

/** Who carries the school’s mail, where mail can have gone to the person. */
const carriedMail = async (tx: Tx, { egress }: Installation, schoolId: string, request: Request): Promise<Left[]> => {
  const carriers = egress.register.filter(({ way }) => (ways[way].fields as readonly string[]).includes('address'))
  if (carriers.length === 0 || !isInMails(request.field) || !(await queries.getsMail(tx, schoolId, request.personId))) return []
  return carriers.map(({ host }) => ({ kind: 'mail', takenBy: null, lastAt: request.closedAt ?? request.askedAt, to: host }))
}

const untold = { toldAt: null, toldHow: null, toldBy: null }

/** Writes one down, told or not; false where it was written down already. */
const write = async (
  { tx, vault, now }: Unit,
  schoolId: string,
  request: Request,
  left: Left & { id: string; isTold: boolean },
) => {
  const { id, kind, takenBy, lastAt, to, isTold } = left
  const { id: requestId, personId, askedBy, field } = request
  const [sealed] = await vault.seal(tx, schoolId, recipientTable.table, [{ id, owners: snapshot(id), content: to ? { to } : {} }])
  const about = { schoolId, id, requestId, personId, askedBy, field, kind, takenBy, lastAt, foundAt: now, sealed: sealed! }
  const telling = isTold ? { toldAt: now, toldHow: 'app' as const, toldBy: nobody } : untold
  return queries.insertRecipient(tx, { ...about, ...telling })
}

const tellAll = async (hands: Unit, schoolId: string, request: Request, left: readonly Left[]) => {
  const takers = left.flatMap(({ takenBy }) => takenBy ?? [])
  const here = await queries.stillHere(hands.tx, schoolId, takers)
  let waiting = 0
  for (const one of left) {
    const id = uuidv7()
    const isTold = one.kind !== 'roster' && one.takenBy !== null && here.has(one.takenBy) // the software that got the whole list is written to
    if (!(await write(hands, schoolId, request, { ...one, id, isTold }))) continue
    if (isTold) hands.emit('correction.told', { recipientId: id, how: 'app' }, { subject: request.askedBy })
    else waiting++
  }
  if (waiting > 0) hands.emit('correction.recipients_wait', { requestId: request.id, waiting })
}

/** Finds out who received what has been put right: takers who still work here are told at once, the others wait for a letter. */
export const findRecipients = job(
  'rights.find_recipients',
  'legal',
  z.object({ request: z.uuid() }),
  async ({ payload, schoolId, installation, unit }) => {
    await unit(async (hands) => {
      const { tx, vault, now } = hands
      const request = await requestWith(tx, schoolId, payload.request)
      if (request?.kind !== 'rectification' || request.outcome !== 'granted') return
      const taken = await takenAway(tx, vault, schoolId, request, now)
      await tellAll(hands, schoolId, request, [...taken, ...(await carriedMail(tx, installation, schoolId, request))])
    })
  },
)
