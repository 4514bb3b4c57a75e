import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { edgesOf, linesOf, sources } from './imports.ts'
import { importsOf, rules } from './rules.ts'

const files = sources().map(({ file, text }) => ({ file, text, edges: edgesOf(file, text), lines: linesOf(text) }))

describe.each(rules)('$name', ({ refuses, at, good, bad }) => {
  test('it is so', () => {
    expect(files.flatMap(({ file, edges, lines }) => refuses(file, edges, lines))).toEqual([])
  })
  test('a good line passes, a bad one does not', () => {
    expect(refuses(at, edgesOf(at, good), linesOf(good))).toEqual([])
    expect(refuses(at, edgesOf(at, bad), linesOf(bad))).toHaveLength(1)
  })
})

/** A way from a module back to itself. */
const circleIn = (imports: Map<string, Set<string>>, from: string, way: string[] = []): string[] | undefined => {
  if (way.includes(from)) return [...way, from]
  for (const to of imports.get(from) ?? []) {
    const found = circleIn(imports, to, [...way, from])
    if (found) return found
  }
  return undefined
}

test('no module imports itself by way of others', () => {
  const imports = importsOf(files)
  expect([...imports.keys()].flatMap((name) => circleIn(imports, name) ?? [])).toEqual([])
  imports.get('people')?.add('classes')
  expect(circleIn(imports, 'people')?.at(-1)).toBe('people')
})

const most = { file: 250, test: 350, function: 30, kernel: 1500, index: 5, unsafe: 10 }
const isTest = (file: string) => /\.test\.tsx?$|^tests\//.test(file)

/** Longer on purpose, each with its reason. */
const longer: Readonly<Record<string, string>> = {
  'server/db/types.generated.ts': 'printed',
  'contract/classes.ts': 'one table, read as one',
  'tests/schema.ts': 'one table, read as one',
  'tests/rules.ts': 'one table, read as one',
  'tests/examples.ts': 'one table, read as one',
  'server/ledger/verify.ts': 'a parent runs this one file, without the rest of us',
}

const tooLong = (file: string, text: string) => {
  const lines = text.split('\n').length - 1
  return lines > (isTest(file) ? most.test : most.file) && !longer[file] ? [`${file} has ${lines} lines`] : []
}

test(`no file is longer than ${most.file} lines, a test than ${most.test}`, () => {
  expect(files.flatMap(({ file, text }) => tooLong(file, text))).toEqual([])
  expect(tooLong('server/app.ts', '\n'.repeat(251))).toEqual(['server/app.ts has 251 lines'])
})

/** Functions with a body, by the indentation that the formatter gives them: where each begins and ends. */
const bodiesIn = (lines: readonly string[]) =>
  lines.flatMap((line, from) => {
    const indent = /^( *)(?:.*=> \{|(?:export )?(?:async )?function.*\{)$/.exec(line)?.[1]
    return indent === undefined ? [] : [{ from, to: lines.findIndex((end, at) => at > from && end.startsWith(`${indent}}`)) }]
  })

/** A function's length is that of its own lines: what it holds of other functions has a length of its own. */
const longFunctions = (file: string, text: string) => {
  const bodies = bodiesIn(text.split('\n'))
  return bodies.flatMap(({ from, to }) => {
    const inner = bodies.filter((one) => one.from > from && one.to < to)
    const own = Array.from({ length: to - from - 1 }, (_, at) => from + 1 + at).filter(
      (at) => !inner.some((one) => at > one.from && at <= one.to),
    ).length
    return own > most.function ? [`${file}:${from + 1} has ${own} lines`] : []
  })
}

/** Longer on purpose, and not longer than this: what is handed out is listed once, in one place. */
const longBodies: Readonly<Record<string, number>> = {
  'server/start.ts': 36, // what is opened, in the order in which it is closed again
  'server/modules/rosters/importing.ts': 38, // one statement with twenty columns
  'server/modules/privacy/rights.ts': 35,
  'server/vault/blind.ts': 35,
  'server/vault/vault.ts': 64,
  'server/ledger/record.ts': 54,
}

test(`no function is longer than ${most.function} lines`, () => {
  const ours = files.filter(({ file }) => !isTest(file) && /^(contract|i18n|server|web)\/.*\.ts$/.test(file)) // a component is measured by its file
  const long = ours
    .flatMap(({ file, text }) => longFunctions(file, text))
    .filter((found) => {
      const [file = '', length] = /^([^:]+):\d+ has (\d+)/.exec(found)?.slice(1) ?? []
      return Number(length) > (longBodies[file] ?? 0)
    })
  expect(long).toEqual([])
  expect(longFunctions('x.ts', `const a = () => {\n${'  b()\n'.repeat(31)}}\n`)).toEqual(['x.ts:1 has 31 lines'])
})

/** Words of the data map, one to a line, and no code. */
const words = 'server/kernel/vocabulary.ts'

const codeIn = (room: string) =>
  files
    .filter(({ file }) => file.startsWith(room) && !isTest(file) && file !== words)
    .reduce((sum, { lines }) => sum + lines.filter((line) => !/^\s*(import .*)?$/.test(line)).length, 0)

test(`the kernel has at most ${most.kernel} lines of code, without imports, comments and empty ones`, () => {
  expect(codeIn('server/kernel/')).toBeGreaterThan(500)
  expect(codeIn('server/kernel/')).toBeLessThanOrEqual(most.kernel)
})

test('what runs outside a person’s view is called unsafe, and is rare', () => {
  const uses = files
    .filter(({ file }) => file.startsWith('server/') && !isTest(file))
    .flatMap(({ lines }) => lines.filter((line) => /\bunsafe[A-Z]/.test(line)))
  expect(uses.length).toBeLessThanOrEqual(most.unsafe)
})

/** Shows more on purpose, each with its reason. */
const wider: Readonly<Record<string, string>> = {
  'server/modules/privacy/index.ts':
    'the engines over the data map: one room carries out with them what people ask, another proves them',
  'server/modules/assurance/index.ts': 'pages, the command line and the night read promises, evidence and what leaves',
}

test(`a module shows at most ${most.index} lines of exports`, () => {
  const wide = files
    .filter(({ file }) => /^server\/modules\/[^/]+\/index\.ts$/.test(file))
    .flatMap(({ file, lines }) => {
      const shown = lines.filter((line) => line.startsWith('export'))
      return shown.length > most.index && !wider[file] ? [`${file} shows ${shown.length}`] : []
    })
  expect(wide).toEqual([])
})

test('no file holds the marks of a merge that nobody finished', () => {
  const marks = /^(<{7}|>{7}) /m
  const texts = globSync('{*.md,*.json,{bench,bin,contract,docs,i18n,server,tests,web}/**/*.{css,json,md,sql,ts,tsx,txt}}', {
    exclude: (name) => /node_modules|(^|\/)dist(\/|$)/.test(name),
  })
  expect(texts.length).toBeGreaterThan(300)
  expect(texts.filter((file) => marks.test(readFileSync(file, 'utf8')))).toEqual([])
  expect(marks.test(`a\n${'<'.repeat(7)} HEAD\nb`)).toBe(true)
})
