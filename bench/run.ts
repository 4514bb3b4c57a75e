import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '#server/postgres/launcher.ts'
import { calibrate } from './calibration.ts'
import { erase } from './erase.ts'
import { exports } from './export.ts'
import { feed } from './feed.ts'
import { type Bench, type Figure, measures } from './house.ts'
import { imports } from './import.ts'
import { ledger } from './ledger.ts'
import { live } from './live.ts'
import { postmasterIn } from './measure.ts'
import { messages } from './messages.ts'
import { requests } from './requests.ts'
import { signIns } from './sign-in.ts'
import { slips } from './slips.ts'
import { start } from './start.ts'
import { sweep } from './sweep.ts'
import { vault } from './vault.ts'
import { web } from './web.ts'
import { years } from './years.ts'

/** Every claim about speed and size, by name. */
const benches: readonly Bench[] = [
  start,
  imports,
  requests,
  feed,
  live,
  messages,
  vault,
  ledger,
  exports,
  erase,
  sweep,
  slips,
  signIns,
  years,
  web,
]

const shelf = () => (fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir())

/** Measures the benches named (all, if none is) and prints a line of JSON per figure. Answers 1 if one does not keep its budget. */
export const bench = async ({
  name,
  quick = false,
}: {
  name?: string | undefined
  quick?: boolean | undefined
}): Promise<number> => {
  const chosen = benches.filter((one) => name === undefined || one.name === name)
  if (!chosen.length)
    throw new Error(`there is no bench '${name}': ${benches.map((one) => `${one.name} (${one.about})`).join(', ')}`)
  const home = fs.mkdtempSync(path.join(shelf(), 'preau-bench-'))
  fs.chmodSync(home, 0o711)
  const postgres = await startPostgres(path.join(home, 'plain'))
  const config = { host: postgres.host, port: postgres.port, user: postgres.user, database: 'postgres' }
  const postmaster = postmasterIn(path.join(home, 'plain'))
  let kept = true
  const tell = (figure: Figure) => {
    kept &&= figure.ok
    process.stdout.write(`${JSON.stringify(figure)}\n`)
  }
  try {
    const { scale, ...machine } = await calibrate(config, postmaster)
    console.error(
      `this machine: ${Object.entries(machine)
        .map(([what, micros]) => `${what} ${micros.toFixed(1)} µs`)
        .join(', ')}; budgets × ${scale.toFixed(2)}`,
    )
    for (const one of chosen) {
      await one.run({ quick, config, folder: home, postmaster, ...measures(one.name, scale, postmaster, quick, tell) })
    }
  } finally {
    await postgres.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
  return kept ? 0 : 1
}
