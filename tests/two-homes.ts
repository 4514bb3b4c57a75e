import { enterInCalendar, replyInCalendar } from '#contract/calendar.ts'
import { beginConversation } from '#contract/conversations.ts'
import { lend } from '#contract/families.ts'
import { addContact, addFetching } from '#contract/family-adults.ts'
import { askHuman, askRight, demandRight } from '#contract/rights.ts'
import { dayInParis } from './days.ts'
import { edgeOf, type Household, isReachedAt, openHousehold } from './families.ts'
import { audiencesOf } from './second-wall.ts'
import type { Person } from './world.ts'

/** How to reach Bilal, who lives apart from Amal: what nothing that Amal asks may ever say. */
export const bilals = { mail: 'bilal.secret@exemple.example', phone: '+33 6 99 88 77 66', address: '12 rue du Cerisier' }

type Home = Household & { entryId: string; shared: string }

const must = async (who: Person, ...asked: Parameters<Person['ask']>): Promise<string> => {
  const reply = await who.ask(...asked)
  if (reply.status !== 200) throw new Error(`${asked[0].name}: ${reply.text}`)
  return `${reply.body['id'] ?? ''}`
}
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)

/** Says to the school how to reach him, in every way there is. */
const plant = async (home: Household, entryId: string) => {
  const { world, class6B } = home
  const { bilal, noor } = home.people
  const params = { id: noor.id }
  const said = `${bilals.address}, ${bilals.phone}, ${bilals.mail}`
  await isReachedAt(world, bilal, bilals.mail)
  const adult = { name: 'Bilal Haddad', phone: bilals.phone, relation: 'parent', note: `${bilals.address}, ${bilals.mail}` }
  await must(bilal, addContact, { params, body: adult })
  await must(bilal, addFetching, { params, body: adult })
  const lent = { name: 'Zohra Haddad', email: bilals.mail, relation: 'relative', scopes: ['feed'], until: inDays(60) }
  await must(bilal, lend, { params: { id: (await edgeOf(home, bilal)).id }, body: lent })
  const alone = { line: 'teacher_guardian', side: 'family', language: 'fr', pupilIds: [noor.id], classId: class6B }
  await must(bilal, beginConversation, { body: { ...alone, topic: `Ma nouvelle adresse : ${bilals.address}`, text: said } })
  await must(bilal, askRight, { params, body: { kind: 'rectification', field: 'emergency_contact.phone', words: said } })
  await must(bilal, demandRight, { params, body: { kind: 'restriction', words: said } })
  await must(bilal, askHuman, { params, body: { words: said } })
  await must(bilal, askRight, { params, body: { kind: 'access' } })
  await must(bilal, replyInCalendar, { params: { id: entryId }, body: { pupilId: noor.id, answer: 'yes' } })
}

/** Noor with two homes, a calendar, a conversation of both guardians with Rosa, and everything that Bilal has said of himself. */
export const openTwoHomes = async (): Promise<Home> => {
  const home = await openHousehold()
  const { world, class6B } = home
  const { rosa, noor } = home.people
  const { '6B': audience } = await audiencesOf(rosa)
  const entry = { title: 'Piscine', place: null, note: null, fromOn: inDays(9), toOn: inDays(9), fromTime: null, toTime: null }
  const entryId = await must(rosa, enterInCalendar, { body: { ...entry, asksReply: true, audience } })
  await world.owner.query("update guardianship set scopes = scopes || array['other_guardian']")
  const both = { line: 'teacher_guardian', side: 'school', language: 'fr', pupilIds: [noor.id], classId: class6B }
  await must(rosa, beginConversation, { body: { ...both, topic: 'Sortie', text: 'Un mot à vous deux.' } })
  const { rows } = await world.owner.query<{ id: string }>('select id from conversation')
  await plant(home, entryId)
  await world.doJobs()
  return { ...home, entryId, shared: rows[0]!.id }
}
