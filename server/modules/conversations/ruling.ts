import { listWritingRules, setWritingRule } from '#contract/message-reports.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, namesByPerson, staffNames } from '#modules/people/index.ts'
import { rules as rulesNow } from './partners.queries.ts'
import * as queries from './reports.queries.ts'
import { leads } from './ruling.queries.ts'

export const rules = action(listWritingRules, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [rows, change, school] = await Promise.all([rulesNow(tx), leads(tx), schoolOf(tx)])
  const [acting, staff] = await Promise.all([
    staffNames(
      tx,
      rows.flatMap(({ actsId }) => actsId ?? []),
    ),
    change ? queries.staff(tx, schoolId) : [],
  ])
  const { display, someone } = await namesByPerson({ tx, vault, schoolId }, [...acting, ...staff])
  const { compare } = collatorOf(school.locale)
  return {
    rules: rows.map((rule) => ({ ...rule, acts: display(rule.actsId), isDefault: rule.version === 0 })),
    staff: staff.flatMap(({ id }) => someone(id) ?? []).sort((a, b) => compare(a.display, b.display)),
    can: { change },
  }
})

export const set = action(setWritingRule, async ({ tx, actor, params: { line }, body, version: read, now, emit }) => {
  const [schoolId, setBy] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const version = read ?? refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'missing' }] })
  if (line.endsWith('pupil') && !body.readBy.includes('head')) refuse('writing_rule.head_reads')
  const changed =
    (await queries.setRule(tx, version, { ...body, schoolId, line, setBy, setAt: now })) ?? refuse('version_conflict')
  const { schoolMay, familyMay, readBy, reportsTo, days } = body
  emit('writing_rule.changed', { line, schoolMay, familyMay, readBy, reportsTo, days })
  return { line, version: changed.version }
})
