import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { verify } from '@node-rs/argon2'
import { uuidv7 } from '#kernel/ids.ts'
import type { Unit } from '#kernel/job.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { hashPassword, makeAccount } from '#modules/sign-in/index.ts'
import { callDoctor } from './doctor.ts'
import { asInstalled, type Bench, type House } from './house.ts'
import { openSchool } from './import.ts'
import { cpuWhile } from './measure.ts'
import type { Wanted, Word } from './requests-process.ts'

const program = path.join(import.meta.dirname, 'requests-process.ts')
const password = 'une bonne dizaine de mots pour une seule clef'
const loginOf = (nth: number) => `p${nth}@example.org`

/** A school in which so many can sign in. One hash for all: looking at it costs the same. */
const settle = async ({ config, folder, quick }: House) => {
  const school = await openSchool(config, folder)
  const count = quick ? 200 : 1000
  const passwordHash = await hashPassword(password)
  const { installation, schoolId } = school
  for (let nth = 0; nth < count; nth++) {
    const accountId = uuidv7()
    const add = async ({ tx, vault, emit, now }: Unit) => {
      await makeAccount(tx, vault, emit, { id: accountId, email: loginOf(nth), locale: 'sv', passwordHash, now })
      const names = namesFrom(`Elev ${nth}`, 'sv')
      await addPerson({ tx, vault, emit, now }, { schoolId, names, role: 'pupil', reason: 'office', by: null, accountId })
    }
    await asSchool(installation, schoolId, 'administration', 'person.arrange', add, accountId)
  }
  await school.analyse()
  await school.close()
  return { ...school, count, passwordHash }
}

type Asking = { url: string; agent: Agent; body: object }
/** Sends something; answers the status. */
const post = ({ url, agent, body }: Asking): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const asked = request(url, { agent, method: 'POST', headers }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode ?? 0))
    })
    asked.on('error', reject).end(JSON.stringify(body))
  })

/** What one password costs while every core is at one, in milliseconds: of processor time, and of the clock. They share their memory. */
const costOf = async (hash: string) => {
  const [cores, rounds] = [os.availableParallelism(), 40]
  const [began, at] = [process.cpuUsage(), performance.now()]
  const one = async () => {
    for (let nth = 0; nth < rounds; nth++) await verify(hash, password)
  }
  await Promise.all(Array.from({ length: cores }, one))
  const { user, system } = process.cpuUsage(began)
  return { cpu: (user + system) / 1000 / rounds / cores, clock: (performance.now() - at) / rounds / cores }
}

/**
 * Everybody at once; and meanwhile somebody asks, again and again, whether the server is well. A thousand people bring their own devices:
 * what these cost the cores, as this one process, is taken off the clock.
 */
const storm = async (url: string, count: number) => {
  const crowd = new Agent({ keepAlive: true, maxSockets: count })
  const doctor = await callDoctor(`${url}/readyz`)
  const [began, devices] = [performance.now(), process.cpuUsage()]
  const signIn = (nth: number) =>
    post({ url: `${url}/s/bench/api/session`, agent: crowd, body: { login: loginOf(nth), password, sharedDevice: false } })
  const replies = await Promise.all(Array.from({ length: count }, (_, nth) => signIn(nth)))
  const { user, system } = process.cpuUsage(devices)
  const took = performance.now() - began - (user + system) / 1000 / os.availableParallelism()
  const worst = await doctor.worst()
  crowd.destroy()
  const refused = replies.filter((status) => status !== 200).length
  if (refused) throw new Error(`${refused} of ${count} were not let in`)
  return { took, worst }
}

/** Eight o'clock. */
export const signIns: Bench = {
  name: 'sign-in',
  about: 'a thousand people sign in at once, and the server is well meanwhile',
  run: async (house) => {
    const { database, data, count, passwordHash } = await settle(house)
    const wanted: Wanted = { host: house.config.host, port: house.config.port, database, folder: data, bare: [] }
    const child = fork(program, [JSON.stringify(wanted)], { execArgv: asInstalled })
    const [port] = await once(child, 'message')
    const url = `http://127.0.0.1:${port}`
    const trips = async () => {
      child.send('trips' satisfies Word)
      return Number((await once(child, 'message'))[0])
    }
    try {
      await storm(url, 10)
      const before = await trips()
      await storm(url, 100)
      house.size('round trips of a sign-in', '', { atMost: 4 }, ((await trips()) - before) / 100)
      const waits: number[] = []
      await house.absolute(
        `${count} sign-ins at once, processor time of node and PostgreSQL over that of their passwords`,
        '×',
        { atMost: 1.3 },
        async () => {
          const alone = (await costOf(passwordHash)).cpu * count * 1000
          return (await cpuWhile(house.postmaster, () => storm(url, count), child.pid)) / alone
        },
      )
      await house.absolute(
        `${count} sign-ins at once, over what their passwords cost all cores`,
        '×',
        { atMost: 1.3 },
        async () => {
          const alone = (await costOf(passwordHash)).clock * count
          const { took, worst } = await storm(url, count)
          waits.push(worst)
          console.error(
            `${Math.round(took)} ms for ${count}; the passwords alone ${Math.round(alone)} ms; the longest health check ${Math.round(worst)} ms`,
          )
          return took / alone
        },
      )
      await house.absolute('the longest health check meanwhile', 'ms', { atMost: 100 }, async () => Math.min(...waits))
    } finally {
      child.send('stop' satisfies Word)
      await once(child, 'exit')
    }
  },
}
