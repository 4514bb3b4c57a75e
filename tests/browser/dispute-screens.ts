import { beginConversation } from '#contract/conversations.ts'
import { beginDispute } from '#contract/disputes.ts'
import { readMe } from '#contract/people.ts'
import { askRight, demandRight } from '#contract/rights.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { dayInParis } from '#tests/days.ts'
import { asker, guard } from '#tests/world.ts'
import type { School } from './school.ts'
import { at, ofNoor, press, type Screen } from './steps.ts'

const asks = async ({ world, enter }: School, cast: 'parent' | 'office') => {
  const { slug, token } = await enter(cast)
  return asker(world.app, slug, token)
}

/** A second guardian of the child, and a conversation that both are in. */
const bothWrite = async ({ world }: School, office: Awaited<ReturnType<typeof asks>>, schoolId: string, childId: string) => {
  const other = await asSchool(world.installation, schoolId, 'enrolment', 'person.arrange', ({ tx, vault, emit, now }) =>
    addPerson(
      { tx, vault, emit, now },
      { schoolId, names: namesFrom('Karim Haddad', 'fr'), role: 'guardian', reason: 'office', by: null },
    ),
  )
  await guard(world, other, { id: childId }, schoolId)
  const scope = "array['other_guardian']"
  await world.owner.query(`update guardianship set scopes = scopes || ${scope} where pupil_id = $1`, [childId])
  const to = { line: 'office_guardian', side: 'school', language: 'fr', pupilIds: [childId] }
  await office(beginConversation, {
    body: { ...to, topic: 'Vacances d’automne', text: 'Qui vient chercher l’enfant vendredi ?' },
  })
  await world.owner.query(`update guardianship set scopes = array_remove(scopes, 'other_guardian') where pupil_id = $1`, [
    childId,
  ])
}

const arrange = async (school: School) => {
  const { world } = school
  const childId = await school.child()
  const [parent, office] = [await asks(school, 'parent'), await asks(school, 'office')]
  await world.owner.query('update directory.session set authenticated_at = now()')
  const me = (await parent(readMe)).body as { person: { id: string }; school: { id: string } }
  await bothWrite(school, office, me.school.id, childId)
  await parent(askRight, { params: { id: me.person.id }, body: { kind: 'access' } })
  await parent(demandRight, { params: { id: childId }, body: { kind: 'erasure' } })
}
const arranging = new WeakMap<School, Promise<void>>()

/** The guardians of the child in dispute, and what the parent asked for waiting for the head. */
const inDispute = async (school: School) => {
  const known = arranging.get(school) ?? arrange(school)
  arranging.set(school, known)
  await known
  const body = {
    reason: 'Procédure devant le juge aux affaires familiales depuis mars ; chacun demande la correspondance.',
    until: dayInParis(Date.now() + 120 * 86_400_000),
  }
  await (await asks(school, 'office'))(beginDispute, { params: { id: await school.child() }, body })
  await school.world.doJobs()
}
const disputed =
  (path: Exclude<Screen['path'], string>): Screen['path'] =>
  async (school, slug) =>
    inDispute(school).then(() => path(school, slug))
const over: Screen['path'] = async (school, slug) => {
  await inDispute(school)
  await school.world.owner.query('update family_dispute set ended_at = now(), ended_by = begun_by where ended_at is null')
  return ofNoor('/family')(school, slug)
}

/** Guardians in dispute: what the office enters, what the head decides, and what whoever asked is told. */
export const disputeScreens: readonly Screen[] = [
  {
    name: 'dispute-family',
    cast: 'office',
    path: disputed(ofNoor('/family')),
    before: (page) => page.waitForSelector('#dispute'),
  },
  {
    name: 'dispute-new',
    cast: 'office',
    path: over,
    before: (page) => press(page, '#dispute ~ details summary').then(() => page.waitForSelector('#dispute ~ details textarea')),
  },
  { name: 'dispute-told', cast: 'parent', path: disputed(at('/my-data')) },
  { name: 'dispute-waits', cast: 'head', path: disputed(at('/data-requests')) },
  {
    name: 'dispute-decide',
    cast: 'head',
    path: disputed(at('/data-requests')),
    before: async (page) => {
      await press(page, '#head-steps ~ ul .button')
      await page.waitForSelector('[role=alertdialog] textarea')
      await page.locator('[role=alertdialog] input[type=radio]').last().check()
      await page.waitForSelector('[role=alertdialog] select')
    },
  },
]
