import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errors } from '#contract/errors.ts'
import { type EventName, events } from '#contract/events.ts'
import { locales } from '#contract/locales.ts'
import { sentences } from '#i18n/load.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { personalTables, sealedIn } from '#kernel/personal-data.ts'
import { printDocs } from '#server/docs/printing.ts'
import { actions, dataMap, jobs, permissions, relations } from '#server/registry.ts'
import { openapi } from '#server/serving/openapi.ts'
import { epochTerms } from '#vault/terms.ts'
import { raiseCurtain, type Stage } from './cast.ts'
import { exampleOf, jobExamples } from './examples.ts'
import { expectGolden } from './golden.ts'
import { whoMay } from './matrix.ts'

const root = path.join(import.meta.dirname, '..')
const code = globSync('{contract,server,web}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.|^contract\/(events\/.+|errors)\.ts$|^web\/dist/.test(file))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n')
const isNamed = (name: string) => code.includes(`'${name}'`)

test.each(Object.entries(printDocs()))('%s is what the registries say', (file, printed) => {
  expectGolden(path.join(root, file), printed)
})

describe('actions', () => {
  const names = actions.map(({ endpoint }) => endpoint.name)

  test('each has one name and one address of its own', () => {
    const addresses = actions.map(({ endpoint: { method, scope, path: route } }) => `${method} ${scope} ${route}`)
    expect([new Set(names).size, new Set(addresses).size]).toEqual([names.length, names.length])
  })

  test('each has a permission row, and each row an action', () => {
    expect(Object.keys(permissions).toSorted()).toEqual(names.toSorted())
  })

  test('each is in the description of the interface', () => {
    const described = Object.values(openapi(actions).paths).flatMap(
      (methods) => Object.values(methods) as { operationId: string }[],
    )
    expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(names.toSorted())
  })

  test('whatever anyone may do says why', () => {
    const open = Object.values(permissions).filter((permission) => permission.on === 'nothing')
    expect(open.filter((permission) => !('why' in permission) || permission.why.length < 20)).toEqual([])
  })
})

describe('relations', () => {
  test('each is used, says what it means, and speaks about the table that its permissions name', () => {
    const used = new Set(Object.values(permissions).flatMap((permission) => ('allow' in permission ? permission.allow : [])))
    const observed = ['join_request.asker'] // says who asked; what an asker may do, the account's own endpoints say
    expect(Object.keys(relations).filter((name) => !used.has(name) && !observed.includes(name))).toEqual([])
    const crossed = Object.entries(permissions).flatMap(([action, permission]) =>
      'allow' in permission
        ? permission.allow.filter((name) => relations[name]?.on !== permission.on).map((name) => `${action} ${name}`)
        : [],
    )
    expect(crossed).toEqual([])
  })
})

describe('errors', () => {
  test('each is used', () => {
    expect(Object.keys(errors).filter((name) => !isNamed(name))).toEqual([])
    expect(isNamed('join_request.made_up')).toBe(false)
  })
  test.each(locales)('each has words in %s, and there are no others', (locale) => {
    const words = Object.keys(sentences('errors', locale)).map((id) => id.replace(/^errors\./, ''))
    expect(words.filter((name) => !(name in errors))).toEqual([])
    expect(Object.keys(errors).filter((name) => !words.includes(name))).toEqual([])
  })
})

/** Numbers of the ledger that are given and not used yet: nothing in the server says these so far. */
const silent: readonly EventName[] = []

test('every event is said by something, or is on the list of those that are not yet', () => {
  const unsaid = Object.keys(events).filter((name) => !isNamed(name))
  expect(unsaid.toSorted()).toEqual([...silent].toSorted())
})

/** Whatever is given twice: a name in two files would be lost where they are gathered, a number would mean two things for ever. */
const doubled = <T>(all: readonly T[]) => all.filter((one, at) => all.indexOf(one) !== at)

test('no event has two rows, and no number two events', async () => {
  const rooms = globSync('contract/events/*.ts', { cwd: root }).map(async (file) =>
    Object.values(await import(path.join(root, file))),
  )
  const rows = (await Promise.all(rooms)).flat().filter((one) => one !== null && typeof one === 'object' && !('_zod' in one))
  const named = rows
    .filter((one): one is Record<string, { code: number }> => !Array.isArray(one))
    .flatMap((one) => Object.entries(one))
  expect(named.length).toBe(Object.keys(events).length)
  expect(doubled(named.map(([name]) => name))).toEqual([])
  expect(doubled(named.map(([, { code: number }]) => number))).toEqual([])
  expect(doubled([101, 102, 101])).toEqual([101])
})

