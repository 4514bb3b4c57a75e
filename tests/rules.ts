import { about, line, type Rule } from './imports.ts'

const test = /\.test\.tsx?$|^tests\//
const moduleOf = (file: string) => /^server\/modules\/([^/]+)\//.exec(file)?.[1]

/** A module shows what others may call in its `index.ts`; everything else in it is its own. */
const throughTheFront: Rule = {
  name: 'a module imports another only by its index.ts',
  at: 'server/modules/classes/asking.ts',
  good: "import { addPerson } from '#modules/people/index.ts'",
  bad: "import { insertPerson } from '#modules/people/people.queries.ts'",
  refuses: (file, edges) => {
    const own = moduleOf(file)
    if (!own || test.test(file)) return []
    return edges.flatMap(({ to }) => {
      const other = moduleOf(to)
      return other && other !== own && !to.endsWith('/index.ts') ? [`${file} imports ${to}`] : []
    })
  },
}

/** Where SQL may be spoken: the kernel, the rooms that own tables of their own, queries, and what runs before or beside requests. */
const sqlRooms =
  /^server\/(kernel|vault|ledger|db|postgres|tools|commands|modules\/privacy)\/|\.queries\.ts$|^server\/(worker|working\/sequencing|starting\/(database|setup-code))\.ts$|^(tests|bench)\/|\.test\.ts$/

