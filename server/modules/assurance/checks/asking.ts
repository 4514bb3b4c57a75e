import { imageAudiences } from '#contract/image-rights.ts'
import { rightClocks } from '#contract/rights-clocks.ts'
import { addPerson } from '#modules/people/index.ts'
import { contestedAbout, take } from '#modules/rights/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf } from '../checking.ts'
import { profilesOf } from '../installation.queries.ts'
import { invented } from '../inventing.ts'
import { imagesAllowed, picturesShown, requestsSeen } from '../trying.queries.ts'
import { counting } from './door.ts'

const DAY = 86_400_000
const daysIn = (span: string) => Number(span.slice(1, -1)) * (span.endsWith('M') ? 31 : 1)

type Look = Parameters<Ground['look']>[0]
type Hands = Parameters<Look>[0]

/** Somebody invented says that something about them is wrong. */
const contest = async (hands: Hands, schoolId: string) => {
  const { id } = await addPerson(hands, { schoolId, ...invented('guardian') })
  await enterAs(hands.tx, { schoolId, personId: id })
  const actor = { ...hands.actor, personId: id }
  const wish = { kind: 'rectification', personId: id, field: 'person.display', words: 'no' } as const
  const { row } = await take({ ...hands, actor }, wish)
  return { id, row }
}

/** A request becomes a case with a day by which it is answered, which whoever asked sees and a newcomer does not. */
const clock = perSchool('test', async ({ look, installation, now }, { schoolId }) => {
  const profile = (await profilesOf(installation)).get(schoolId) ?? 'EU-FR'
  const longest = daysIn(rightClocks[profile].rectification.span)
  const facts = await look(async (hands) => {
    const { row } = await contest(hands, schoolId)
    const seen = await requestsSeen(hands.tx, schoolId)
    await enterAs(hands.tx, { schoolId, personId: hands.actor.personId })
    const other = await addPerson(hands, { schoolId, ...invented('guardian') })
    await enterAs(hands.tx, { schoolId, personId: other.id })
    const days = Math.round((Date.parse(row.dueOn) - now.getTime()) / DAY)
    return { days, longest, seen, seenByOthers: await requestsSeen(hands.tx, schoolId) }
  }, schoolId)
  return rightIf(facts.seen === 1 && facts.seenByOthers === 0 && facts.days > 0 && facts.days <= longest + 1, facts)
})

/** What somebody contests is marked where the office reads it, until it is decided. */
const marked = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const office = await addPerson(hands, { schoolId, ...invented('office') })
    const { id } = await contest(hands, schoolId)
    await enterAs(hands.tx, { schoolId, personId: office.id })
    return { marks: (await contestedAbout(hands.tx, id)).length }
  }, schoolId)
  return rightIf(facts.marks === 1, facts)
})

/** Nobody is in a picture unless somebody said so: of whom nothing was said is shown to no one, and no post shows them all the same. */
const images = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const pupil = await addPerson(hands, { schoolId, ...invented('pupil') })
    const unasked = await imagesAllowed(hands.tx, schoolId, pupil.id)
    const office = await addPerson(hands, { schoolId, ...invented('office') })
    await enterAs(hands.tx, { schoolId, personId: office.id })
    return { ...(await picturesShown(hands.tx, schoolId)), unasked }
  }, schoolId)
  return noneOf({ ...facts, audiences: imageAudiences.length }, 'against', 'unasked')
})

export const askingChecks = {
  'C-34.images': images,
  'C-34.items': counting('consents', 'nobodys', 'wordless', 'several'),
  'C-37.marked': marked,
  'C-37.decided': counting('corrections', 'late'),
  'C-41.clock': clock,
  'C-41.in_time': counting('requests', 'late', 'extendedLate'),
} as const satisfies Record<string, Check>
