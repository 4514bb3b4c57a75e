import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { clock } from '#kernel/clock.ts'
import { type Advisory, advisoryBundle, parts } from '#modules/assurance/index.ts'
import { readSettings } from '#server/settings/settings.ts'

/** As much of what `npm audit --json` says as is needed. A `via` that is a word names another part that has the weak point. */
const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      nodes: z.array(z.string()),
      via: z.array(z.union([z.string(), z.object({ source: z.number(), severity: z.string() })])),
    }),
  ),
})

const severities = ['critical', 'high', 'moderate', 'low'] as const
const severityOf = (word: string) => severities.find((one) => one === word) ?? 'low'

/** The list as of today. npm does not say since when a weak point is known: it is the day on which we first saw it. */
export const bundleFrom = (said: string, today: string, before: readonly Advisory[]) => {
  const { vulnerabilities } = report.parse(JSON.parse(said))
  const all = parts()
  const found = Object.values(vulnerabilities).flatMap(({ name, via }) =>
    via.flatMap((one): Advisory[] => {
      if (typeof one === 'string') return []
      const versions = [...new Set(all.filter((part) => part.name === name).map(({ version }) => version))]
      const known = before.find((old) => old.id === one.source && old.package === name)
      return [
        { id: one.source, package: name, versions, severity: severityOf(one.severity), publishedOn: known?.publishedOn ?? today },
      ]
    }),
  )
  return { madeOn: today, advisories: found }
}

const house = path.join(import.meta.dirname, '../..')

/** Asks npm, and writes the list; says what it found. Exit status 1 where npm answers nothing that can be read. */
export const gatherAdvisories = async (file: string | undefined): Promise<number | undefined> => {
  const to = file ?? path.join(readSettings().data, 'advisories.json')
  const { stdout } = spawnSync('npm', ['audit', '--json', '--package-lock-only'], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  const before = fs.existsSync(to) ? advisoryBundle.parse(JSON.parse(fs.readFileSync(to, 'utf8'))).advisories : []
  try {
    const bundle = bundleFrom(stdout ?? '', clock.now().toISOString().slice(0, 10), before)
    fs.writeFileSync(to, `${JSON.stringify(bundle, null, 2)}\n`)
    console.log(`${bundle.advisories.length} known weak points in ${parts().length} parts, written to ${to}.`)
    return undefined
  } catch {
    console.error('npm audit gave no list: nothing was written')
    return 1
  }
}
