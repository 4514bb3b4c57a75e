import { exportRoster } from '#contract/rosters.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { type PersonContent, personTable, sealedPeople, wholeSchool } from '#modules/people/index.ts'
import type { Link, LinkKind } from './board.ts'
import { readBefore } from './comparing.ts'
import { asOutside } from './hiding.ts'
import * as queries from './importing.queries.ts'
import { columnsOf } from './package/columns.ts'

type Names = (kind: LinkKind, targetId: string | undefined) => string
type Cells = Readonly<Record<string, string | undefined>>

/** A cell that a spreadsheet would take for a formula gets an apostrophe, which reading takes away again. */
const cellOf = (text: string) => {
  const safe = /^'*[=+\-@]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const files = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'roles', 'enrollments'] as const
type File = (typeof files)[number]

const csvOf = (file: File, rows: readonly Cells[]) => {
  const columns = Object.entries(columnsOf['1.2'][file] ?? {}).flatMap(([name, { optional }]) => (optional ? [] : [name]))
  const kana = file === 'users' && rows.some((row) => row['metadata.jp.kanaFamilyName'] !== undefined)
  const all = kana ? [...columns, 'metadata.jp.kanaGivenName', 'metadata.jp.kanaFamilyName'] : columns
  return [all, ...rows.map((row) => all.map((name) => cellOf(row[name] ?? '')))].map((cells) => `${cells.join(',')}\r\n`).join('')
}

const manifest = [
  'propertyName,value',
  'manifest.version,1.0',
  'oneroster.version,1.2',
  ...files.map((file) => `file.${file},bulk`),
  '',
].join('\r\n')

const frameOf = (of: (kind: LinkKind) => Link[]): Record<'orgs' | 'academicSessions' | 'courses' | 'classes', Cells[]> => ({
  orgs: of('org').map(({ externalId, note: { said = [] } }) => ({
    ...{ sourcedId: externalId, name: said[0], type: said[1], parentSourcedId: said[2] },
  })),
  academicSessions: of('session').map(({ externalId, note: { from, to, parent, said = [] } }) => ({
    ...{ sourcedId: externalId, title: said[0], type: said[1], schoolYear: said[2] },
    ...{ startDate: from, endDate: to, parentSourcedId: parent },
  })),
  courses: of('course').map(({ externalId, note: { said = [] } }) => ({
    ...{ sourcedId: externalId, title: said[0], orgSourcedId: said[1] },
  })),
  classes: of('class').map(({ externalId, note: { said = [] } }) => ({
    ...{ sourcedId: externalId, title: said[0], classCode: said[1], classType: said[2], grades: said[3] },
    ...{ courseSourcedId: said[4], schoolSourcedId: said[5], termSourcedIds: said[6] },
  })),
})

const userOf = (
  { externalId, note }: Link,
  { names, username, email, grade }: PersonContent,
  agents: string[],
  org: string,
): Cells => {
  const [kanaFamily, ...kanaGiven] = names.kana?.split(' ') ?? []
  return {
    ...{ sourcedId: externalId, enabledUser: note.state === 'suspended' ? 'false' : 'true', username, primaryOrgSourcedId: org },
    ...{ givenName: names.given, familyName: names.family, email, grades: grade?.replaceAll(', ', ',') },
    ...{ preferredGivenName: names.preferred, preferredFamilyName: note.preferredFamily, agentSourcedIds: agents.join(',') },
    ...(kanaFamily && { 'metadata.jp.kanaFamilyName': kanaFamily, 'metadata.jp.kanaGivenName': kanaGiven.join(' ') }),
  }
}

const rolesOf = (links: readonly Link[], name: Names, org: string): Cells[] => {
  const held = new Set<string>()
  return links.map(({ externalId, personId = '', note: { role, relation, from, to } }) => {
    const roleType = held.has(personId) ? 'secondary' : 'primary'
    held.add(personId)
    const word = role === 'pupil' ? 'student' : role === 'guardian' ? (relation ?? 'guardian') : role
    const span = { beginDate: from, endDate: to }
    return { ...span, sourcedId: externalId, userSourcedId: name('person', personId), roleType, role: word, orgSourcedId: org }
  })
}

const placesOf = (links: readonly Link[], name: Names, org: string): Cells[] =>
  links.map(({ externalId, personId, note: { classId, role, from, to } }) => ({
    ...{
      sourcedId: externalId,
      classSourcedId: name('class', classId),
      schoolSourcedId: org,
      userSourcedId: name('person', personId),
    },
    ...{ role: role === 'teacher' ? 'teacher' : 'student', beginDate: from, endDate: to },
  }))

/** What a source brought and still holds, as it stands here, in the form in which it came. */
const rosterOf = (links: readonly Link[], contents: ReadonlyMap<string, PersonContent>) => {
  const byKind = Map.groupBy(
    links.filter(({ left }) => !left),
    ({ kind }) => kind,
  )
  const of = (kind: LinkKind) => byKind.get(kind) ?? []
  const names = new Map(links.map(({ kind, targetId, externalId }) => [`${kind} ${targetId}`, externalId]))
  const name: Names = (kind, targetId) => names.get(`${kind} ${targetId}`) ?? ''
  const org = of('org').find(({ note }) => note.said?.[1] === 'school')?.externalId ?? of('org')[0]?.externalId ?? ''
  const agents = Map.groupBy(of('guardianship'), ({ personId }) => personId)
  const users = of('person').flatMap((link) => {
    const content = contents.get(link.targetId ?? '')
    const own = (agents.get(link.personId) ?? []).map(({ note }) => name('person', note.otherId))
    return content ? [userOf(link, content, own, org)] : []
  })
  return { ...frameOf(of), users, roles: rolesOf(of('role'), name, org), enrollments: placesOf(of('enrolment'), name, org) }
}

export const exported = action(exportRoster, async ({ tx, actor, vault, query, now, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const source = (await queries.sourceByCode(tx, schoolId, query.source ?? 'roster')) ?? refuse('not_found')
  const { links } = await readBefore(tx, vault, schoolId, source.id, now)
  const ids = links.flatMap(({ kind, targetId, left }) => (kind === 'person' && targetId && !left ? [targetId] : []))
  const rows = await sealedPeople(tx, schoolId, ids)
  const opened = await vault.openSurviving(tx, schoolId, personTable, rows)
  const known = rows.flatMap(({ id, sealed }, nth) => (opened[nth] ? [{ id, sealed, content: opened[nth] }] : []))
  const outside = await asOutside(tx, vault, schoolId, known, links)
  const contents = outside.contents
  const roster = rosterOf(outside.links, contents)
  const texts = files.map((file) => ({ path: `${file}.csv`, text: csvOf(file, roster[file]) }))
  const [audience, members] = [await wholeSchool(tx, schoolId), [...contents.keys()]]
  const about = audience && members.length > 0 ? { audience, members } : {} // everybody who leaves with it finds it in their own log
  emit('roster.exported', { sourceId: source.id, people: contents.size }, about)
  return { name: `oneroster-${now.toISOString().slice(0, 10)}.zip`, files: [{ path: 'manifest.csv', text: manifest }, ...texts] }
})
