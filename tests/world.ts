import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type pg from 'pg'
import type { Endpoint } from '#contract/endpoint.ts'
import type { Locale } from '#contract/locales.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Clock } from '#kernel/clock.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Mail, Refused } from '#kernel/mail.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { enrol, openClass } from '#modules/classes/index.ts'
import { addPerson, insertGuardianship, namesFrom } from '#modules/people/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import { build } from '#server/app.ts'
import type { Connection } from '#server/db/connection.ts'
import { type Edges, openInstallation } from '#server/installation.ts'
import type { Settings } from '#server/settings/settings.ts'
import { doJobs } from '#server/worker.ts'
import { freshDatabase, ownerPool } from './database.ts'

export type Reply = {
  status: number
  body: Record<string, unknown> & { code?: string }
  headers: Record<string, unknown>
  text: string
}

/** Someone of the cast, signed in: asks as they would from a browser. */
export type Person = {
  id: string
  name: string
  token: string
  accountId: string
  ask: (endpoint: Endpoint, more?: Asking) => Promise<Reply>
}
export type Asking = {
  params?: Record<string, string>
  body?: object
  query?: Record<string, string>
  headers?: Record<string, string>
  slug?: string /** Sent as the file of a form. */
  file?: Buffer
  /** Sent as the next bytes of a file. */
  part?: { offset: number; bytes: Buffer }
}

/** A Préau of one test file: a database of its own, its mail in a list, a clock that can be moved. */
export type World = {
  installation: Installation
  settings: Pick<Settings, 'data' | 'keys' | 'mail' | 'mailFrom' | 'log'>
  clock: Clock
  connection: Connection
  /** Its data folder. */
  folder: string
  app: FastifyInstance
  owner: pg.Pool
  mails: Mail[]
  move: (seconds: number) => void
  visitor: Person['ask']
  doJobs: () => Promise<void>
  schoolId: string
  /** The folder of the keys. */
  keys: string
  close: () => Promise<void>
}

const pathOf = ({ scope, path: route }: Endpoint, slug: string, params: Record<string, string> = {}) =>
  (scope === 'school' ? `/s/${slug}/api` : '/api') +
  route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** A form with one file, as a browser sends it. */
export const formWith = (file: Buffer) =>
  Buffer.concat([
    Buffer.from(
      '--preau\r\nContent-Disposition: form-data; name="package"; filename="package.zip"\r\nContent-Type: application/zip\r\n\r\n',
    ),
    file,
    Buffer.from('\r\n--preau--\r\n'),
  ])

