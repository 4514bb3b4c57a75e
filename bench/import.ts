import path from 'node:path'
import pg from 'pg'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { carryOutNow } from '#modules/rosters/carrying-out.ts'
import { apply, stage } from '#modules/rosters/importing.ts'
import { upload } from '#modules/rosters/index.ts'
import { insertSchool } from '#modules/schools/index.ts'
import { openInstallation } from '#server/installation.ts'
import { packageOf } from '../tests/packages.ts'
import { freshDatabase } from './database.ts'
import type { Bench } from './house.ts'
import { cpuWhile, peakOf } from './measure.ts'
import { districtOf } from './rosters.ts'

/** The settings of a bench's school, by its folder; the keys stand beside it. */
export const schoolSettings = (folder: string) =>
  ({ data: folder, keys: `${folder}-keys`, mail: undefined, mailFrom: 'preau@localhost', log: 'silent' }) as const

/** A school that nobody has imported anything into, on a database of its own. */
export const openSchool = async (config: { host: string; port: number }, folder: string) => {
  const { connection, database } = await freshDatabase(config)
  const data = path.join(folder, database)
  const { installation, close } = await openInstallation(schoolSettings(data), connection, 'http://localhost:3000')
  const schoolId = uuidv7()
  await asSchool(installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit, now }) => {
    const year = { yearFrom: '2026-08-01', yearTo: '2027-07-31' }
    await insertSchool(tx, {
      schoolId,
      name: 'Bench',
      slug: 'bench',
      profile: 'EU-SE',
      kind: 'public',
      locale: 'sv',
      timeZone: 'Europe/Stockholm',
      ...year,
      now,
    })
    emit('school.created', { schoolId })
  })
  const analyse = async () => {
    const owner = new pg.Client(connection.config('owner'))
    await owner.connect()
    await owner.query('analyze')
    await owner.end()
  }
  return { installation, close, schoolId, analyse, database, data }
}

export type School = Awaited<ReturnType<typeof openSchool>>

const preview = async ({ installation, schoolId }: School, bytes: Buffer) => {
  const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const { output } = await stage.perform(installation, who, { params: {}, query: {}, body: { package: upload(bytes) } })
  return stageImport.output.parse(output)
}

const applied = async ({ installation, schoolId }: School, id: string) => {
  const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  await apply.perform(installation, who, { params: { id }, query: {}, body: {} })
  await carryOutNow(installation, schoolId, id)
}

export const imports: Bench = {
  name: 'import',
  about: 'a roster of 10,000 people and 60,000 places in 400 classes: preview, application, and once more',
  run: async ({ config, folder, postmaster, absolute }) => {
    const seconds = async (work: () => Promise<unknown>) => (await cpuWhile(postmaster, work)) / 1e6
    const bytes = packageOf(districtOf({ pupils: 6000, guardians: 3500, teachers: 500, classes: 400, places: 60_400 }))
    const opened: School[] = []
    const fresh = async () => {
      const school = await openSchool(config, folder)
      opened.push(school)
      return school
    }
    const waiting: { school: School; id: string }[] = []
    const previewed = async () => {
      const school = await fresh()
      return seconds(async () => {
        const { id } = await preview(school, bytes)
        waiting.push({ school, id })
      })
    }
    await absolute('preview of 10,000 people, processor time', 's', { atMost: 5 }, previewed)
    let last: School | undefined
    await absolute('application of 10,000 people, processor time', 's', { atMost: 8 }, async () => {
      if (waiting.length === 0) await previewed()
      const next = waiting.pop()
      if (!next) throw new Error('nothing was previewed')
      last = next.school
      return seconds(() => applied(next.school, next.id))
    })
    const school = last ?? (await fresh())
    await absolute('preview of the same once more, processor time', 's', { atMost: 5 }, () =>
      seconds(async () => preview(school, bytes)),
    )
    await absolute('most memory of node', 'MB', { atMost: 300 }, async () => peakOf(process.pid))
    for (const { close } of opened) await close()
  },
}
