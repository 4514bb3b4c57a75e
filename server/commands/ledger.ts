import { writeFileSync } from 'node:fs'
import type { Report } from '#ledger/findings.ts'
import { command, Misunderstood } from './command.ts'

const ago = (at: Date | null, now: Date) => {
  if (!at) return 'never'
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  return `${seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`} ago`
}

/** What `preau ledger verify` says: each log, then what is wrong, or `ok`. */
export const wordsOfReport = ({ ok, logs, findings }: Report, now: Date): string => {
  const heads = logs.flatMap(({ origin, size, pruned, root, signedAt, witnessedAt, waiting }) => [
    `log        ${origin}`,
    `size       ${size}${waiting ? `, and ${waiting} that the sequencer has not ordered yet` : ''}`,
    ...(pruned ? [`pruned     entries 0 to ${pruned - 1}: only their hashes are left`] : []),
    `root       ${root}`,
    `checkpoint ${ago(signedAt, now)}`,
    `witnessed  ${ago(witnessedAt, now)}`,
  ])
  const wrong = findings.map(({ what, epoch, index, factId, where }) =>
    [what, ...(factId ? [`fact ${factId}`] : []), ...(index === undefined ? [] : [`entry ${index}`]), where, `log ${epoch}`]
      .filter((word) => word !== undefined)
      .join(', '),
  )
  if (logs.length === 0) return 'There is no log yet: the first start opens it.'
  return [...heads, ...(ok ? ['ok'] : wrong)].join('\n')
}

const verify = async (json: boolean) => {
  const [{ withInstallation }, { checkLedger }] = await Promise.all([
    import('#server/starting/opening.ts'),
    import('#ledger/checking.ts'),
  ])
  return withInstallation(async ({ installation, database }) => {
    const report = await checkLedger(installation, database.connection)
    console.log(json ? JSON.stringify(report) : wordsOfReport(report, installation.clock.now()))
    return report.ok ? undefined : 1
  })
}

const prove = async (factId: string, to: string) => {
  const [{ withInstallation }, { proveFact }] = await Promise.all([
    import('#server/starting/opening.ts'),
    import('#ledger/proving.ts'),
  ])
  return withInstallation(async ({ installation }) => {
    const proved = await proveFact(installation.published.pool, factId)
    if (!proved) throw new Error(`the log has no fact ${factId}`)
    writeFileSync(to, proved.proof)
    console.log(`entry ${proved.index}: ${to}`)
    return undefined
  })
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const ledger = command({
  name: 'ledger',
  usage: 'TASK [FACT]',
  about: 'verify: recomputes every entry from the database and names what does not hold; prove FACT: writes its .tlog-proof',
  options: {
    json: { type: 'boolean', about: 'as JSON' },
    out: { type: 'string', value: 'FILE', about: 'where the proof is written (otherwise: FACT.tlog-proof, here)' },
  },
  run: async ({ words: [task, fact], options }) => {
    if (task === 'verify' && fact === undefined) return verify(options.json ?? false)
    if (task !== 'prove') throw new Misunderstood(`ledger takes verify or prove FACT, not '${[task, fact].join(' ').trim()}'`)
    if (fact === undefined || !isId.test(fact)) throw new Misunderstood('prove takes the id of a fact')
    return prove(fact.toLowerCase(), options.out ?? `${fact.toLowerCase()}.tlog-proof`)
  },
})
