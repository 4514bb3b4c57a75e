import { slipSheets } from '#contract/activation.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { askChange, lend, presets, protect } from '#contract/families.ts'
import { mergePeople } from '#contract/merging.ts'
import { erasePerson } from '#contract/privacy.ts'
import { askAboutRead } from '#contract/read-questions.ts'
import { applyImport, stageImport } from '#contract/rosters.ts'
import { withholdReads } from '#contract/withholding.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { headOf } from '#ledger/log.queries.ts'
import * as slipPrinting from '#modules/activation/printing.ts'
import { carryOutNow } from '#modules/rosters/carrying-out.ts'
import * as importing from '#modules/rosters/importing.ts'
import { setupDigest } from '#modules/schools/index.ts'
import { actions } from '#server/registry.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { dayInParis } from '#tests/days.ts'
import { announcementExamples, dueNotice, publishedNotice } from './announcement-examples.ts'
import { calendarExamples, dueEntry } from './calendar-examples.ts'
import { password, type Stage } from './cast.ts'
import { conversationExamples, overdueReport } from './conversation-examples.ts'
import { familyExamples } from './family-examples.ts'
import { fileExamples, fileOf } from './file-examples.ts'
import { noticeExamples, noticeJobs } from './notice-examples.ts'
import { packageOf, smallSchool } from './packages.ts'
import { photoExamples } from './photo-examples.ts'
import { policyExamples } from './policy-examples.ts'
import { duePost, postExamples } from './post-examples.ts'
import { pupilExamples } from './pupil-examples.ts'
import { rightsExamples, rightsJobs } from './rights-examples.ts'
import { helping, roleExamples } from './role-examples.ts'
import { signInExamples } from './sign-in-examples.ts'
import { statusExamples } from './status-examples.ts'
import type { Asking } from './world.ts'
import { confirmedPlan, yearExamples } from './year-examples.ts'

/** A question that makes sense, about real rows of 6B, put on the stage anew for whoever asks it. */
export type Example = (stage: Stage) => Promise<Asking> | Asking

let made = 0
const inDays = (days: number) => dayInParis(Date.now() + days * 86_400_000)
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

/** A package that is in, and can be taken back. */
const appliedImport = async (stage: Stage): Promise<Asking> => {
  const { params } = await stagedImport(stage)
  const ask = await stage.as('olga')
  await ask(applyImport, { params: params ?? {}, body: { leaving: true } })
  await carryOutNow(stage.world.installation, stage.world.schoolId, params?.['id'] ?? '')
  return { params: params ?? {} }
}

/** A log that has been opened and signed: without one nothing can be proved. */
const signedLog = async ({ world: { installation, connection, keys } }: Stage) => {
  if (await installation.published.newest()) return
  const log = await openSequencing(installation, connection, keys)
  for (let signed = 0; signed === 0; signed = (await headOf(log.pool)).signed) await log.turn()
  await log.close()
}
const question = { reference: '0123abcd', readOn: '2026-11-20', question: 'Pourquoi cette consultation ?' }

/** What Inès reads about a newcomer is withheld; nobody has countersigned. */
const withholding = async (stage: Stage): Promise<string> => {
  const of = { params: { id: await stage.newcomer() }, body: { ground: 'report_made', untilOn: inDays(30) } }
  return `${(await stage.people.ines.ask(withholdReads, of)).body['id']}`
}

/** Ada has read about Noor, and nothing explains it. */
const openCase = async ({ world: { owner, schoolId }, people }: Stage): Promise<string> => {
  const id = uuidv7()
  await owner.query(
    `insert into curiosity_case (school_id, id, fact_id, reader_id, pupil_id, event, purpose, read_at, opened_at) values ($1, $2, $2, $3, $4, 601, 2, now(), now())`,
    [schoolId, id, people.ada.id, people.noor.id],
  )
  return id
}

