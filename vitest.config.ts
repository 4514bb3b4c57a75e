import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'

const temporary = 'tests/temporary.ts'
const globalSetup = [temporary, 'tests/setup.ts']

export default defineConfig({
  test: {
    // A test waits for PostgreSQL half of its time: every core takes files, not all but one.
    maxWorkers: '100%',
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
        },
      },
    ],
  },
})
