import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { environmentWith } from '#server/settings/settings.ts'
import { provideChromium } from './chromium.ts'

type Wishes = { full?: boolean | undefined; only?: string | undefined }

/** `program` is a script of a package; what it says is shown while it runs (`aloud`), or only when it fails. */
type Step = { name: string; program: string; words: string[]; aloud?: true; prepare?: () => string | undefined }

const vitest = (project: string): Pick<Step, 'program' | 'words' | 'aloud'> => ({
  program: 'vitest/vitest.mjs',
  words: ['run', '--project', project],
  aloud: true,
})

/** What `npm test` runs, cheapest first. */
const steps: Step[] = [
  { name: 'format', program: '@biomejs/biome/bin/biome', words: ['check', '.'] },
  { name: 'types', program: 'typescript/bin/tsc', words: ['-p', '.'] },
  { name: 'web', program: 'typescript/bin/tsc', words: ['-p', 'web'] },
  { name: 'journeys', program: 'typescript/bin/tsc', words: ['-p', 'tests/browser'] },
  { name: 'unused', program: 'knip/bin/knip.js', words: [] },
  { name: 'tests', ...vitest('server') },
  { name: 'drills', ...vitest('drills') },
  { name: 'browser', ...vitest('browser'), prepare: provideChromium },
]

const root = path.join(import.meta.dirname, '../..')

const run = ({ program, words, aloud }: Step, full: boolean, saidAgain: string) =>
  new Promise<{ passed: boolean; said: string }>((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', program), ...words], {
      cwd: root,
      env: environmentWith({ PREAU_SAID_AGAIN: saidAgain, ...(full && { PREAU_FULL: '1' }) }),
      stdio: aloud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    const parts: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => parts.push(part))
    child.once('close', (code) => resolve({ passed: code === 0, said: Buffer.concat(parts).toString() }))
  })

const perform = async (step: Step, full: boolean, saidAgain: string) => {
  const began = performance.now()
  if (step.aloud) console.log(`\n${step.name}`)
  const missing = step.prepare?.()
  const { passed, said } =
    missing === undefined ? await run(step, full, saidAgain) : { passed: false, said: `${step.name} ${missing}` }
  if (!passed && said) console.log(said)
  const line = `${passed ? '✓' : '✗'} ${step.name.padEnd(8)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`
  console.log(line)
  return { passed, line }
}

/** Runs every step, also after one has failed, and answers 1 if any has. */
export const check = async ({ full = false, only }: Wishes): Promise<number> => {
  const chosen = steps.filter(({ name }) => only === undefined || name === only)
  if (!chosen.length) throw new Error(`--only takes one of ${steps.map(({ name }) => name).join(', ')}`)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-check-'))
  const saidAgain = path.join(folder, 'red.txt')
  fs.writeFileSync(saidAgain, '')
  const results: { passed: boolean; line: string }[] = []
  for (const step of chosen) results.push(await perform(step, full, saidAgain))
  const passed = results.every((one) => one.passed)
  console.log(`\n${fs.readFileSync(saidAgain, 'utf8')}`)
  fs.rmSync(folder, { recursive: true })
  console.log(`\n${results.map(({ line }) => line).join('\n')}\n${passed ? 'Everything passed.' : 'Something failed.'}`)
  return passed ? 0 : 1
}
