import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { openInstallation } from '#server/installation.ts'
import { environmentWith } from '#server/settings/settings.ts'
import { packageOf } from '../tests/packages.ts'
import { freshDatabase } from './database.ts'
import { asInstalled, type Bench, type House } from './house.ts'
import type { Wanted, Word } from './import-process.ts'
import { watchLocks } from './locks.ts'
import { cpuWhile, peakOf } from './measure.ts'
import { addPeople, arrange, signIn } from './population.ts'
import { districtOf } from './rosters.ts'

/** The settings of a bench's school, by its folder; the keys stand beside it. */
export const schoolSettings = (folder: string) =>
  ({ data: folder, keys: `${folder}-keys`, mail: undefined, mailFrom: 'preau@localhost', log: 'silent' }) as const

/** A school that nobody has imported anything into, on a database of its own. */
export const openSchool = async (config: { host: string; port: number }, folder: string) => {
  const { connection, database } = await freshDatabase(config)
  const data = path.join(folder, database)
  const { installation, close } = await openInstallation(schoolSettings(data), connection, 'http://localhost:3000')
  const schoolId = uuidv7()
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    const year = { yearFrom: '2026-08-01', yearTo: '2027-07-31' }
    await insertSchool(tx, {
      schoolId,
      name: 'Bench',
      slug: 'bench',
      profile: 'EU-SE',
      kind: 'public',
      locale: 'sv',
      timeZone: 'Europe/Stockholm',
      ...year,
      now,
    })
    emit('school.created', { schoolId })
  })
  const analyse = async () => {
    const owner = new pg.Client(connection.config('owner'))
    await owner.connect()
    await owner.query('analyze')
    await owner.end()
  }
  return { installation, close, schoolId, analyse, database, data }
}

export type School = Awaited<ReturnType<typeof openSchool>>

const program = path.join(import.meta.dirname, 'import-process.ts')
/** One school whose server imports, in a process of its own, and somebody who goes on working there meanwhile. */
const serve = async ({ config, folder }: House, file: string) => {
  const school = await openSchool(config, folder)
  const [office] = await arrange(school, (hands) => addPeople(hands, school, 'office', 1))
  const token = await signIn(school, office ?? '')
  await school.close()
  const { database, schoolId, data } = school
  const wanted: Wanted = { host: config.host, port: config.port, database, folder: data, schoolId, file }
  const env = environmentWith({ NODE_COMPILE_CACHE: path.join(folder, 'cache') }) // a start of Préau finds what the one before compiled
  const child = fork(program, [JSON.stringify(wanted)], { execArgv: asInstalled, env })
  const [port] = await once(child, 'message')
  const pid = child.pid ?? Number.NaN
  const tell = async (word: Word): Promise<string> => {
    child.send(word)
    const [answer] = await once(child, 'message')
    return answer
  }
  const stop = async () => {
    child.send({ stop: true } satisfies Word)
    await once(child, 'exit')
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { cookie: `preau=${token}` }
      get(`http://127.0.0.1:${port}/s/bench/api/me`, { agent, headers }, (reply) => {
        reply.resume().on('end', () => (reply.statusCode === 200 ? resolve() : reject(new Error(`${reply.statusCode}`))))
      }).on('error', reject)
    })
  return { pid, database, tell, ask, stop: () => stop().finally(() => agent.destroy()) }
}

type Serving = Awaited<ReturnType<typeof serve>>

/** Milliseconds that ninety-nine of a hundred requests stay under, one every ten milliseconds or as fast as they are answered, until `isOver`. */
const waitingWhile = async ({ ask }: Serving, isOver: (asked: number) => boolean) => {
  const took: number[] = []
  while (!isOver(took.length)) {
    const from = performance.now()
    await ask()
    took.push(performance.now() - from)
    await wait(Math.max(0, 10 - (performance.now() - from)))
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Number.NaN
}

/** Ninety-nine of a hundred requests while an import is applied, over the same when nothing is. */
const strain = async (house: House, file: string) => {
  const serving = await serve(house, file)
  const id = await serving.tell({ preview: true })
  await waitingWhile(serving, (asked) => asked >= 200)
  const idle = await waitingWhile(serving, (asked) => asked >= 1000)
  let isOver = false
  const locks = await watchLocks(house.config, serving.database)
  const applying = serving.tell({ apply: id }).finally(() => {
    isOver = true
  })
  const busy = await waitingWhile(serving, () => isOver)
  await applying
  const longest = await locks.longest()
  await serving.stop()
  return { strain: busy / idle, longest }
}

export const imports: Bench = {
  name: 'import',
  about: 'a roster of 10,000 people and 60,000 places in 400 classes: preview, application, and once more',
  run: async (house) => {
    const { absolute, folder, postmaster } = house
    const file = path.join(folder, 'district.zip')
    const district = districtOf({ pupils: 6000, guardians: 3500, teachers: 500, classes: 400, places: 60_400 })
    fs.writeFileSync(file, packageOf(district))
    const seconds = async ({ pid }: Serving, work: () => Promise<unknown>) => (await cpuWhile(postmaster, work, pid)) / 1e6
    const waiting: { serving: Serving; id: string }[] = []
    const previewed = async () => {
      const serving = await serve(house, file)
      return seconds(serving, async () => waiting.push({ serving, id: await serving.tell({ preview: true }) }))
    }
    await absolute('preview of 10,000 people, processor time', 's', { atMost: 5 }, previewed)
    const done: Serving[] = []
    await absolute('application of 10,000 people, processor time', 's', { atMost: 8 }, async () => {
      if (waiting.length === 0) await previewed()
      const next = waiting.pop()
      if (!next) throw new Error('nothing was previewed')
      done.push(next.serving)
      return seconds(next.serving, () => next.serving.tell({ apply: next.id }))
    })
    const peaks = done.map(({ pid }) => peakOf(pid))
    await absolute('most memory of node, of one preview and application', 'MB', { atMost: 300 }, async () => Math.min(...peaks))
    const [first] = done
    if (first)
      await absolute('preview of the same once more, processor time', 's', { atMost: 5 }, () =>
        seconds(first, () => first.tell({ preview: true })),
      )
    for (const { stop } of [...done, ...waiting.map(({ serving }) => serving)]) await stop()
    const longest: number[] = []
    await absolute('99 of 100 requests meanwhile, over the same when nothing is imported', '×', { atMost: 3 }, async () => {
      const tried = await strain(house, file)
      longest.push(tried.longest)
      return tried.strain
    })
    await absolute('the longest transaction of an application, from its first write', 'ms', { atMost: 2000 }, async () =>
      Math.min(...longest),
    )
  },
}
