import { listPeople, readMe } from '#contract/people.ts'
import type { ServiceNews } from '#contract/service-news.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, openNames } from './names.ts'
import * as oneself from './oneself.queries.ts'
import * as queries from './people.queries.ts'
import { personTable } from './sealed.ts'

const instantOf = (text: string) => new Date(text).toISOString()
/** The database writes instants in the school's time. */
const inUtc = ({ incidents, windows }: ServiceNews): ServiceNews => ({
  incidents: incidents.map((one) => ({ ...one, beganAt: instantOf(one.beganAt) })),
  windows: windows.map((one) => ({ ...one, from: instantOf(one.from), until: instantOf(one.until) })),
})

export const list = action(listPeople, async ({ tx, actor, vault, query, emit }) => {
  const schoolId = actor.schoolId!
  const [rows, school] = await Promise.all([queries.people(tx, schoolId, query.role), schoolOf(tx)])
  const opened = await openNames(tx, vault, schoolId, rows)
  const { compare } = collatorOf(school.locale)
  const people = rows.map(({ id, roles }, at) => ({
    id,
    roles,
    display: opened[at]!.display,
    sort: opened[at]!.sort,
  }))
  emit('directory.searched', { results: people.length })
  return { people: people.sort((a, b) => compare(a.sort, b.sort)) }
})

export const me = action(readMe, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const [self, school, schools, children, waiting] = await Promise.all([
    oneself.me(tx, schoolId),
    schoolOf(tx),
    oneself.mySchools(tx),
    oneself.myChildren(tx, schoolId),
    oneself.requestsToDecide(tx, schoolId),
  ])
  const person = self ?? refuse('not_found')
  const [own, ...theirs] = await vault.open(tx, schoolId, personTable, [person, ...children])
  return {
    person: {
      ...{ id: person.id, display: own!.names.display, kana: own!.names.kana, roles: person.roles },
      ...(person.leavesOn && { leavesOn: person.leavesOn }),
    },
    school: {
      id: schoolId,
      slug: school.slug,
      name: school.name,
      locale: school.locale,
      timeZone: school.timeZone,
      profile: school.profile,
      ...(person.closing && { closing: person.closing }),
    },
    schools: schools.map(({ schoolId: id, slug, name }) => ({ id, slug, name })),
    children: children.map(({ id, classes }, at) => ({ id, classes, display: theirs[at]!.names.display })),
    requestsToDecide: waiting,
    ...(person.service && { service: inUtc(person.service) }),
    ...(person.suppliers && { suppliers: person.suppliers }),
  }
})