/** Asks as whoever holds a session; without a token, as a visitor. */
export const asker =
  (app: FastifyInstance, school: string, token?: string): Person['ask'] =>
  async (endpoint, { params, body, query = {}, headers = {}, slug = school, file, part } = {}) => {
    const search = new URLSearchParams(query).toString()
    const request: InjectOptions = {
      method: endpoint.method,
      url: `${pathOf(endpoint, slug, params)}${search ? `?${search}` : ''}`,
      headers: { ...(token ? { cookie: `preau=${token}`, 'x-xsrf-token': xsrfTokenOf(token) } : {}), ...headers },
      ...(body ? { payload: body } : {}),
    }
    if (file)
      Object.assign(request, {
        payload: formWith(file),
        headers: { ...request.headers, 'content-type': 'multipart/form-data; boundary=preau' },
      })
    if (part)
      Object.assign(request, {
        payload: part.bytes,
        headers: { ...request.headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': `${part.offset}` },
      })
    const reply = await app.inject(request)
    const isJson = `${reply.headers['content-type']}`.includes('json')
    return { status: reply.statusCode, body: isJson ? reply.json() : {}, headers: reply.headers, text: reply.body }
  }

/** What is other in this world: a scanner, a bucket, a store that fails, a heart that can be stopped. */
export type Otherwise = Partial<
  Pick<
    Settings,
    | 'clamav'
    | 's3'
    | 's3Region'
    | 's3Key'
    | 's3Secret'
    | 'data'
    | 'keys'
    | 'log'
    | 'root'
    | 'push'
    | 'copiesFrom'
    | 'mail'
    | 'alarmTo'
    | 'securityTo'
    | 'statusAt'
  >
> &
  Pick<Edges, 'files' | 'heart' | 'logTo'> & {
    connection?: Connection
    /** How far its clock is ahead, in milliseconds. */
    ahead?: number
    /** The school that is there already: this world was restored. */
    schoolId?: string
    /** Where people find it, if a real server listens. */
    origin?: string
    /** What the mail server says of an address. */
    refuses?: (mail: Mail) => Refused | undefined
    /** Mail goes where it goes while no server is set. */
    mailsToFolder?: boolean
  }

export const openWorld = async (other: Otherwise = {}): Promise<World> => {
  const {
    files,
    heart,
    logTo,
    connection = await freshDatabase(),
    mailsToFolder = false,
    schoolId = uuidv7(),
    origin = 'http://localhost:3000',
    ...otherwise
  } = other
  const folder = other.data ?? mkdtempSync(path.join(os.tmpdir(), 'preau-world-'))
  const mails: Mail[] = []
  let { ahead = 0 } = other
  const clock = { now: () => new Date(Date.now() + ahead) }
  const settings = {
    data: folder,
    keys: path.join(folder, '..', `${path.basename(folder)}-keys`),
    mail: undefined,
    mailFrom: 'preau@localhost',
    log: 'silent',
    ...otherwise,
  } as const
  const post = {
    send: async (mail: Mail) => {
      mails.push(mail)
      return other.refuses?.(mail)
    },
  }
  const { installation, close } = await openInstallation(settings, connection, origin, {
    clock,
    ...(!mailsToFolder && !other.mail && { post }),
    ...(heart && { heart }),
    ...(files && { files }),
    ...(logTo && { logTo }),
  })
  const app = await build(installation)
  const owner = ownerPool(connection)
  if (!other.schoolId) await found(installation, schoolId)
  return {
    ...{ installation, connection, settings, clock, folder, app, owner, mails, schoolId, keys: settings.keys },
    move: (seconds) => {
      ahead += seconds * 1000
    },
    visitor: asker(app, 'preau'),
    doJobs: async () => {
      await owner.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()')
      await doJobs(installation, connection)
    },
    close: async () => {
      await app.close()
      await close()
      await owner.end()
    },
  }
}

const found = async (installation: Installation, schoolId: string) => {
  const { clock } = installation
  const { yearFrom, yearTo } = thisYear(clock.now())
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    await insertSchool(tx, {
      schoolId,
      name: 'École du Préau',
      slug: 'preau',
      profile: 'EU-FR',
      kind: 'public',
      locale: 'fr',
      timeZone: 'Europe/Paris',
      yearFrom,
      yearTo,
      now,
    })
    emit('school.created', { schoolId })
  })
}

/** The school year that everything begins in. */
export const thisYear = (now: Date) => {
  const start = now.getUTCMonth() >= 8 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  return { yearFrom: `${start}-09-01`, yearTo: `${start + 1}-08-31` }
}

/** A school of somebody else's, at `bjork`. */
export const anotherSchool = async ({ installation, clock }: World): Promise<string> => {
  const [schoolId, now] = [uuidv7(), clock.now()]
  const place = { profile: 'EU-SE', kind: 'public', locale: 'sv', timeZone: 'Europe/Stockholm' } as const
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit }) => {
    await insertSchool(tx, { schoolId, name: 'Björkskolan', slug: 'bjork', ...place, ...thisYear(now), now })
    emit('school.created', { schoolId })
  })
  return schoolId
}

/** Somebody who cannot sign in yet. */
export type Someone = { id: string; name: string; username: string }

type Wanted = {
  name: string
  role: PersonRole
  locale?: Locale
  slug?: string
  schoolId?: string
  /** False: as whoever came in by a slip. */
  hasAddress?: boolean
}

