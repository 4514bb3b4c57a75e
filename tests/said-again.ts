import fs from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`
const messageOf = (errors: readonly { message?: string }[] | undefined) =>
  (errors?.[0]?.message ?? 'no message').split('\n').slice(0, 12).join('\n')

const wordsOf = (test: TestCase): string[] => {
  const { state, errors } = test.result()
  if (state === 'failed') return [`✗ ${nameOf(test)}\n${messageOf(errors)}`]
  return test.diagnostic()?.flaky ? [`! red, then green: ${nameOf(test)}\n${messageOf(errors)}`] : []
}

/**
 * Writes what was red, and what was only green when it was tried again, to the file that PREAU_SAID_AGAIN names: `npm test` says it once more
 * at its end, where nobody has to look for it among thousands of lines.
 */
export const saidAgain: Reporter = {
  onTestRunEnd: (modules: readonly TestModule[]) => {
    const file = process.env['PREAU_SAID_AGAIN']
    if (!file) return
    const broken = modules.flatMap((module) =>
      module.errors().map((error) => `✗ ${module.relativeModuleId}\n${messageOf([error])}`),
    )
    const tests = modules.flatMap((module) => [...module.children.allTests()].flatMap(wordsOf))
    for (const words of [...broken, ...tests]) fs.appendFileSync(file, `${words}\n`)
  },
}
