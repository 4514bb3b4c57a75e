import { authorities, silenceArticle } from '#contract/authorities.ts'
import { refusalArticle } from '#contract/refusal-grounds.ts'
import type { RightRequest } from '#contract/right-request.ts'
import type { GoneCase } from '#contract/rights.ts'
import { checkOf, clockOf, proofRules, standingOf } from '#contract/rights-clocks.ts'
import type { Tx } from '#kernel/db.ts'
import { survivingNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { type goneCases, peopleWith, type Request } from './requests.queries.ts'
import { requestTable } from './sealed.ts'

/** What is quoted of a request: the year, and the random end of its id without signs that are taken for each other. */
export const numberOf = (id: string, askedAt: Date): string => {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const end = BigInt(`0x${id.replaceAll('-', '').slice(-10)}`)
  const text = Array.from({ length: 6 }, (_, nth) => signs[Number((end >> BigInt(25 - nth * 5)) & 31n)]).join('')
  return `DR-${askedAt.getUTCFullYear()}-${text}`
}

/** The numbers of some requests, by their ids. */
export const numbersOf = (rows: readonly Pick<Request, 'id' | 'askedAt'>[]) => {
  const known = new Map(rows.map(({ id, askedAt }) => [id, numberOf(id, askedAt)]))
  return (id: string | null) => (id && known.get(id)) ?? null
}

/** The names of people, as this reader may see them; empty for who is no more. */
export const namesOf = async (tx: Tx, vault: Vault, schoolId: string, ids: readonly string[]) => {
  const rows = await peopleWith(tx, schoolId, [...new Set(ids)])
  const names = await survivingNames(tx, vault, schoolId, rows)
  const known = new Map(rows.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
  return (id: string) => ({ id, display: known.get(id) ?? '' })
}

type Said = { words?: string; answer?: string; answerTo?: string; needed?: string } | undefined
const at = (when: Date | null) => when?.toISOString() ?? null

/** To whom whoever was refused may complain, or was not answered in time. */
const recourseOf = ({ profile, kind, outcome, closedAt, dueOn }: Request, today: string): RightRequest['recourse'] => {
  const isLate = closedAt === null && dueOn < today
  if (!isLate && outcome !== 'refused') return null
  return { authority: authorities[profile], isLate, silence: isLate ? silenceArticle(profile, kind) : null }
}

const neededOf = ({ profile, neededBy }: Request, said: Said): RightRequest['needed'] =>
  said?.needed && neededBy ? { words: said.needed, until: neededBy, clockWaits: proofRules[profile]?.waits === true } : null

/** A request as those see it who may. */
export const shownRequest = (
  row: Request,
  said: Said,
  named: (id: string) => { id: string; display: string },
  today: string,
): RightRequest => {
  const clock = clockOf(row.profile, row.kind)
  const refused = row.ground ? refusalArticle(row.profile, row.kind, row.ground) : undefined
  return {
    ...{ id: row.id, number: numberOf(row.id, row.askedAt), kind: row.kind, about: named(row.personId) },
    ...{ askedAt: row.askedAt.toISOString(), dueOn: row.dueOn, article: clock.article, isLaw: clock.isLaw },
    standing: standingOf(clock, today),
    ...{ extendedAt: at(row.extendedAt), coolsUntil: at(row.coolsUntil), linkUntil: at(row.linkUntil), byHand: row.byHand },
    ...{ field: row.field, purpose: row.purpose, held: null, came: row.came, receivedOn: row.receivedOn, follows: null },
    checked: {
      how: row.confirmedHow === 'own' ? 'own_tap' : checkOf(row.kind, row.identity),
      by: (row.knownBy && named(row.knownBy).display) || null,
    },
    ...{ confirmed: row.confirmedHow, waitsFor: null, needed: neededOf(row, said) },
    // Whoever has an account is answered in it: where a key said that the answer goes may be somebody else's.
    answerTo: (row.confirmedHow !== 'own' && said?.answerTo) || null,
    ...{ words: said?.words ?? null, closedAt: at(row.closedAt), outcome: row.outcome, answer: said?.answer ?? null },
    recourse: recourseOf(row, today),
    ground: row.ground && refused ? { name: row.ground, article: refused.article, standing: standingOf(refused, today) } : null,
  }
}

/** A case of somebody who was erased: what there was, and nobody in it. */
export const shownGone = (row: Awaited<ReturnType<typeof goneCases>>[number]): GoneCase => {
  const { id, kind, profile, askedAt, dueOn, closedAt, outcome, madeAt, deleted, detached, kept, keys, keptUntil } = row
  return {
    ...{ id, number: numberOf(id, askedAt), kind, profile, askedAt: askedAt.toISOString(), dueOn, outcome },
    closedAt: closedAt.toISOString(),
    certificate: { madeAt: madeAt.toISOString(), deleted, detached, kept, keys, keptUntil },
  }
}

/** What was written with some requests; a gap where it can no longer be read. */
export const saidIn = (tx: Tx, vault: Vault, schoolId: string, rows: readonly Request[]) =>
  vault.openSurviving(tx, schoolId, requestTable, [...rows])
