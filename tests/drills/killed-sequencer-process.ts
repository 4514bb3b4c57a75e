// A sequencer that is killed at one point: just before one of its statements is sent, just after it was sent, or just after it was answered.
import pg from 'pg'
import { signerOf } from '#ledger/notes.ts'
import { sequencer } from '#ledger/sequencer.ts'
import { addCheckpoint } from '#ledger/witness.ts'
import { askWitnesses } from '#ledger/witnesses.ts'

const [config = '', seed = '', statement = '', nth = '1', when = 'before'] = process.argv.slice(2)
const wanted = new RegExp(statement)
let left = Number(nth)
const die = () => process.kill(process.pid, 'SIGKILL')

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : query && typeof query === 'object' && 'text' in query ? `${query.text}` : ''

/** Every statement of every connection passes here, on its way out and when it is answered. */
const watched = (client: pg.PoolClient) => {
  const send: (...asked: unknown[]) => unknown = client.query.bind(client)
  const query = (...asked: unknown[]) => {
    const isIt = wanted.test(textOf(asked[0])) && --left === 0
    if (!isIt) return send(...asked)
    if (when === 'before') die()
    const done = asked.at(-1)
    if (typeof done === 'function') asked[asked.length - 1] = () => die()
    const sent = send(...asked)
    if (when === 'sent') setImmediate(die)
    return sent instanceof Promise ? sent.then(die) : sent
  }
  Object.assign(client, { query })
}

const pool = new pg.Pool({ ...JSON.parse(config), max: 3 }).on('connect', watched)
const clock = { now: () => new Date() }
const townHall = signerOf('town.example/witness', Buffer.alloc(32, 9), 4)
await sequencer({ pool, seed: Buffer.from(seed, 'hex'), clock }).turn()
await askWitnesses(pool, clock, async (_url, body) => addCheckpoint({ pool, signer: townHall, clock }, body))
await pool.end()