describe('jobs', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseCurtain()
  })
  afterAll(() => stage.world.close())

  test('each has an example', () => {
    expect(Object.keys(jobExamples).toSorted()).toEqual(jobs.map(({ name }) => name).toSorted())
  })

  test.each(jobs)('$name runs, and bears being run twice', async ({ name, perform }) => {
    const payload = { schoolId: stage.world.schoolId, requestId: uuidv7(), ...(await jobExamples[name]?.(stage)) }
    await perform(stage.world.installation, payload)
    await perform(stage.world.installation, payload)
    await expect(perform(stage.world.installation, { schoolId: 'none' })).rejects.toThrow()
  })
})

/** Nobody of the cast succeeds: it needs a device, a code of this moment, another Préau, another joint guardian, a pupil of age. Their facts are in the stories of their rooms. */
const inTheirStories = [
  'session.passkey.start',
  'session.second_step',
  'session.go_on',
  'factor.totp.confirm',
  'factor.passkey.add',
  'factor.recovery.make',
  'factor.remove',
  'password.recover',
  'guardianship.delegation.object',
  'guardianship.grant',
  'copy.fetch',
]

test('every writing action that succeeds leaves a fact, and no key that nothing ever ends', async () => {
  const stage = await raiseCurtain()
  const count = async () => Number((await stage.world.owner.query('select count(*) as n from ledger.fact')).rows[0].n)
  const silentOnes: string[] = []
  const impossible = actions.map(({ endpoint: { name } }) => name).filter((name) => !whoMay(name))
  expect(impossible.toSorted()).toEqual(inTheirStories.toSorted())
  for (const { endpoint } of actions) {
    const asker = whoMay(endpoint.name)
    if (!asker) continue
    const isTraced = endpoint.method === 'GET' ? endpoint.reads === 'fact' : !endpoint.drafts
    const example = await exampleOf(stage, endpoint)
    const ask = await stage.as(asker)
    const before = await count()
    const { status, text } = await ask(endpoint, example)
    expect(status, `${endpoint.name} ${text}`).toBe(200)
    const left = (await count()) - before
    if (isTraced !== left > 0) silentOnes.push(`${endpoint.name} left ${left}`)
  }
  expect(silentOnes).toEqual([])
  const { rows: epochs } = await stage.world.owner.query<{ name: string }>(
    'select distinct retention_class as name from vault.epoch',
  )
  const sealedFor = personalTables(dataMap).flatMap((table) => sealedIn(table)?.column.owners ?? [])
  const withTerm = new Set([
    ...Object.keys(epochTerms),
    ...sealedFor.flatMap((owner) => (owner.kind === 'epoch' ? [owner.retentionClass] : [])),
  ])
  expect(epochs.length).toBeGreaterThan(4)
  expect(
    epochs.filter(({ name }) => !withTerm.has(name)),
    'epochs whose keys nothing ever ends: add a term to server/vault/terms.ts',
  ).toEqual([])
  await stage.world.close()
})

test('every dependency has its line of reason, and every line a dependency', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  )
  const wanted = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const page = readFileSync(path.join(root, 'docs/decisions/0009-dependencies.md'), 'utf8')
  const listed = page
    .split('\n')
    .flatMap((line) =>
      line.startsWith('| `') ? [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name) : [],
    )
  expect(listed.toSorted()).toEqual(wanted.toSorted())
})

test('every link of the papers leads somewhere', () => {
  const papers = globSync('{*.md,docs/*.md,docs/decisions/*.md}', { cwd: root })
  const broken = papers.flatMap((paper) =>
    [...readFileSync(path.join(root, paper), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].flatMap(([, link = '']) => {
      const target = path.join(path.dirname(paper), link)
      return existsSync(path.join(root, target)) ? [] : [`${paper}: ${link}`]
    }),
  )
  expect(papers.length).toBeGreaterThan(10)
  expect(broken).toEqual([])
})
