import { cpSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeDemo } from '#server/demo/demo.ts'
import { freshDatabase } from '#tests/database.ts'
import { asker, classOf, openWorld, person, type World } from '#tests/world.ts'
import { arrangeDoor, decide, signingIn } from './arranging.ts'
import { once } from './once.ts'

/** What every copy begins with: the database, its folders, and who of it is signed in. */
type Seed = {
  database: string
  data: string
  keys: string
  schoolId: string
  family: string
  substitute: string
  keyless: string
}

const push = { push: ['https://push.example'] }

/** Three families wait at the first class; a fourth has an answer of each kind. */
const fillRequests = async (door: Awaited<ReturnType<typeof arrangeDoor>>, teacher: ReturnType<typeof asker>) => {
  await door.ask('田中 陽翔', '田中 由紀子', 'relative')
  await door.ask('Noor Benali', 'Karim Haddad', 'father')
  await door.ask('Jean-Baptiste Tremblay-Gagnon', 'Anne-Sophie de La Rochefoucauld-Montbazon', 'guardian')
  const email = 'famille@exemple.org'
  const cookie = await door.ask('Zoé Tremblay', 'Luc Tremblay', 'father', email)
  await door.ask('Minh Anh Nguyen', 'Luc Tremblay', 'father', email)
  await decide(teacher, email, ['accept', 'decline'])
  await door.ask('Camille Lefèvre', 'Luc Tremblay', 'other', email)
  return cookie
}

const fill = async (world: World) => {
  await makeDemo(world.installation, world.settings.data)
  const teacher = asker(world.app, 'demo', await signingIn(world)('Rosa Roy'))
  const family = await fillRequests(await arrangeDoor(world, teacher), teacher)
  world.move(11) // past the ten seconds in which a verdict can be taken back
  await world.doJobs()
  world.move(-11)
  const substitute = await person(world, { name: 'Paul Girard', role: 'teacher' })
  const keyless = await classOf(world, 'CE1-10', [substitute], [])
  return { family, substitute: substitute.token, keyless }
}

/** A hundred passwords are slow, as they should be: once is enough. */
const make = async (): Promise<Seed> => {
  const connection = await freshDatabase()
  const world = await openWorld({ connection, ...push })
  const made = await fill(world)
  const { schoolId, folder: data, keys } = world
  await world.close()
  return { database: connection.name, data, keys, schoolId, ...made }
}

let copies = 0

/** The invented school as it is after the seed, in a database and folders of its own. */
export const copyOfSeed = async (origin: string) => {
  const { database, data: from, keys: keysFrom, ...rest } = await once('seed', make)
  const connection = await freshDatabase(database)
  const data = path.join(os.tmpdir(), `preau-copy-${process.pid}-${++copies}`)
  const keys = path.join(data, '..', `${path.basename(data)}-keys`)
  cpSync(from, data, { recursive: true })
  cpSync(keysFrom, keys, { recursive: true })
  return { ...rest, world: await openWorld({ connection, schoolId: rest.schoolId, data, keys, origin, ...push }) }
}