/** A slip in the hand of a pupil of 6B who has no account. */
const slipInHand = async (stage: Stage) => {
  const { id } = await stage.unregistered()
  const who = { schoolId: stage.world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: { id }, query: {}, body: { why: 'first' } }
  const { output } = await slipPrinting.printOne.perform(stage.world.installation, who, asked)
  return { id, code: slipSheets.parse(output).sections[0]?.slips[0]?.code ?? '' }
}
/** Amal's edge to Noor, with nothing waiting or lent. */
const edgeOfAmal = async ({ world: { owner }, people: { amal } }: Stage, without: 'guardianship_change' | 'delegation') => {
  await owner.query(`delete from ${without}`)
  const { rows } = await owner.query<{ id: string }>('select id from guardianship where guardian_id = $1', [amal.id])
  return rows[0]!.id
}
/** Information instead of equal, asked for by the head. */
const changeAsked = async (stage: Stage): Promise<Asking> => {
  const id = await edgeOfAmal(stage, 'guardianship_change')
  const body = { preset: 'equal', scopes: presets.equal, reference: 'Jugement du 3 mars' }
  const asked = await (await stage.as('ines'))(askChange, { params: { id }, body })
  return { params: { id: `${asked.body['id']}` }, body: { verdict: 'countersigned' } }
}
const toGrandmother = { name: 'Zohra Benali', relation: 'relative', scopes: ['feed'], until: inDays(30) }
/** What Amal has lent; objected to, by nobody, where asked for. */
const lentByAmal = async (stage: Stage, isObjected: boolean): Promise<string> => {
  const lent = await (await stage.as('amal'))(lend, {
    params: { id: await edgeOfAmal(stage, 'delegation') },
    body: toGrandmother,
  })
  if (isObjected) await stage.world.owner.query('update delegation set objected_at = now(), objected_by = null')
  return `${lent.body['id']}`
}
/** Two records of one guardian, as two lists brought them. */
const twoRecords = async ({ newcomer, world: { owner } }: Stage) => {
  const [keptId, mergedId] = [await newcomer(), await newcomer()]
  await owner.query("update person_role set role = 'guardian' where person_id = any ($1)", [[keptId, mergedId]])
  return { keptId, mergedId }
}
const pairFound = async (stage: Stage): Promise<Asking> => {
  const { keptId, mergedId } = await twoRecords(stage)
  const [id, pair] = [uuidv7(), [keptId, mergedId].toSorted()]
  await stage.world.owner.query(
    "insert into same_person (school_id, id, first_id, second_id, reason, found_at) values ($1, $2, $3, $4, 'address', now())",
    [stage.world.schoolId, id, ...pair],
  )
  return { params: { id }, body: { verdict: 'different' } }
}
const protection = { kind: 'marked', alias: 'Camille', reference: 'Skatteverket 2026' }

