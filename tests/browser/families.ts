import { askChange, lend, presets, readMyFamily } from '#contract/families.ts'
import { addContact, addFetching } from '#contract/family-adults.ts'
import { readMe } from '#contract/people.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { findSame } from '#modules/families/same.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { dayInParis } from '#tests/days.ts'
import type { asker, World } from '#tests/world.ts'

type Ask = ReturnType<typeof asker>
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)

/** A family with something to look at: a right that was lent, a change that waits, and a mother whom a list brought twice. */
export const arrangeFamily = async (world: World, parent: Ask, head: Ask) => {
  const { children } = (await parent(readMyFamily)).body as { children: { id: string; edgeId: string }[] }
  const [child] = children
  const params = { id: child?.edgeId ?? '' }
  const body = { name: 'Zohra Benali-Lahlou', relation: 'relative', scopes: ['feed', 'pick_up'], until: inDays(120) }
  await parent(lend, { params, body })
  await head(askChange, {
    params,
    body: { preset: 'information', scopes: presets.information, reference: 'TJ Lyon, n° 26/01234' },
  })
  const pupil = { id: child?.id ?? '' }
  const aunt = { name: 'Samira Haddad', phone: '+33 6 11 22 33 44', relation: 'tante', note: 'le matin, au travail' }
  await parent(addContact, { params: pupil, body: aunt })
  await parent(addFetching, { params: pupil, body: { ...aunt, until: inDays(60) } })
  await head(addContact, { params: pupil, body: { name: 'Jean-Baptiste de La Rochefoucauld', phone: '04 78 00 00 00' } })
  await world.doJobs()
  const { school, person } = (await parent(readMe)).body as { school: { id: string }; person: { display: string } }
  await asSchool(world.installation, school.id, 'enrolment', 'person.arrange', ({ tx, vault, emit, now }) =>
    addPerson(
      { tx, vault, emit, now },
      { schoolId: school.id, names: namesFrom(person.display, 'fr'), role: 'guardian', reason: 'office', by: null },
    ),
  )
  await findSame.perform(world.installation, { schoolId: school.id, requestId: uuidv7() })
  return child?.id ?? ''
}
