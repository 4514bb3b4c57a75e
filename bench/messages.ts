import { request } from 'node:http'
import pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { tell as telling } from '#modules/notifications/telling.ts'
import { embedded } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import type { Bench, House } from './house.ts'
import { openSchool, schoolSettings } from './import.ts'
import { cpuWhile } from './measure.ts'
import { addClass, addPeople, arrange, signIn } from './population.ts'
import { ask, type Running, start, stop, tell, times } from './requests.ts'

const SIZE = 30
const MESSAGES = 50

/** A school of so many families, each with one guardian who has an account. */
const settle = async ({ config, folder, quick }: House) => {
  const school = await openSchool(config, folder)
  const [head] = await arrange(school, (hands) => addPeople(hands, school, 'head', 1))
  const [teacher] = await arrange(school, (hands) => addPeople(hands, school, 'teacher', 1, 1))
  const classes = []
  for (let nth = 0; nth < (quick ? 10 : 67); nth++)
    classes.push(await arrange(school, (hands) => addClass(hands, school, nth.toString(36), SIZE, [teacher!])))
  for (const { guardians } of classes) for (const one of guardians.slice(1)) await signIn(school, one)
  const [{ guardians }] = classes as [(typeof classes)[0]]
  const tokens = {
    head: await signIn(school, head!),
    teacher: await signIn(school, teacher!),
    guardian: await signIn(school, guardians[0]!),
  }
  for (const one of classes.slice(1)) await signIn(school, one.guardians[0]!)
  await school.analyse()
  await school.close()
  return { school, tokens, classes, families: classes.length * SIZE }
}

const post = ({ url, agent }: Running, route: string, token: string, body: object): Promise<Record<string, unknown>> => {
  const text = JSON.stringify(body)
  const headers = {
    ...{ cookie: `preau=${token}`, 'x-xsrf-token': xsrfTokenOf(token), 'content-type': 'application/json' },
    'content-length': Buffer.byteLength(text),
  }
  return new Promise((resolve, reject) => {
    request(`${url}${route}`, { method: 'POST', agent, headers }, (reply) => {
      let said = ''
      reply.setEncoding('utf8').on('data', (some: string) => {
        said += some
      })
      reply.on('end', () =>
        reply.statusCode === 200 ? resolve(JSON.parse(said)) : reject(new Error(`${route}: ${reply.statusCode} ${said}`)),
      )
    })
      .on('error', reject)
      .end(text)
  })
}

/** What a page costs: how often it asks the database, and processor time of both. */
const page = async (
  { size, absolute, postmaster, quick }: House,
  server: Running,
  what: string,
  route: string,
  token: string,
) => {
  const count = quick ? 60 : 200
  const asking = () => times(count, () => ask(server, route, token))
  await asking()
  const before = await tell(server, 'trips')
  await ask(server, route, token)
  size(`${what}: round trips to the database`, '', {}, (await tell(server, 'trips')) - before)
  await absolute(`${what}, processor time`, 'ms', {}, async () => (await cpuWhile(postmaster, asking, server.pid)) / count / 1000)
}

/** The longest transaction of the app while something runs. */
const longestWhile = async (config: House['config'], database: string, work: () => Promise<unknown>): Promise<number> => {
  const client = new pg.Client({ ...config, database })
  await client.connect()
  let [longest, isOver] = [0, false]
  const watch = async () => {
    while (!isOver) {
      const { rows } = await client.query<{ ms: number | null }>(
        `select (extract(epoch from max(clock_timestamp() - xact_start)) * 1000)::float8 as ms from pg_stat_activity where usename = 'preau_app' and datname = $1`,
        [database],
      )
      longest = Math.max(longest, rows[0]?.ms ?? 0)
    }
  }
  const watching = watch()
  await work()
  isOver = true
  await watching
  await client.end()
  return longest
}

type Settled = Awaited<ReturnType<typeof settle>>

/** Tells everybody of one notice while somebody else tells one class of another. */
const schoolWide = async ({ absolute, config }: House, { school, families }: Settled, notices: { all: string; one: string }) => {
  const { database, data, schoolId } = school
  const { installation, close } = await openInstallation(
    schoolSettings(data),
    embedded(config, database),
    'http://localhost:3000',
  )
  const event = 'notice.confirmation_asked'
  const asked = (noticeId: string) =>
    telling.perform(installation, { schoolId, requestId: uuidv7(), event, noticeId, thing: uuidv7() })
  let waited = 0
  const both = async () => {
    const from = performance.now()
    const small = asked(notices.one).then(() => {
      waited = performance.now() - from
    })
    await Promise.all([asked(notices.all), small])
  }
  await asked(notices.one)
  const what = `telling ${families} families`
  await absolute(`${what}: the longest transaction`, 'ms', { atMost: 2000 }, () =>
    longestWhile(config, database, () => asked(notices.all)),
  )
  await absolute(`${what}: in all`, 'ms', {}, async () => {
    const from = performance.now()
    await asked(notices.all)
    return performance.now() - from
  })
  await absolute(`${what}: how long the telling of a class beside it takes`, 'ms', { atMost: 2000 }, async () => {
    await both()
    return waited
  })
  await close()
}

/** Conversations and notices of a large school, over HTTP, and what tells everybody. */
export const messages: Bench = {
  name: 'messages',
  about: 'a list of threads, a thread of 50 messages, how far a notice is in a school of 2,000 families; telling all of them',
  run: async (house) => {
    const settled = await settle(house)
    const { school, tokens, classes } = settled
    const server = await start(house, school.database, school.data)
    const notices = { all: '', one: '' }
    try {
      const [{ classId, pupils }] = classes as [(typeof classes)[0]]
      const words = { text: 'Demain, piscine.', language: 'fr' }
      const round = { ...words, topic: 'Piscine', line: 'teacher_guardian', side: 'school', classId, pupilIds: pupils }
      const { conversations } = (await post(server, '/conversations', tokens.teacher, round)) as { conversations: string[] }
      const listed = JSON.parse(await ask(server, '/conversations', tokens.guardian)) as { conversations: { id: string }[] }
      const id = listed.conversations[0]?.id ?? conversations[0] ?? ''
      for (let nth = 1; nth < MESSAGES; nth++)
        await post(server, `/conversations/${id}/messages`, nth % 2 ? tokens.guardian : tokens.teacher, words)
      await page(house, server, 'a list of 30 threads', '/conversations', tokens.teacher)
      await page(house, server, 'a thread of 50 messages', `/conversations/${id}`, tokens.guardian)
      const { audiences } = JSON.parse(await ask(server, '/notice-audiences', tokens.head)) as {
        audiences: { id: string; kind: string }[]
      }
      const before = async (kind: string) => {
        const texts = [{ language: 'fr', title: 'Fermeture', text: 'L’école ferme.' }]
        const to = [audiences.find((one) => one.kind === kind)?.id ?? '']
        return `${(await post(server, '/notices', tokens.head, { texts, asks: ['guardian'], when: 'now', audiences: to }))['id']}`
      }
      notices.all = await before('guardians')
      notices.one = await before('class')
      await page(
        house,
        server,
        `how far a notice to ${settled.families} families is`,
        `/notices/${notices.all}/progress`,
        tokens.head,
      )
      await page(house, server, 'the list of notices of a guardian', '/notices', tokens.guardian)
    } finally {
      await stop(server)
    }
    await schoolWide(house, settled, notices)
  },
}
