import { placeStatement, readContested } from '#contract/desk-cases.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { groundOf, valueInWords } from '#modules/privacy/index.ts'
import { snapshot } from '#vault/owners.ts'
import * as queries from './following.queries.ts'
import { requestWith } from './requests.queries.ts'
import { statementTable } from './sealed.ts'

export const contested = preparedAction(
  readContested,
  async ({ installation }) => groundOf(installation),
  async ({ tx, actor, vault, params, query, ready }) => {
    const schoolId = actor.schoolId!
    const rows = await queries.contestedAbout(tx, params.id)
    const placed = await queries.statementsAbout(tx, schoolId, params.id)
    const said = await vault.openSurviving(tx, schoolId, statementTable, placed)
    const inWords = (field: string | null) => (field ? valueInWords(tx, ready, query.locale, field) : null)
    const words = await Promise.all(rows.map(({ field }) => inWords(field)))
    const whats = await Promise.all(placed.map(({ field }) => inWords(field)))
    return {
      contested: rows.map(({ since }, nth) => ({ what: words[nth] ?? null, since: since.toISOString() })),
      statements: placed.flatMap(({ placedAt }, nth) => {
        const text = said[nth]?.words
        return text ? [{ what: whats[nth] ?? null, words: text, since: placedAt.toISOString() }] : []
      }),
    }
  },
)

export const place = action(placeStatement, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, askedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const heard = (await requestWith(tx, schoolId, params.id)) ?? refuse('not_found')
  if (heard.kind !== 'hearing' || heard.outcome !== 'refused') refuse('rights.nothing_refused')
  const refused = heard.follows ? await requestWith(tx, schoolId, heard.follows) : undefined
  const [sealed] = await vault.seal(tx, schoolId, statementTable.table, [{ id, owners: snapshot(id), content: body }])
  const placed = { schoolId, id, personId: heard.personId, askedBy, requestId: heard.id, field: refused?.field ?? null }
  if (!(await queries.placeStatement(tx, { ...placed, placedAt: now, sealed: sealed! }))) refuse('rights.already_closed')
  emit('rights.statement_placed', { statementId: id }, { subject: heard.personId, own: true })
  return { id }
})
