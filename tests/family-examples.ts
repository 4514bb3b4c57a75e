import { addContact, addFetching } from '#contract/family-adults.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

type Lists = typeof addContact | typeof addFetching
const aunt = { name: 'Samira Haddad', phone: '+33 6 11 22 33 44', relation: 'tante' }

/** Noor, with room for one more: whoever asks, asks often. */
const withRoom = async ({ world, people }: Stage, list: Lists) => {
  await world.owner.query(`delete from ${list === addContact ? 'emergency_contact' : 'pick_up_adult'}`)
  return people.noor.id
}

/** Somebody whom Noor's mother has named. */
const namedByAmal = async (stage: Stage, list: Lists) => {
  const { people } = stage
  await withRoom(stage, list)
  const { body } = await people.amal.ask(list, { params: { id: people.noor.id }, body: aunt })
  return `${body['id']}`
}

/** Whom to call and who may fetch: of each endpoint a question that makes sense. */
export const familyExamples: Readonly<Record<string, Example>> = {
  'family.contact.add': async (stage) => ({ params: { id: await withRoom(stage, addContact) }, body: aunt }),
  'family.contact.change': async (stage) => ({ params: { id: await namedByAmal(stage, addContact) }, body: aunt }),
  'family.contact.end': async (stage) => ({ params: { id: await namedByAmal(stage, addContact) } }),
  'family.fetching.add': async (stage) => ({ params: { id: await withRoom(stage, addFetching) }, body: aunt }),
  'family.fetching.change': async (stage) => ({ params: { id: await namedByAmal(stage, addFetching) }, body: aunt }),
  'family.fetching.end': async (stage) => ({ params: { id: await namedByAmal(stage, addFetching) } }),
}