/** One example for every endpoint, by its name; the matrix and the garbage test fail where one is missing. */
export const examples: Readonly<Record<string, Example>> = {
  'school.set_up': setUp,
  ...signInExamples,
  ...noticeExamples,
  ...statusExamples,
  ...roleExamples,
  ...yearExamples,
  ...pupilExamples,
  ...{
    ...familyExamples,
    ...postExamples,
    ...photoExamples,
    ...rightsExamples,
    ...policyExamples,
    ...conversationExamples,
    ...announcementExamples,
  },
  ...calendarExamples,

  'slip.overview': () => ({}),
  'slip.settings.change': () => ({ body: { days: 14, teachersPrint: false } }),
  'slip.class.read': onClass,
  'slip.staff.read': () => ({}),
  'slip.class.print': async (stage) => {
    await stage.unregistered()
    return { params: { id: stage.class6B }, body: { readers: ['pupil'], again: true } }
  },
  'slip.print': async (stage) => ({ body: { people: [(await stage.unregistered()).id], again: false } }),
  'slip.person.print': async (stage) => ({ params: { id: (await stage.unregistered()).id }, body: { why: 'first' } }),
  'slip.void': async (stage) => ({ params: { id: (await slipInHand(stage)).id } }),
  'activation.reset.start': ({ people }) => ({ params: { id: people.noor.id } }),
  'activation.use': async (stage) => ({ body: { code: (await slipInHand(stage)).code, sharedDevice: false } }),

  'person.me': () => ({}),

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

  'family.read': ({ people }) => ({ params: { id: people.noor.id } }),
  'family.mine': () => ({}),
  'guardianship.change.ask': async (stage) => ({
    params: { id: await edgeOfAmal(stage, 'guardianship_change') },
    body: { preset: 'information', scopes: ['feed', 'copies'], reference: 'Jugement du 3 mars' },
  }),
  'guardianship.change.decide': changeAsked,
  'guardianship.delegation.lend': async (stage) => ({
    params: { id: await edgeOfAmal(stage, 'delegation') },
    body: toGrandmother,
  }),
  'guardianship.delegation.end': async (stage) => ({ params: { id: await lentByAmal(stage, false) } }),
  'guardianship.delegation.object': async (stage) => ({ params: { id: await lentByAmal(stage, false) } }),
  'guardianship.delegation.settle': async (stage) => ({
    params: { id: await lentByAmal(stage, true) },
    body: { verdict: 'stands' },
  }),
  'guardianship.grant': async (stage) => ({ params: { id: await edgeOfAmal(stage, 'delegation') }, body: { scopes: ['feed'] } }),
  'person.protection.begin': async (stage) => ({ params: { id: await stage.newcomer() }, body: protection }),
  'person.protection.end': async (stage) => {
    const id = await stage.newcomer()
    await (await stage.as('olga'))(protect, { params: { id }, body: protection })
    return { params: { id } }
  },

  'person.merge.preview': async (stage) => {
    const { keptId, mergedId } = await twoRecords(stage)
    return { params: { id: keptId, otherId: mergedId } }
  },
  'person.merge': async (stage) => ({ body: await twoRecords(stage) }),
  'person.unmerge': async (stage) => {
    const merged = await (await stage.as('olga'))(mergePeople, { body: await twoRecords(stage) })
    return { params: { id: `${merged.body['id']}` } }
  },
  'person.same.list': () => ({}),
  'person.same.decide': pairFound,

  'ledger.person.read': ({ people }) => ({ params: { id: people.noor.id } }),
  'ledger.person.file': async (stage) => {
    await signedLog(stage)
    return { params: { id: stage.people.noor.id } }
  },
  'access.case.list': () => ({}),
  'access.case.close': async (stage) => ({ params: { id: await openCase(stage) }, body: { outcome: 'mistake' } }),

  'person.read': ({ people }) => ({ params: { id: people.noor.id } }),
  'read.withhold': async (stage) => ({
    params: { id: await stage.newcomer() },
    body: { ground: 'report_made', untilOn: inDays(30) },
  }),
  'read.withholding.list': () => ({}),
  'read.withholding.countersign': async (stage) => ({ params: { id: await withholding(stage) } }),
  'read.withholding.end': async (stage) => ({ params: { id: await withholding(stage) } }),
  'read.withholding.figures': () => ({}),
  'read.question.ask': ({ people }) => ({ params: { id: people.noor.id }, body: question }),
  'read.question.mine': ({ people }) => ({ params: { id: people.noor.id } }),
  'read.question.list': () => ({}),
  'read.question.answer': async ({ people }) => {
    const asked = await people.amal.ask(askAboutRead, { params: { id: people.noor.id }, body: question })
    return { params: { id: `${asked.body['id']}` }, body: { answer: 'Une sortie scolaire à préparer.' } }
  },
  'school.log_settings.read': () => ({}),
  'school.log_settings.change': () => ({ body: { readersShownAs: 'initials' } }),

  'privacy.export': ({ people }) => ({ params: { id: people.noor.id } }),
  'privacy.erasure.preview': ({ people }) => ({ params: { id: people.noor.id } }),
  'privacy.erasure.execute': async (stage) => ({ params: { id: await stage.newcomer() } }),
  'privacy.certificate.read': async (stage) => {
    const erased = await stage.people.olga.ask(erasePerson, { params: { id: await stage.newcomer() }, body: {} })
    return { params: { code: `${erased.body['code']}` } }
  },
  'privacy.why': () => ({ params: { table: 'person', field: 'born_on' } }),

  ...fileExamples,

  'roster.import.stage': () => ({ file: packageOf(smallSchool()) }),
  'roster.import.list': () => ({}),
  'roster.import.read': stagedImport,
  'roster.import.progress': stagedImport,
  'roster.export': async (stage) => {
    await appliedImport(stage)
    return {}
  },
  'roster.import.undo': appliedImport,
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
  'activation.end_left': () => ({}),
  'activation.end_sessions': async (stage) => ({ personId: await stage.newcomer() }),
  'password.mail_reset': ({ people }) => ({ accountId: people.olga.accountId }),
  'class.join_request.mail_token': async (stage) => ({ id: (await stage.request('asked')).id }),
  'class.join_request.link': async (stage) => ({ id: (await stage.request('accepted')).id }),
  ...noticeJobs,
  ...{ 'family.tidy': () => ({}), 'family.same.find': () => ({}), 'calendar.remind': dueEntry },
  'guardianship.delegation.begin': async (stage) => ({ id: await lentByAmal(stage, false) }),
  ...{
    'privacy.sweep': () => ({}),
    'privacy.papers.keep': () => ({}),
    'post.publish_due': duePost,
    'message.report_due': overdueReport,
  },
  ...{ 'notice.publish_due': dueNotice, 'notice.follow_up': publishedNotice, 'notice.remind_late': publishedNotice },
  'ledger.night': () => ({}),
  ...rightsJobs,
  ...{ 'hold.follow': () => ({}), 'hold.watch': () => ({}) },
  ...{ 'role.end_due': () => ({}), 'role.review_night': () => ({}) },
  ...{ 'leaving.night': () => ({}), 'school.exit_night': () => ({}) },
  'support.access.tell': async (stage) => ({ id: await helping(stage, false) }),
  'support.access.expire': async (stage) => ({ id: await helping(stage, true) }),
  'role.end_sessions': async (stage) => ({ personId: await stage.newcomer() }),
  'read.withholding.end_due': () => ({}),
  'file.check': async (stage) => ({ fileId: `${(await fileOf(true)(stage)).params?.['id']}` }),
  'file.sweep': () => ({}),
  'file.clear': () => ({}),
  'class.key.close_ended': () => ({}),
  'year.grade.move': () => ({}),
  'year.plan.tidy': () => ({}),
  'year.plan.carry_out': async (stage) => ({ planId: await confirmedPlan(stage, false) }),
  'roster.import.carry_out': async (stage) => {
    const { params } = await stagedImport(stage)
    const [ask, endpoint] = [await stage.as('olga'), applyImport]
    await ask(endpoint, { params: params ?? {}, body: { leaving: false } })
    return { importId: params?.['id'] ?? '' }
  },
}
