import { createHash } from 'node:crypto'
import pg from 'pg'
import { cpuWhile, median } from './measure.ts'

/** What the machine of the budgets took: microseconds of processor for one hash of 64 KiB, one row by key, one insert. */
const reference = { hash: 40, select: 60, insert: 70 }

const block = Buffer.alloc(65_536, 7)

/** How many times slower this machine is, now, than the one that the absolute budgets were written on; never less than one. */
export const calibrate = async (config: pg.ClientConfig, postmaster: number) => {
  const client = new pg.Client(config)
  await client.connect()
  await client.query(
    'create temporary table calibration as select i, md5(i::text) as words from generate_series(1, 10000) i; alter table calibration add primary key (i)',
  )
  const works = {
    hash: () => createHash('sha256').update(block).digest(),
    select: (n: number) =>
      client.query({ name: 'select', text: 'select * from calibration where i = $1', values: [1 + (n % 10_000)] }),
    insert: (n: number) =>
      client.query({ name: 'insert', text: 'insert into calibration values ($1, $2)', values: [20_000 + n, 'words'] }),
  }
  const TIMES = 400
  const took: Record<keyof typeof works, number[]> = { hash: [], select: [], insert: [] }
  let count = 0
  for (let round = 0; round < 5; round++) {
    for (const name of ['hash', 'select', 'insert'] as const) {
      const cpu = await cpuWhile(postmaster, async () => {
        for (let time = 0; time < TIMES; time++) await works[name](count++)
      })
      took[name].push(cpu / TIMES)
    }
  }
  await client.end()
  const figures = { hash: median(took.hash), select: median(took.select), insert: median(took.insert) }
  const scale = median([figures.hash / reference.hash, figures.select / reference.select, figures.insert / reference.insert])
  return { ...figures, scale: Math.max(1, scale) }
}
