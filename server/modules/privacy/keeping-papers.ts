import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { job } from '#kernel/job.ts'
import { schoolOf } from '#kernel/school.ts'
import { insertPaper, paperVersions } from './papers.queries.ts'
import { contentOf, digestOfPaper } from './papers.ts'

const release: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../package.json'), 'utf8'))).version

/** Looks once a day whether what the record and the notice are printed from is otherwise than it was, and then keeps it as the next version. */
export const keepPapers = job(
  'privacy.papers.keep',
  'legal',
  z.object({}),
  async ({ schoolId, installation, unit }) => {
    await unit(async ({ tx, now, emit }) => {
      const { profile, kind } = await schoolOf(tx)
      const content = contentOf(installation.dataMap, { profile, kind })
      const digest = digestOfPaper(content)
      const [last] = await paperVersions(tx, schoolId, 1)
      if (last?.digest.equals(digest)) return
      const number = (last?.number ?? 0) + 1
      if (await insertPaper(tx, { schoolId, number, release, madeAt: now, digest, content }))
        emit('privacy.papers_changed', { number })
    })
  },
  { isDaily: true },
)
