import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { get, request } from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { mostStreams } from '#contract/live.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { newToken, xsrfTokenOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { insertMembership } from '#modules/people/index.ts'
import { beginSession, makeAccount } from '#modules/sign-in/index.ts'
import type { Bench, House } from './house.ts'
import { openSchool, type School } from './import.ts'
import type { ReadersAnswer, ReadersWord } from './live-readers-process.ts'
import { cpuWhile, residentOf } from './measure.ts'
import { addClass, addPeople, arrange } from './population.ts'
import { type Running, start, stop } from './requests.ts'

const STREAMS = 10_000
const PUPILS = 30

/** One account with as many sessions as its streams need. */
const signInOften = ({ installation, schoolId }: School, personId: string, sessions: number): Promise<string[]> => {
  const accountId = uuidv7()
  return asSchool(
    installation,
    schoolId,
    'administration',
    'person.arrange',
    async ({ tx, vault, emit, now }) => {
      await makeAccount(tx, vault, emit, { id: accountId, locale: 'sv', passwordHash: '', now })
      await insertMembership(tx, accountId, schoolId, personId, now)
      const begun = { accountId, schoolId, personId, sharedDevice: false, now }
      return Promise.all(Array.from({ length: sessions }, async () => (await beginSession(tx, begun)).token))
    },
    accountId,
  )
}

/** Classes of 30 pupils and 30 guardians until there are people enough for every stream, and one teacher who posts. */
const settle = async ({ config, folder }: House, streams: number) => {
  const school = await openSchool(config, folder)
  const [teacher = ''] = await arrange(school, (hands) => addPeople(hands, school, 'teacher', 1, 1))
  const readers: string[] = []
  for (let nth = 0; readers.length * mostStreams.account < streams; nth++) {
    const { pupils, guardians } = await arrange(school, (hands) =>
      addClass(hands, school, nth.toString(36), PUPILS, nth === 0 ? [teacher] : []),
    )
    readers.push(...pupils, ...guardians)
  }
  const sessions: string[][] = []
  for (const reader of readers) sessions.push(await signInOften(school, reader, mostStreams.account / mostStreams.session))
  const [own = newToken()] = await signInOften(school, teacher, 1)
  await school.analyse()
  await school.close()
  return { school, own, sessions }
}

const readersProcess = () => {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'live-readers-process.ts'))
  const heard: { id: string; at: number }[] = []
  child.on('message', (answer: ReadersAnswer) => 'heard' in answer && heard.push({ id: answer.heard, at: answer.at }))
  const open = async (port: number, tokens: readonly string[], listen: boolean) => {
    child.send({ open: { port, tokens, listen } } satisfies ReadersWord)
    for (;;) {
      const [answer] = (await once(child, 'message')) as [ReadersAnswer]
      if ('opened' in answer) return answer
    }
  }
  const end = async () => {
    child.send('stop' satisfies ReadersWord)
    await once(child, 'exit')
  }
  return { open, end, heard }
}

const posting = ({ url, agent }: Running, token: string, audience: string) => {
  const words = { text: 'Demain, piscine.', language: 'fr', answers: 'none', when: 'now', audiences: [audience] }
  const body = JSON.stringify(words)
  const headers = {
    ...{ cookie: `preau=${token}`, 'x-xsrf-token': xsrfTokenOf(token) },
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  }
  return new Promise<string>((resolve, reject) => {
    request(`${url}/posts`, { method: 'POST', agent, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (some: string) => {
        text += some
      })
      reply.on('end', () => (reply.statusCode === 200 ? resolve(JSON.parse(text).id) : reject(new Error(text))))
    })
      .on('error', reject)
      .end(body)
  })
}

/** Milliseconds from the wish to post until ninety-nine of a hundred times a reader had the event. */
const delays = async (
  house: House,
  server: Running,
  readers: ReturnType<typeof readersProcess>,
  own: string,
  audience: string,
) => {
  const began = new Map<string, number>()
  const posts = house.quick ? 40 : 120
  readers.heard.length = 0
  for (let left = posts; left > 0; left--) {
    const from = Date.now()
    began.set(await posting(server, own, audience), from)
    await wait(100 + Math.random() * 200) // at no rhythm of the sequencer's
  }
  const all = posts * PUPILS * 2
  for (let tries = 0; readers.heard.length < all && tries < 50; tries++) await wait(100)
  const took = readers.heard.map(({ id, at }) => at - (began.get(id) ?? Number.NaN)).toSorted((a, b) => a - b)
  house.size('events that came to a class of 60 readers, of those that should have', '', { atLeast: 1 }, took.length / all)
  const at = (part: number) => took[Math.floor(took.length * part)] ?? Number.NaN
  house.size('from posting to the event at a reader, median', 'ms', {}, at(0.5))
  house.size('from posting to the event at a reader, 99 of 100', 'ms', { atMost: 300 }, at(0.99))
}

const classAudience = ({ url, agent }: Running, token: string) =>
  new Promise<string>((resolve, reject) => {
    get(`${url}/audiences`, { agent, headers: { cookie: `preau=${token}` } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (some: string) => {
        text += some
      })
      reply.on('end', () => resolve(JSON.parse(text).audiences[0].id))
    }).on('error', reject)
  })

/** Ten thousand open apps on one process, over real sockets, and how soon a class hears of a post among them. */
export const live: Bench = {
  name: 'live',
  about: '10,000 open streams on one process: memory and idle cost; from posting to the event at the readers of a class of 60',
  run: async (house) => {
    const wanted = house.quick ? 2_000 : STREAMS
    const { school, own, sessions } = await settle(house, wanted)
    const server = await start(house, school.database, school.data, [], 'live-process.ts')
    const readers = readersProcess()
    try {
      const port = Number(new URL(server.url).port)
      const audience = await classAudience(server, own)
      await posting(server, own, audience)
      const ofClass = sessions.slice(0, PUPILS * 2).map(([token = '']) => token)
      const listening = await readers.open(port, ofClass, true)
      const before = residentOf(server.pid)
      const others = sessions
        .flatMap((tokens, nth) =>
          tokens.flatMap((token, at) =>
            Array<string>(mostStreams.session - (nth < ofClass.length && at === 0 ? 1 : 0)).fill(token),
          ),
        )
        .slice(0, wanted - ofClass.length)
      const from = performance.now()
      const { opened, refused } = await readers.open(port, others, false)
      house.size('streams open at once', '', { atLeast: wanted }, opened + listening.opened)
      house.size('streams refused', '', { atMost: 0 }, refused + listening.refused)
      house.size('streams opened in a second', '', {}, opened / ((performance.now() - from) / 1000))
      await wait(3_000)
      const after = residentOf(server.pid)
      house.size('memory that they take', 'MB', { atMost: 250 }, after - before)
      house.size('memory of the whole process with all of them', 'MB', {}, after)
      house.size('memory of one stream', 'kB', {}, ((after - before) * 1024) / opened)
      const idle = await cpuWhile(house.postmaster, () => wait(30_000), server.pid)
      house.size('processor time while nothing happens, of a second', 'ms', {}, idle / 1000 / 30)
      await delays(house, server, readers, own, audience)
      house.size('memory of the whole process afterwards', 'MB', {}, residentOf(server.pid))
    } finally {
      await readers.end()
      await stop(server)
    }
  },
}
