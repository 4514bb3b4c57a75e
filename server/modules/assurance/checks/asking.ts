import { imageAudiences } from '#contract/image-rights.ts'
import { rightClocks } from '#contract/rights-clocks.ts'
import { contestedAbout, restrict, take } from '#modules/rights/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf } from '../checking.ts'
import { profilesOf } from '../installation.queries.ts'
import { bring } from '../inventing.ts'
import { imagesAllowed, objectionsHeeded, pausedHere, picturesShown, requestsSeen, tryToChange } from '../trying.queries.ts'
import { counting } from './door.ts'

const DAY = 86_400_000
const daysIn = (span: string) => Number(span.slice(1, -1)) * (span.endsWith('M') ? 31 : 1)

type Look = Parameters<Ground['look']>[0]
type Hands = Parameters<Look>[0]

/** Somebody invented says that something about them is wrong. */
const contest = async (hands: Hands, schoolId: string) => {
  const { id } = await bring(hands, schoolId, 'guardian')
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
    const other = await bring(hands, schoolId, 'guardian')
    await enterAs(hands.tx, { schoolId, personId: other.id })
    const days = Math.round((Date.parse(row.dueOn) - now.getTime()) / DAY)
    return { days, longest, seen, seenByOthers: await requestsSeen(hands.tx, schoolId) }
  }, schoolId)
  return rightIf(facts.seen === 1 && facts.seenByOthers === 0 && facts.days > 0 && facts.days <= longest + 1, facts)
})

/** What somebody contests is marked where the office reads it, until it is decided. */
const marked = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const office = await bring(hands, schoolId, 'office')
    const { id } = await contest(hands, schoolId)
    await enterAs(hands.tx, { schoolId, personId: office.id })
    return { marks: (await contestedAbout(hands.tx, id)).length }
  }, schoolId)
  return rightIf(facts.marks === 1, facts)
})

/** Nobody is in a picture unless somebody said so: of whom nothing was said is shown to no one, and no post shows them all the same. */
const images = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const pupil = await bring(hands, schoolId, 'pupil')
    const unasked = await imagesAllowed(hands.tx, schoolId, pupil.id)
    const office = await bring(hands, schoolId, 'office')
    await enterAs(hands.tx, { schoolId, personId: office.id })
    return { ...(await picturesShown(hands.tx, schoolId)), unasked }
  }, schoolId)
  return noneOf({ ...facts, audiences: imageAudiences.length }, 'against', 'unasked')
})

/** What is paused is not changed by those who could a moment ago, and counts as paused for everybody but whoever it is about. */
const restricted = perSchool('test', async ({ look, installation: { dataMap } }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const { tx } = hands
    const [head, office] = [await bring(hands, schoolId, 'head'), await bring(hands, schoolId, 'office')]
    const { id, row } = await contest(hands, schoolId)
    await enterAs(tx, { schoolId, personId: office.id })
    const before = await tryToChange(tx, id)
    await enterAs(tx, { schoolId, personId: head.id })
    const granted = { schoolId, personId: id, requestId: row.id, parts: undefined, by: head.id, now: hands.now }
    await restrict(tx, dataMap, hands.emit, granted)
    await enterAs(tx, { schoolId, personId: office.id })
    const [after, paused] = [await tryToChange(tx, id), await pausedHere(tx, id)]
    await enterAs(tx, { schoolId, personId: id })
    return { before, after, paused, pausedForOneself: await pausedHere(tx, id) }
  }, schoolId)
  return rightIf(facts.before === 1 && facts.after === 0 && facts.paused === 1 && facts.pausedForOneself === 0, facts)
})

/** Whoever objects to news of the class is passed over by what tells of them, from that moment on. */
const objected = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const { id } = await bring(hands, schoolId, 'guardian')
    await enterAs(hands.tx, { schoolId, personId: id })
    const wish = { kind: 'objection', personId: id, words: 'no', purpose: 'class_news' } as const
    await take({ ...hands, actor: { ...hands.actor, personId: id } }, wish)
    await enterAs(hands.tx, { schoolId, personId: hands.actor.personId })
    return {
      heeded: await objectionsHeeded(hands.tx, 'class_news', id),
      others: await objectionsHeeded(hands.tx, 'reminders', id),
    }
  }, schoolId)
  return rightIf(facts.heeded === 1 && facts.others === 0, facts)
})

export const askingChecks = {
  'C-34.images': images,
  'C-34.items': counting('consents', 'nobodys', 'wordless', 'several'),
  'C-37.marked': marked,
  'C-37.decided': counting('corrections', 'late'),
  'C-39.restricted': restricted,
  'C-39.objected': objected,
  'C-41.clock': clock,
  'C-41.in_time': counting('requests', 'late', 'extendedLate'),
} as const satisfies Record<string, Check>