/** Brings a person into the school, with an account and a session. */
export const person = async (
  world: World,
  { name, role, locale = 'fr', slug = 'preau', schoolId = world.schoolId, hasAddress = true }: Wanted,
): Promise<Person> => {
  const accountId = uuidv7()
  const { id, token } = await asSchool(
    world.installation,
    schoolId,
    'administration',
    'person.arrange',
    async ({ tx, vault, emit, now }) => {
      const email = hasAddress && { email: `${accountId}@example.org` }
      await makeAccount(tx, vault, emit, { id: accountId, ...email, locale, passwordHash: '', now })
      const added = await addPerson(
        { tx, vault, emit, now },
        { schoolId, names: namesFrom(name, locale), role, reason: 'office', by: null, accountId },
      )
      const session = await beginSession(tx, { accountId, schoolId, personId: added.id, sharedDevice: false, now })
      return { id: added.id, token: session.token }
    },
    accountId,
  )
  return { id, name, token, accountId, ask: asker(world.app, slug, token) }
}

/** The same account on another device. */
export const signInAgain = async (world: World, who: Person, { sharedDevice = false } = {}): Promise<Person> => {
  const { accountId, id: personId } = who
  const { installation, schoolId } = world
  const begin = () =>
    asSchool(
      installation,
      schoolId,
      'administration',
      'session.arrange',
      async ({ tx, emit, now }) => {
        emit('session.started', { accountId, way: 'password' }, { subject: personId })
        return beginSession(tx, { accountId, schoolId, personId, sharedDevice, now })
      },
      accountId,
    )
  const { token } = await begin()
  return { ...who, token, ask: asker(world.app, 'preau', token) }
}

/** Brings somebody into the school who has no account yet, as an import does. */
export const withoutAccount = (
  world: World,
  { name, role, locale = 'fr' }: Omit<Wanted, 'slug' | 'schoolId'>,
): Promise<Someone> =>
  asSchool(world.installation, world.schoolId, 'administration', 'person.arrange', async (hands) => {
    const wanted = { schoolId: world.schoolId, names: namesFrom(name, locale), role, reason: 'office', by: null } as const
    return { name, ...(await addPerson(hands, wanted)) }
  })

/** Opens a class with its teachers and pupils. */
export const classOf = (
  world: World,
  label: string,
  teachers: readonly { id: string }[],
  pupils: readonly { id: string }[],
  schoolId = world.schoolId,
): Promise<string> =>
  asSchool(world.installation, schoolId, 'administration', 'class.arrange', async (hands) => {
    const year = await schoolYearOn(hands.tx, schoolId, hands.now)
    const classId = await openClass(hands, { schoolId, label, year })
    const from = { schoolId, classId, fromOn: year.fromOn, by: null }
    if (teachers.length) await enrol(hands, { ...from, role: 'teacher', people: teachers.map(({ id }) => id) })
    if (pupils.length) await enrol(hands, { ...from, role: 'pupil', people: pupils.map(({ id }) => id) })
    return classId
  })

/** Links a guardian to a pupil, as the office would. */
export const guard = (world: World, guardian: { id: string }, pupil: { id: string }, schoolId = world.schoolId) =>
  asSchool(world.installation, schoolId, 'administration', 'guardianship.arrange', async ({ tx, now, emit }) => {
    const edge = { pupilId: pupil.id, guardianId: guardian.id, relation: 'parent', source: 'office' } as const
    const guardianshipId = await insertGuardianship(tx, {
      schoolId,
      ...edge,
      verifiedBy: guardian.id,
      verifiedWay: 'school_list',
      verifiedAt: now,
      joinRequestId: null,
      now,
    })
    emit('guardianship.created', { guardianshipId, guardianId: guardian.id, relation: 'parent' }, { subject: pupil.id })
  })

/** The names of the facts recorded so far, in order. */
export const facts = async (world: World): Promise<string[]> => {
  const { events } = await import('#contract/events.ts')
  const names = new Map<number, string>(Object.entries(events).map(([name, { code }]) => [code, name]))
  const { rows } = await world.owner.query<{ event: number }>('select event from ledger.fact order by xid, eid')
  return rows.map(({ event }) => names.get(event) ?? `${event}`)
}
