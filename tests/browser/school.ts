import os from 'node:os'
import path from 'node:path'
import { listClasses, readClass } from '#contract/classes.ts'
import { applyImport, stageImport } from '#contract/rosters.ts'
import { build } from '#server/app.ts'
import { openInstallation } from '#server/installation.ts'
import { buildWeb } from '#server/serving/web-build.ts'
import { newSetupCode } from '#server/starting/setup-code.ts'
import { startSequencing } from '#server/working/sequencing.ts'
import { freshDatabase } from '#tests/database.ts'
import { packageOf, smallSchool } from '#tests/packages.ts'
import { asker, thisYear } from '#tests/world.ts'
import { arrangeDoor, emptySchool, signingIn } from './arranging.ts'
import { openBrowser } from './browser.ts'
import { arrangeFamily } from './families.ts'
import { freePort } from './installed.ts'
import { copyOfSeed } from './seeded.ts'

/** Who looks: somebody of the invented school, a family without one, the office of a school of its own, or nobody. */
export type Cast = keyof typeof known | 'substitute' | 'family' | 'founder' | 'importer' | 'visitor'

const known = {
  office: 'Brigitte Masson',
  teacher: 'Rosa Roy',
  parent: 'Amal Benali',
  pupil: '田中 陽翔',
  dpo: 'Agnès Delorme',
  head: 'Étienne Vasseur',
} as const
/** Whether it is always the same one, with the same session. */
export const isRegular = (cast: Cast): cast is keyof typeof known => cast in known

/** The small school's package in the present year; without Noor, if she is to leave. */
export const roster = ({ without = false, spoilt = false } = {}): Buffer => {
  const { yearFrom, yearTo } = thisYear(new Date())
  const files = smallSchool()
  const changed = Object.entries(files).map(([name, text]) => {
    const dated = text.replaceAll('2025-08-18', yearFrom).replaceAll('2026-06-12', yearTo)
    if (without) return [name, dated.replace(/^(p1|e2|r2),.*\r\n/gm, '')]
    return [name, spoilt && name === 'enrollments.csv' ? dated.replaceAll(',c1,', ',c9,').replace(yearFrom, '1.9.2026') : dated]
  })
  return packageOf(Object.fromEntries(changed))
}

const openEmpty = async () => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const connection = await freshDatabase()
  const data = path.join(os.tmpdir(), `preau-empty-${port}`)
  const settings = { data, keys: `${data}-keys`, mail: undefined, mailFrom: 'preau@localhost', log: 'silent' } as const
  const { installation, close } = await openInstallation(settings, connection, origin, { post: { send: async () => undefined } })
  const app = await build(installation)
  await app.listen({ port, host: 'localhost' })
  return { origin, code: (await newSetupCode(connection)) ?? '', close: () => app.close().then(close) }
}

/** The real Préau with the invented school in it, on a database of its own, an empty one beside it, and a browser to look at both. */
export const openSchool = async () => {
  await buildWeb()
  const browser = await openBrowser()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const { world, family, substitute, keyless } = await copyOfSeed(origin)
  const tokenOf = signingIn(world)
  const teacher = asker(world.app, 'demo', await tokenOf(known.teacher))
  const door = await arrangeDoor(world, teacher)
  const stopOrdering = await startSequencing(world.installation, world.connection, world.keys)
  const classes = (await teacher(listClasses)).body['classes'] as { id: string }[]
  for (const { id } of classes) await teacher(readClass, { params: { id } })
  const empty = await openEmpty()
  await world.app.listen({ port, host: 'localhost' })
  let founded = 0

  const importer = async () => {
    const school = await emptySchool(world, ++founded)
    const { id = '' } = (await school.ask(stageImport, { file: roster() })).body as { id?: string }
    await school.ask(applyImport, { params: { id }, body: { leaving: false } })
    await world.doJobs()
    return school
  }
  /** Whose cookie and which school a screen is opened with. */
  const enter = async (cast: Cast): Promise<{ slug: string; token?: string }> => {
    if (cast === 'founder') return emptySchool(world, ++founded)
    if (cast === 'importer') return importer()
    if (cast === 'family') return { slug: 'demo', token: family }
    if (cast === 'substitute') return { slug: 'preau', token: substitute }
    if (!isRegular(cast)) return { slug: 'demo' }
    return { slug: 'demo', token: await tokenOf(known[cast]) }
  }
  let arranged: Promise<string> | undefined
  /** A child of the parent, whose family has something to look at. */
  const child = async () => {
    arranged ??= arrangeFamily(
      world,
      asker(world.app, 'demo', await tokenOf(known.parent)),
      asker(world.app, 'demo', await tokenOf(known.head)),
    )
    return arranged
  }
  const close = async () => {
    await browser.close()
    await empty.close()
    await stopOrdering()
    await world.close()
  }
  return {
    origin,
    browser,
    world,
    empty,
    door,
    keyless,
    enter,
    child,
    forget: () => world.owner.query('delete from directory.throttle'),
    close,
  }
}
export type School = Awaited<ReturnType<typeof openSchool>>
