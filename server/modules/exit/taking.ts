import { exportSchool } from '#contract/school-exit.ts'
import type { Actor } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import { schoolItems } from '#modules/privacy/index.ts'
import { beginExport } from './announcing.ts'
import { changeExit } from './exit.queries.ts'

type Who = Omit<Actor, 'purpose' | 'action'>
type Text = { path: string; text: string }

/** The whole school as one archive; its manifest is noted once it was sent to the end, so that it can be signed for. */
export const wholeSchool = async (installation: Installation, who: Who, more: readonly Text[]) => {
  const schoolId = who.schoolId ?? refuse('not_found')
  const { output } = await beginExport.perform(installation, who, { params: {}, query: {}, body: {} })
  const { id, exportId, madeAt } = exportSchool.output.parse(output)
  const taken = (digest: string, files: number) =>
    asSchool(installation, schoolId, 'legal', 'school.exit.export', async ({ tx, now, emit }) => {
      await changeExit(tx, schoolId, id, { exportedAt: now, manifest: Buffer.from(digest, 'hex') })
      emit('school.exit_exported', { exitId: id, exportId, files, manifest: digest })
    })
  return { exportId, items: await schoolItems(installation, schoolId, { exportId, madeAt }, more, taken) }
}
