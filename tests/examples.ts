import type { Endpoint } from '#contract/endpoint.ts'
import { erasePerson } from '#contract/privacy.ts'
import { applyImport, stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { headOf } from '#ledger/log.queries.ts'
import * as importing from '#modules/rosters/importing.ts'
import { setupDigest } from '#modules/schools/index.ts'
import { actions } from '#server/registry.ts'
import { openSequencing } from '#server/sequencing.ts'
import { password, type Stage } from './cast.ts'
import { attaches, uploads } from './files.ts'
import { packageOf, smallSchool } from './packages.ts'
import { signInExamples } from './sign-in-examples.ts'
import type { Asking } from './world.ts'

/** A question that makes sense, about real rows of 6B, put on the stage anew for whoever asks it. */
export type Example = (stage: Stage) => Promise<Asking> | Asking

let made = 0
const fresh = (word: string) => `${word}-${++made}`

const onClass: Example = ({ class6B }) => ({ params: { id: class6B } })

const newSetupCode = async ({ world: { owner } }: Stage) => {
  const code = fresh('CODE')
  const statement = `insert into directory.installation as i (id, made_at, setup_digest) values (gen_random_uuid(), now(), $1)
    on conflict (one) do update set setup_digest = excluded.setup_digest`
  await owner.query(statement, [setupDigest(code)])
  return code
}

const setUp: Example = async (stage) => {
  const slug = fresh('ecole')
  const place = { profile: 'QC-PUB', kind: 'public', locale: 'fr', timeZone: 'America/Toronto' }
  const school = { name: 'École des Érables', slug, ...place, yearFrom: '2026-08-01', yearTo: '2027-07-31' }
  return {
    body: {
      code: await newSetupCode(stage),
      school,
      administrator: { display: 'Maude Gagnon', email: `${slug}@example.org`, password },
    },
  }
}

/** A package that the office has sent and nobody has applied. */
const stagedImport = async ({ world }: Stage): Promise<Asking> => {
  const bytes = packageOf(smallSchool())
  const actor = { schoolId: world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: {}, query: {}, body: { package: { bytes, toJSON: () => 'package' } } }
  const { output } = await importing.stage.perform(world.installation, actor, asked)
  return { params: { id: stageImport.output.parse(output).id } }
}

/** A log that has been opened and signed: without one nothing can be proved. */
const signedLog = async ({ world: { installation, connection, keys } }: Stage) => {
  if (await installation.published.newest()) return
  const log = await openSequencing(installation, connection, keys)
  for (let signed = 0; signed === 0; signed = (await headOf(log.pool)).signed) await log.turn()
  await log.close()
}
/** A file of Noor's, that Rosa has sent; and one that nothing holds. */
const fileOf =
  (isHeld: boolean): Example =>
  async ({ world, people }) => {
    const { body } = await uploads(world, people.rosa, note, { name: 'lecture.txt' })
    if (isHeld) await attaches(world, people.rosa, body.id, 'person', people.noor.id)
    return { params: { id: body.id } }
  }
const note = Buffer.from('Une lecture pour la semaine')

/** One example for every endpoint, by its name; the matrix and the garbage test fail where one is missing. */
export const examples: Readonly<Record<string, Example>> = {
  'school.set_up': setUp,
  ...signInExamples,

  'person.me': () => ({}),
  'person.list': () => ({}),

  'class.list': () => ({}),
  'class.read': onClass,
  'class.key.read': onClass,
  'class.key.issue': onClass,
  'class.key.look_up': async (stage) => ({ body: { key: await stage.classKey() } }),

  'class.join_request.make': async (stage) => ({
    body: {
      key: await stage.classKey(),
      child: 'Noor',
      relation: 'father',
      name: 'Bilal Haddad',
      email: `${fresh('bilal')}@example.org`,
      locale: 'fr',
    },
  }),
  'class.join_request.confirm': async (stage) => ({ body: { token: (await stage.request('asked')).token, password } }),
  'class.join_request.list': () => ({}),
  'class.join_request.accept': async (stage) => ({
    params: { id: (await stage.request('waiting')).id },
    body: { pupilId: stage.people.noor.id, checkWay: 'known_in_person' },
  }),
  'class.join_request.decline': async (stage) => ({ params: { id: (await stage.request('waiting')).id } }),
  'class.join_request.undo': async (stage) => ({ params: { id: (await stage.request('accepted')).id } }),
  'class.join_request.mine': () => ({}),
  'class.join_request.withdraw': async (stage) => ({ params: { id: (await stage.request('waiting')).id } }),

  'ledger.person.read': ({ people }) => ({ params: { id: people.noor.id } }),
  'ledger.person.file': async (stage) => {
    await signedLog(stage)
    return { params: { id: stage.people.noor.id } }
  },
  'access.case.list': () => ({}),

  'privacy.export': ({ people }) => ({ params: { id: people.noor.id } }),
  'privacy.erasure.preview': ({ people }) => ({ params: { id: people.noor.id } }),
  'privacy.erasure.execute': async (stage) => ({ params: { id: await stage.newcomer() } }),
  'privacy.certificate.read': async (stage) => {
    const erased = await stage.people.olga.ask(erasePerson, { params: { id: await stage.newcomer() }, body: {} })
    return { params: { code: `${erased.body['code']}` } }
  },
  'privacy.why': () => ({ params: { table: 'person', field: 'born_on' } }),

  'file.upload': () => ({ file: note }),
  'file.read': fileOf(true),
  'file.delete': fileOf(false),

  'roster.import.stage': () => ({ file: packageOf(smallSchool()) }),
  'roster.import.list': () => ({}),
  'roster.import.read': stagedImport,
  'roster.import.progress': stagedImport,
  'roster.import.apply': async (stage) => ({ ...(await stagedImport(stage)), body: { leaving: false } }),
}

/** The example of an endpoint, on this stage. */
export const exampleOf = async (stage: Stage, { name }: Endpoint): Promise<Asking> => {
  const example = examples[name]
  if (!example) throw new Error(`${name} has no example: add one to tests/examples.ts`)
  await stage.wake()
  return example(stage)
}

/** Endpoints without an example, and examples without an endpoint. */
export const unmatched = (): { missing: string[]; left: string[] } => {
  const names = new Set(actions.map(({ endpoint }) => endpoint.name))
  return { missing: [...names].filter((name) => !examples[name]), left: Object.keys(examples).filter((name) => !names.has(name)) }
}

/** What each job is given, by its name, beside the school and the request. */
export const jobExamples: Readonly<Record<string, (stage: Stage) => Promise<Record<string, string>> | Record<string, string>>> = {
  'password.mail_reset': ({ people }) => ({ accountId: people.olga.accountId }),
  'class.join_request.mail_token': async (stage) => ({ id: (await stage.request('asked')).id }),
  'class.join_request.link': async (stage) => ({ id: (await stage.request('accepted')).id }),
  'class.join_request.sweep': () => ({}),
  'privacy.sweep': () => ({}),
  'ledger.night': () => ({}),
  'file.check': async (stage) => ({ fileId: `${(await fileOf(true)(stage)).params?.['id']}` }),
  'file.sweep': () => ({}),
  'file.clear': () => ({}),
  'roster.import.carry_out': async (stage) => {
    const { params } = await stagedImport(stage)
    const [ask, endpoint] = [await stage.as('olga'), applyImport]
    await ask(endpoint, { params: params ?? {}, body: { leaving: false } })
    return { importId: params?.['id'] ?? '' }
  },
}
