import { listCorrections, listRecipients, makeCorrection, tellRecipient } from '#contract/corrections.ts'
import type { Locale } from '#contract/locales.ts'
import { action, preparedAction } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type Ground, groundOf, valueInWords } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './recipients.queries.ts'
import { recipientTable } from './sealed.ts'
import { namesOf, numberOf } from './showing.ts'

type Row = Omit<queries.Recipient, 'askedAt'>
const at = (when: Date | null) => when?.toISOString() ?? null
const onMap = async ({ installation }: { installation: Installation }) => groundOf(installation)

/** What stands sealed with some of them; a gap where the key is gone. */
const saidWith = async (tx: Tx, vault: Vault, schoolId: string, rows: readonly Row[]): Promise<(string | null)[]> => {
  const sealed = rows.flatMap(({ id, sealed: blob }) => (blob ? [{ id, sealed: blob }] : []))
  const opened = await vault.openSurviving(tx, schoolId, recipientTable, sealed)
  const said = new Map(sealed.map(({ id }, nth) => [id, opened[nth]?.to ?? null]))
  return rows.map(({ id }) => said.get(id) ?? null)
}

const fieldsInWords = async (tx: Tx, ground: Ground, locale: Locale | undefined, rows: readonly Row[]) =>
  Promise.all(rows.map(({ field }) => (field ? valueInWords(tx, ground, locale, field) : null)))

const shown = ({ because, kind, toldAt, toldHow, doneAt }: Row, to: string | null) => ({
  ...{ because, kind, to, how: toldHow },
  ...{ toldAt: at(toldAt), doneAt: at(doneAt) },
})

/** To whom the corrections of some requests were told. */
export const toldOf = async (tx: Tx, vault: Vault, schoolId: string, requests: readonly string[]) => {
  const rows = await queries.recipientsOf(tx, schoolId, requests)
  const said = await saidWith(tx, vault, schoolId, rows)
  const all = rows.map((row, nth) => ({ requestId: row.requestId ?? '', told: shown(row, said[nth] ?? null) }))
  return Map.groupBy(all, ({ requestId }) => requestId)
}

export const list = preparedAction(listRecipients, onMap, async ({ tx, actor, vault, query, ready, now, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.recipients(tx, schoolId, now)
  const said = await saidWith(tx, vault, schoolId, rows)
  const people = rows.flatMap(({ personId, takenBy }) => [personId, takenBy].filter((id) => id !== null))
  const named = await namesOf(tx, vault, schoolId, people)
  const whats = await fieldsInWords(tx, ready, query.locale, rows)
  emit('correction.recipients_read', {})
  const recipients = rows.map((row, nth) => ({
    ...{
      id: row.id,
      ...shown(row, said[nth] ?? null),
      number: row.requestId && row.askedAt ? numberOf(row.requestId, row.askedAt) : '',
    },
    ...{
      person: row.personId ? named(row.personId) : null,
      takenBy: row.takenBy ? named(row.takenBy) : null,
      what: whats[nth] ?? null,
    },
    ...{ lastAt: row.lastAt.toISOString(), canTell: row.answers && row.toldAt === null },
  }))
  return { recipients }
})

export const tell = action(tellRecipient, async ({ tx, actor, vault, params: { id }, body, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const rows = [{ id, owners: snapshot(id), content: { to: body.to } }]
  const [sealed] = await vault.seal(tx, schoolId, recipientTable.table, rows)
  const telling = { schoolId, id, at: now, by, how: body.how, sealed: sealed! }
  const { askedBy } = (await queries.tell(tx, telling)) ?? refuse('rights.already_closed')
  emit('correction.told', { recipientId: id, how: body.how }, askedBy ? { subject: askedBy } : {})
  return { id }
})

export const mine = preparedAction(listCorrections, onMap, async ({ tx, actor, vault, query, ready }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.takenByMe(tx, schoolId, actor.personId ?? nobody)
  const people = rows.flatMap(({ personId }) => personId ?? [])
  const named = await namesOf(tx, vault, schoolId, people)
  const whats = await fieldsInWords(tx, ready, query.locale, rows)
  const corrections = rows.map(({ id, kind, because, personId, lastAt, doneAt }, nth) => ({
    ...{ id, kind, because, person: personId ? named(personId).display : '', what: whats[nth] ?? null },
    ...{ lastAt: lastAt.toISOString(), doneAt: at(doneAt) },
  }))
  return { corrections }
})

export const correct = action(makeCorrection, async ({ tx, actor, params: { id }, now, emit }) => {
  const { askedBy } = (await queries.correct(tx, actor.schoolId!, id, now)) ?? refuse('rights.already_closed')
  emit('correction.made', { recipientId: id }, askedBy ? { subject: askedBy } : {})
  return { id }
})
