import pg from 'pg'
import { sequencer } from '#ledger/sequencer.ts'

/** A sequencer as a process of its own, to be killed: `node sequencer-process.ts '{"host":…}' <seed>`. */
const pool = new pg.Pool({ ...JSON.parse(process.argv[2]!), max: 2 })
const order = sequencer({ pool, seed: Buffer.from(process.argv[3]!, 'hex'), clock: { now: () => new Date() }, most: 16 })
process.stdout.write('ready\n')
for (;;) await order.turn().catch(() => undefined)
