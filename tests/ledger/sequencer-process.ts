import pg from 'pg'
import { sequencer } from '#ledger/sequencer.ts'

/** A sequencer as a process of its own, to be killed: `node sequencer-process.ts '{"host":…}' <seed> <most>`. */
const [config = '', seed = '', most = '16'] = process.argv.slice(2)
const pool = new pg.Pool({ ...JSON.parse(config), max: 2 })
const order = sequencer({ pool, seed: Buffer.from(seed, 'hex'), clock: { now: () => new Date() }, most: Number(most) })
process.stdout.write('ready\n')
for (;;) await order.turn().catch(() => undefined)
