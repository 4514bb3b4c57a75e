import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { contentsOf, laidBare, layBare } from './bare.ts'
import { asInstalled, type Bench, type House } from './house.ts'
import { openSchool } from './import.ts'
import { cpuWhile } from './measure.ts'
import { addClass, addEmptyClasses, addPeople, arrange, signIn } from './population.ts'
import type { Wanted, Word } from './requests-process.ts'

const PEOPLE = 1500
const CLASSES = 20
/** With these an office lists 30 rows of one epoch: what a page of a feed opens, until there are posts. */
const EMPTY = 10

/** A school of 1,500: twenty classes of 30 with a guardian for each pupil, 40 teachers, an office. */
const settle = async ({ config, folder }: House) => {
  const school = await openSchool(config, folder)
  const { office, teachers } = await arrange(school, async (hands) => ({
    office: (await addPeople(hands, school, 'office', 1))[0]!,
    teachers: await addPeople(hands, school, 'teacher', CLASSES * 2, 1),
  }))
  const classes = []
  for (let nth = 0; nth < CLASSES; nth++)
    classes.push(
      await arrange(school, (hands) => addClass(hands, school, nth.toString(36), 30, teachers.slice(nth * 2, nth * 2 + 2))),
    )
  await arrange(school, (hands) => addEmptyClasses(hands, school, EMPTY))
  const left = PEOPLE - 1 - teachers.length - CLASSES * 60
  await arrange(school, (hands) => addPeople(hands, school, 'guardian', left, 2000))
  const [{ classId, guardians }] = classes as [(typeof classes)[0]]
  const tokens = {
    office: await signIn(school, office),
    teacher: await signIn(school, teachers[0]!),
    guardian: await signIn(school, guardians[0]!),
  }
  await school.analyse()
  const contents = await contentsOf(school)
  await school.close()
  return { ...school, classId, tokens, bare: await layBare(config, school.database, contents) }
}

export type Running = { child: ChildProcess; pid: number; agent: Agent; url: string }

export const start = async (
  { config }: House,
  database: string,
  folder: string,
  bare: readonly string[] = [],
  program = 'requests-process.ts',
): Promise<Running> => {
  const wanted: Wanted = { host: config.host, port: config.port, database, folder, bare }
  const child = fork(path.join(import.meta.dirname, program), [JSON.stringify(wanted)], { execArgv: asInstalled })
  const [port] = await once(child, 'message')
  return {
    child,
    pid: child.pid!,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    url: `http://127.0.0.1:${port}/s/bench/api`,
  }
}

export const tell = async ({ child }: Running, word: Word): Promise<number> => {
  child.send(word)
  const [trips] = await once(child, 'message')
  return trips
}

export const stop = async ({ child, agent }: Running) => {
  agent.destroy()
  child.send('stop' satisfies Word)
  await once(child, 'exit')
}

/** Asks once, as whoever holds the token. */
export const ask = ({ agent, url }: Running, route: string, token: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(`${url}${route}`, { agent, headers: { cookie: `preau=${token}` } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (some: string) => {
        text += some
      })
      reply.on('end', () =>
        reply.statusCode === 200 ? resolve(text) : reject(new Error(`${route}: ${reply.statusCode} ${text}`)),
      )
    }).on('error', reject)
  })

export const times = async (count: number, work: () => Promise<unknown>) => {
  for (let left = count; left > 0; left--) await work()
}

type Read = { what: string; route: string; token: string; count: number; rows: (body: never) => number; expected: number }

const compare = async ({ ratio }: House, ours: Running, plain: Running, read: Read, budget: number) => {
  const { what, route, token, count } = read
  const texts = await Promise.all([ours, plain].map((one) => ask(one, route, token)))
  const [length] = texts.map((text) => read.rows(JSON.parse(text) as never))
  if (texts[0] !== texts[1] || length !== read.expected) throw new Error(`${what}: not the same answer, or ${length} rows`)
  for (const one of [ours, plain]) await times(count * 6, () => ask(one, route, token))
  const servers = { ours: ours.pid, plain: plain.pid }
  const asking = (one: Running) => () => times(count, () => ask(one, route, token))
  await ratio(`${what}, sealed ÷ in clear, warm`, { atMost: budget }, { ours: asking(ours), plain: asking(plain), servers })
  const cold = async () => {
    await tell(ours, 'clear')
    await ask(ours, route, token)
  }
  await ratio(`${what}, sealed ÷ in clear, cold`, {}, { ours: cold, plain: () => ask(plain, route, token), servers, rounds: 9 })
}

const cost = async (
  { absolute, size, postmaster, quick }: House,
  server: Running,
  what: string,
  route: string,
  token: string,
) => {
  const count = quick ? 100 : 300
  await times(count, () => ask(server, route, token))
  const before = await tell(server, 'trips')
  await ask(server, route, token)
  size(`${what}: round trips to the database`, '', { atMost: 5 }, (await tell(server, 'trips')) - before)
  const each = async (cluster: number | undefined) =>
    (await cpuWhile(cluster, () => times(count, () => ask(server, route, token)), server.pid)) / count / 1000
  await absolute(`${what}, processor time`, 'ms', {}, () => each(postmaster))
  await absolute(`${what}, processor time of node`, 'ms', {}, () => each(undefined))
}

/** What a whole request costs: session, walls, queries, opening, facts, JSON. */
export const requests: Bench = {
  name: 'requests',
  about: 'whole requests over HTTP: sealed rows against the same in clear, processor time, round trips',
  run: async (house) => {
    const { database, data, bare, classId, tokens } = await settle(house)
    const ours = await start(house, database, data)
    const plain = await start(house, bare, data, laidBare)
    try {
      const list = { what: 'class list of 30', route: `/classes/${classId}`, token: tokens.teacher, count: 40, expected: 30 }
      await compare(house, ours, plain, { ...list, rows: ({ pupils }: { pupils: unknown[] }) => pupils.length }, 1.1)
      const directory = { what: `directory of ${PEOPLE}`, route: '/people', token: tokens.office, count: 8, expected: PEOPLE }
      await compare(house, ours, plain, { ...directory, rows: ({ people }: { people: unknown[] }) => people.length }, 1.3)
      const rows = CLASSES + EMPTY
      const page = {
        what: `${rows} rows of one epoch, as a feed has them`,
        route: '/classes',
        token: tokens.office,
        count: 40,
        expected: rows,
      }
      await compare(house, ours, plain, { ...page, rows: ({ classes }: { classes: unknown[] }) => classes.length }, 1.2)
      await cost(house, ours, 'GET /me, a guardian', '/me', tokens.guardian)
      await cost(house, ours, 'GET /classes, a teacher', '/classes', tokens.teacher)
      await cost(house, ours, `GET /classes, an office with ${rows}`, '/classes', tokens.office)
      await cost(house, ours, 'GET /classes/:id, a teacher', `/classes/${classId}`, tokens.teacher)
      await cost(house, ours, `GET /people, an office with ${PEOPLE}`, '/people', tokens.office)
    } finally {
      await Promise.all([ours, plain].map(stop))
    }
  },
}