export const rules: readonly Rule[] = [
  about({
    name: 'the contract imports zod, and nothing else of this world',
    in: /^contract\//,
    unless: test,
    only: /^contract\/|^zod\/mini$/,
    at: 'contract/people.ts',
    good: "import * as z from 'zod/mini'",
    bad: "import { refuse } from '#kernel/errors.ts'",
  }),
  about({
    name: 'the kernel imports no module',
    in: /^server\/kernel\//,
    unless: test,
    never: /^server\/modules\//,
    at: 'server/kernel/action.ts',
    good: "import type { Endpoint } from '#contract/endpoint.ts'",
    bad: "import { addPerson } from '#modules/people/index.ts'",
  }),
  throughTheFront,
  about({
    name: 'nobody of the school day imports the observers: privacy, rights, retention, orders, bringing, leaving, exit and assurance read the registry, and are not called',
    in: /^server\/(kernel|modules\/(?!privacy|rights|retention|orders|bringing|leaving|exit|assurance))/,
    unless: test,
    never: /^server\/modules\/(privacy|rights|retention|orders|bringing|leaving|exit|assurance)\//,
    types: /^server\/modules\/privacy\/data\.ts$/, // what a row of the data map looks like
    at: 'server/modules/people/adding.ts',
    good: "import { action } from '#kernel/action.ts'",
    bad: "import { erase } from '#modules/privacy/index.ts'",
  }),
  about({
    name: 'the web imports the contract and the words, never the server',
    in: /^web\//,
    unless: test,
    never: /^server\/|^tests\//,
    at: 'web/api.ts',
    good: "import { readMe } from '#contract/people.ts'",
    bad: "import { actions } from '#server/registry.ts'",
  }),
  about({
    name: 'the server does not import the web',
    in: /^server\//,
    never: /^web\//,
    unless: test,
    at: 'server/app.ts',
    good: "import { mount } from '#kernel/http.ts'",
    bad: "import { tokens } from '../web/styles/tokens.ts'",
  }),
  about({
    name: 'nothing but tests imports tests',
    in: /^(bin|contract|i18n|server|web)\//,
    unless: test,
    never: /^tests\/|\.test\.ts$/,
    at: 'server/app.ts',
    good: "import { actions } from './registry.ts'",
    bad: "import { person } from '#tests/world.ts'",
  }),
  about({
    name: 'SQL is spoken in queries and in the rooms that own it',
    in: /^server\//,
    unless: sqlRooms,
    never: /^(pg|kysely)$/,
    types: /^(pg|kysely)$/,
    at: 'server/modules/classes/deciding.ts',
    good: "import type { Kysely } from 'kysely'",
    bad: "import { sql } from 'kysely'",
  }),
  about({
    name: 'Fastify is known at the front door only',
    in: /^server\//,
    unless: /^server\/(app|kernel\/(http|headers))\.ts$|^server\/(pages|serving|tls)\/|\.test\.ts$/,
    never: /^(fastify|@fastify\/.*)$/,
    types: /^fastify$/,
    at: 'server/modules/classes/reading.ts',
    good: "import { action } from '#kernel/action.ts'",
    bad: "import Fastify from 'fastify'",
  }),
  line({
    name: 'a pool is opened where its lost connections are listened to',
    in: /^server\//,
    unless: /\.test\.ts$|^server\/(db\/pool\.ts|tools\/)/,
    never: /\bnew (pg\.)?Pool\(/,
    at: 'server/worker.ts',
    good: 'const pool = openPool(config)',
    bad: 'const pool = new pg.Pool(config)',
  }),
  line({
    name: 'the environment is read in one place',
    in: /^(bench|bin|contract|i18n|server|web)\//,
    unless: test,
    never: /process\.env\b/,
    apart: {
      'server/settings/settings.ts': 'the registry of settings',
      'bin/preau.js': 'runs before anything else can be imported',
      'server/postgres/account.ts': 'what PostgreSQL inherits',
      'server/vault/pkcs11.ts': 'what the token’s program inherits',
      'web/vite.config.ts': 'tells React that it is built for use',
    },
    at: 'server/start.ts',
    good: 'const { port } = readSettings()',
    bad: "const port = process.env['PORT']",
  }),
  line({
    name: 'what decides by the time or by chance asks the clock, or crypto',
    in: /^(contract|server)\//,
    unless: /\.test\.ts$|^server\/postgres\//, // which waits for processes, and decides nothing about a school
    never: /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(/,
    apart: {
      'server/kernel/clock.ts': 'the clock',
      'server/kernel/ids.ts': 'an id holds the time it was made, and decides nothing',
    },
    at: 'server/modules/classes/deciding.ts',
    good: 'const now = installation.clock.now()',
    bad: 'const now = new Date()',
  }),
  line({
    name: 'the app reckons no day in Greenwich: today is the day of the school',
    in: /^web\//,
    unless: /\.test\.ts$|^web\/screens\/development\//,
    never: /\.toISOString\(\)\s*\.(slice|substr|substring|split)\b/,
    apart: {
      'web/screens/calendar/days.ts': 'moves a day that is one already',
      'web/screens/posts/SplitSend.tsx': 'an hour on the clock of the device, as its field wants it',
    },
    at: 'web/screens/people/Withhold.tsx',
    good: 'const untilOn = inDays(30)',
    bad: 'const today = new Date().toISOString().slice(0, 10)',
  }),
  line({
    name: 'no default exports: a thing has one name everywhere',
    in: /^(bench|bin|contract|i18n|server|tests|web)\//,
    unless: /\.config\.ts$/,
    never: /^export default\b/,
    at: 'server/app.ts',
    good: 'export const build = 1',
    bad: 'export default build',
  }),
  line({
    name: 'nothing is re-exported but by an index.ts, which chooses',
    in: /^(contract|i18n|server|web)\//,
    unless: /\/index\.ts$|\.test\.ts$/,
    never: /^export (\*|\{[^}]*\}) from\b/,
    at: 'server/kernel/errors.ts',
    good: 'export const refuse = 1',
    bad: "export * from './action.ts'",
  }),
  line({
    name: 'a route of the interface comes into being by an action only',
    in: /^server\/(modules|kernel)\//,
    unless: /^server\/kernel\/http\.ts$|\.test\.ts$/,
    never: /\bapp\.(get|post|put|patch|delete|route)\(/,
    at: 'server/modules/classes/reading.ts',
    good: 'export const list = action(listClasses, run)',
    bad: "app.get('/classes', run)",
  }),
]

/** The modules that each module imports, for the test that looks for circles. */
export const importsOf = (
  files: readonly { file: string; edges: readonly { to: string; isType: boolean }[] }[],
): Map<string, Set<string>> => {
  const all = new Map<string, Set<string>>()
  for (const { file, edges } of files) {
    const own = moduleOf(file)
    if (!own || test.test(file)) continue
    const others = edges.flatMap(({ to }) => (moduleOf(to) && moduleOf(to) !== own ? [moduleOf(to) ?? ''] : []))
    all.set(own, new Set([...(all.get(own) ?? []), ...others]))
  }
  return all
}
