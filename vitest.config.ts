import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'
import { saidAgain } from './tests/said-again.ts'

const temporary = 'tests/temporary.ts'
const globalSetup = [temporary, 'tests/setup.ts']

export default defineConfig({
  test: {
    // A test waits for PostgreSQL half of its time: every core takes files, not all but one.
    maxWorkers: '100%',
    reporters: ['default', saidAgain],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'server',
          include: [
            'server/**/*.test.ts',
            'bench/**/*.test.ts',
            'contract/**/*.test.ts',
            'i18n/**/*.test.ts',
            'web/**/*.test.ts',
            'tests/**/*.test.ts',
          ],
          exclude: ['tests/browser/**', 'tests/drills/**'],
          globalSetup,
          // No test measures time; on a machine that does something else as well, a story of a second may take ten.
          // A fault is red twice; what was red once is said at the end (tests/said-again.ts), and is a fault of the test.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'drills',
          globalSetup: [temporary],
          include: ['tests/drills/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'browser',
          // A browser on a machine that does something else as well loses a race now and then; a fault is red twice.
          retry: 1,
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: [...globalSetup, 'tests/browser/built.ts'],
          testTimeout: 120_000,
          // What a page will show is waited for; how long that takes on a busy machine is not what is tried.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
