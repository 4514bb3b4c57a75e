import { type PersonRole, roles } from '#contract/roles.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool } from '../checking.ts'
import { bring } from '../inventing.ts'
import { relationsHeld } from '../trying.queries.ts'

const everybody: readonly PersonRole[] = roles
const office: readonly PersonRole[] = ['administrator', 'head', 'office']

/**
 * Who stands how to the school they have just come into: the half of the matrix that a role alone decides. Whatever stands not here as a relation to the
 * school is missed, and whatever is held by another than these is red.
 */
export const standingInSchool: Readonly<Record<string, readonly PersonRole[]>> = {
  'school.member': everybody,
  'school.office': [...office, 'dpo'],
  'school.teacher': ['teacher', 'substitute'],
  'school.office_at_work': office,
  'school.leader': ['administrator', 'head'],
  'school.keeper_of_passwords': [...office, 'dpo', 'operator'],
  'school.support': ['support'],
  'school.answering': ['dpo', 'head', 'office'],
  'school.deciding': ['head', 'office'],
  'school.head': ['head'],
  'school.dpo': ['dpo'],
}
/** Who stands how to somebody of whom nobody has told them: all others have to teach, to be family, or to be that person. */
export const standingToStrangers: Readonly<Record<string, readonly PersonRole[]>> = {
  'person.office_at_work': office,
  'person.dispute_keeper': office,
  'person.office': [...office, 'dpo'],
  'person.desk': ['dpo', 'head'],
  'person.protector': ['head', 'dpo'],
}
/** What the school itself lays down in a table of its own, and no role alone. */
const laidDown = new Set(['person.overseer'])

type Table = Readonly<Record<string, readonly PersonRole[]>>
const differing = (held: Readonly<Record<string, boolean>>, role: PersonRole, table: Table): number =>
  Object.entries(held).filter(([relation, isHeld]) => isHeld !== (table[relation]?.includes(role) ?? false)).length

const relationsTo = ({ installation: { relations } }: Ground, on: string) =>
  Object.entries(relations).flatMap(([name, relation]) =>
    relation.on === on && !laidDown.has(name) ? [{ name, when: relation.when }] : [],
  )

/** Of each role somebody comes in, and is asked how they stand to the school and to a pupil: both walls answer, and it is what is written down. */
const matrix = perSchool('test', async (ground, { schoolId }) => {
  const [toSchool, toPeople] = [relationsTo(ground, 'school'), relationsTo(ground, 'person')]
  const facts = await ground.look(async (hands) => {
    const { id: stranger } = await bring(hands, schoolId, 'pupil')
    let otherwise = 0
    for (const role of roles) {
      const { id } = await bring(hands, schoolId, role)
      await enterAs(hands.tx, { schoolId, personId: id })
      const inSchool = await relationsHeld(hands.tx, 'school', 'school_id', schoolId, toSchool)
      const toStranger = await relationsHeld(hands.tx, 'person', 'id', stranger, toPeople)
      otherwise += differing(inSchool, role, standingInSchool) + differing(toStranger, role, standingToStrangers)
      await enterAs(hands.tx, { schoolId, personId: hands.actor.personId })
    }
    return { otherwise }
  }, schoolId)
  const known = new Set(toSchool.map(({ name }) => name))
  const gone = Object.keys(standingInSchool).filter((name) => !known.has(name)).length
  const relations = toSchool.length + toPeople.length
  return noneOf({ roles: roles.length, relations, cells: roles.length * relations, ...facts, gone }, 'otherwise', 'gone')
})

export const matrixChecks = { 'C-04.matrix': matrix } as const satisfies Record<string, Check>
