import { readMyFamily } from '#contract/families.ts'
import { changing } from '#kernel/changes.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { person as personOwner } from '#vault/owners.ts'
import { classOf, guard, openWorld, type Person, person, type World } from './world.ts'

/** Noor of 6B with two parents who live apart, her teacher, and those who run the school. */
export type Household = {
  world: World
  class6B: string
  people: Record<'noor' | 'amal' | 'bilal' | 'rosa' | 'ines' | 'olga' | 'ada', Person>
}

export const openHousehold = async (): Promise<Household> => {
  const world = await openWorld()
  const people = {
    noor: await person(world, { name: 'Noor Benali', role: 'pupil' }),
    amal: await person(world, { name: 'Amal Benali', role: 'guardian' }),
    bilal: await person(world, { name: 'Bilal Haddad', role: 'guardian' }),
    rosa: await person(world, { name: 'Rosa Roy', role: 'teacher' }),
    ines: await person(world, { name: 'Inès Tremblay', role: 'head' }),
    olga: await person(world, { name: 'Olga Nyström', role: 'office' }),
    ada: await person(world, { name: 'Ada Yasuda', role: 'administrator' }),
  }
  const class6B = await classOf(world, '6B', [people.rosa], [people.noor])
  await guard(world, people.amal, people.noor)
  await guard(world, people.bilal, people.noor)
  return { world, people, class6B }
}

/** The edge of a guardian to Noor, as it stands in the database. */
export const edgeOf = async ({ world }: Pick<Household, 'world'>, guardian: Person) => {
  const { rows } = await world.owner.query<{ id: string; preset: string; scopes: string[]; version: number }>(
    'select id, preset, scopes, version from guardianship where guardian_id = $1 and (until_at is null or until_at > now())',
    [guardian.id],
  )
  return rows[0]!
}

type Mine = {
  children: {
    id: string
    scopes: string[]
    others: string[]
    lent: { id: string; state: string; name: string; by: string | null }[]
  }[]
  self: { isOfAge: boolean; mayUseRights: boolean; guardians: { id: string; holds: boolean; guardian: { id: string } }[] }
}
/** What somebody's own page says. */
export const pageOf = async (who: Person) => (await who.ask(readMyFamily)).body as unknown as Mine

/** Puts an e-mail address into somebody's record, as the office would. */
export const isReachedAt = ({ installation, schoolId, owner }: World, { id }: Person, email: string) =>
  asSchool(installation, schoolId, 'administration', 'person.arrange', async ({ tx, vault }) => {
    const { rows } = await owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [id])
    const [content] = await vault.open(tx, schoolId, personTable, rows)
    const [sealed] = await vault.seal(tx, schoolId, personTable.table, [
      { id, owners: personOwner(id), content: { ...content!, email } },
    ])
    await changing(tx, personTable, ['email'])
    await tx.updateTable('person').set({ sealed: sealed! }).where('id', '=', id).execute()
  })
