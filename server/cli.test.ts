import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './cli.ts'
import { command, Misunderstood } from './commands/command.ts'
import { commands } from './commands/registry.ts'

const said: string[] = []
beforeEach(() => {
  said.length = 0
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text: string) => void said.push(text))
})
afterEach(() => vi.restoreAllMocks())

const echo = command({
  name: 'import',
  usage: 'PACKAGE [FOLDER]',
  about: 'for this test',
  options: {
    school: { type: 'string', about: 'a school', value: 'NAME' },
    dry: { type: 'boolean', about: 'only look' },
    tls: { type: 'string', about: 'encrypted', value: 'acme', implied: 'own' },
  },
  asPerson: true,
  run: async (call) => {
    said.push(JSON.stringify(call))
    return 7
  },
})

test('a person who asks for help reads every command with what it does', async () => {
  for (const words of [[], ['help'], ['--help'], ['-h']]) expect(await main(words)).toBe(0)
  for (const { name, about } of commands) expect(said[0]).toMatch(new RegExp(`preau ${name} .*${about.slice(0, 20)}`))
})

test('each command explains its options', async () => {
  expect(await main(['start', '--help'])).toBe(0)
  expect(said[0]).toContain('--demo')
  expect(await main(['help', 'web'])).toBe(0)
  expect(said[1]).toContain('--tls[=acme]')
  expect(said[1]).not.toContain('--demo')
})

test.each([
  [['start', '--speed'], "preau: Unknown option '--speed' (preau --help says what there is)"],
  [['strat'], "preau: there is no command 'strat' (preau --help says what there is)"],
  [['migrate', 'now'], "preau: 'now' is one word too many (preau --help says what there is)"],
  [['--as', 'rosa', 'start'], "preau: the command comes before '--as' (preau --help says what there is)"],
  [['mail', '--as', 'rosa'], "preau: 'mail' is the operator’s: no --as (preau --help says what there is)"],
  [['start', '--domain'], "preau: Option '--domain <value>' argument missing (preau --help says what there is)"],
])('%j is answered in one line, and with 2', async (words, line) => {
  expect(await main(words)).toBe(2)
  expect(said).toEqual([line])
})

test('a foreseen failure is one line, and 1', async () => {
  expect(await main(['check', '--only', 'everything'])).toBe(1)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^preau: --only takes one of [^\n]*$/)
})

test('a command gets its words, its options, and as whom it acts', async () => {
  expect(await echo.run(['roster.zip', '--school', 'Demo', '--dry', '--as', 'rosa', '--tls', 'out'])).toBe(7)
  expect(JSON.parse(said[0] ?? '')).toEqual({
    options: { school: 'Demo', dry: true, tls: 'own' },
    words: ['roster.zip', 'out'],
    as: 'rosa',
  })
})

test('a command refuses to run without the words it needs', async () => {
  await expect(echo.run(['--dry'])).rejects.toThrow(new Misunderstood('PACKAGE is missing'))
  await expect(echo.run(['a', 'b', 'c'])).rejects.toThrow(new Misunderstood("'c' is one word too many"))
})
