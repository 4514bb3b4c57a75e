import { hash } from 'node:crypto'
import type { Problems } from '../package/problems.ts'
import type { Roster, RosterUser } from '../package/roster.ts'
import { relationOf } from './headings.ts'
import { plain } from './plain.ts'

/** A guardian as a row of the list names one. */
export type NamedGuardian = { nth: number; name: string; email: string; phone: string; relation: string }

/** A person of the list without the many things that only packages say. */
export const userOf = (id: string, line: number, said: Partial<RosterUser>): RosterUser => ({
  ...{ id, line, leaving: false, enabled: true, givenName: '', familyName: '', middleName: undefined },
  ...{ preferredGivenName: undefined, preferredFamilyName: undefined, kanaGivenName: undefined, kanaFamilyName: undefined },
  ...{ identifier: undefined, username: undefined, email: undefined, grades: [], agentIds: [] },
  ...said,
})

/** A name in one cell: the family's comes first where a comma says so or the signs are Chinese, otherwise last. */
export const partsOfName = (text: string): Pick<RosterUser, 'givenName' | 'familyName'> => {
  const name = text.replace(/\s+/g, ' ').trim()
  const [family, given] = name.split(/[,、，]\s*/)
  if (family && given) return { givenName: given, familyName: family }
  const words = name.split(' ')
  const [first = '', ...rest] = words
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(name))
    return rest.length > 0 ? { givenName: rest.join(' '), familyName: first } : { givenName: name, familyName: '' }
  return rest.length > 0
    ? { givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' }
    : { givenName: name, familyName: '' }
}

const short = (text: string) => hash('sha256', text, 'base64url').slice(0, 22)

/** One person for each guardian, also of several children: the same e-mail address, or the same name and telephone. */
export const families = (roster: Roster, orgId: string, problems: Problems) => {
  const known = new Map<string, { user: RosterUser; name: string }>()
  const lines = new Map<string, number>()
  const idOf = (pupilId: string, { nth, name, email, phone }: NamedGuardian) => {
    if (email) return `guardian ${short(plain(email))}`
    return phone ? `guardian ${short(`${plain(name)} ${phone.replace(/\D/g, '')}`)}` : `guardian ${nth} of ${pupilId}`
  }
  const perhapsTheSame = (id: string, name: string, line: number, column: string) => {
    const before = lines.get(plain(name))
    if (before !== undefined && !known.has(id))
      problems.add('roster.guardian_maybe_same', { file, line, column, value: `${before}` })
    else lines.set(plain(name), line)
  }
  return (pupil: RosterUser, guardian: NamedGuardian) => {
    const { name, email, relation, nth } = guardian
    const place = { file, line: pupil.line, column: `guardian ${nth}` }
    if (email && pupil.email && plain(email) === plain(pupil.email)) return problems.add('roster.own_agent', place)
    if (!name) return problems.add('roster.cell_required', place)
    const id = idOf(pupil.id, guardian)
    perhapsTheSame(id, name, pupil.line, place.column)
    const before = known.get(id)
    if (before && before.name !== plain(name)) problems.add('roster.guardian_name_differs', place)
    if (!before) {
      const user = userOf(id, pupil.line, { ...partsOfName(name), email: email || undefined })
      known.set(id, { user, name: plain(name) })
      roster.users.push(user)
      roster.roles.push({
        ...{ id: `role ${id}`, line: pupil.line, leaving: false, userId: id, role: relationOf(relation), primary: true, orgId },
        ...{ from: undefined, to: undefined },
      })
    }
    if (!pupil.agentIds.includes(id)) pupil.agentIds.push(id)
  }
}

const file = 'list'
