import { type RosterImport, type RosterPreview, rosterImport, stageImport } from '#contract/rosters.ts'
import { as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type School, schools } from '#kernel/schools.ts'
import { carryOutNow } from './carrying-out.ts'
import { apply, readProgress, stage } from './importing.ts'
import { upload } from './upload.ts'

/** The schools that a word means, by slug or by exactly the name: none, one, or several of the same name. */
export const schoolsNamed = async (installation: Installation, word: string): Promise<School[]> => {
  const all = await schools(installation)
  const bySlug = all.filter(({ slug }) => slug === word)
  return bySlug.length > 0 ? bySlug : all.filter(({ name }) => name === word)
}

/** On whose behalf a command runs. */
export type Who = { schoolId: string; personId: string; accountId: null; session: null; requestId: string }

/** Who stands at the machine: the school's own work, unless it is a person by `--as`. */
export const systemIn = (schoolId: string) => ({
  schoolId,
  personId: nobody,
  accountId: null,
  session: null,
  requestId: uuidv7(),
})

/** A person of the school by user name, through the same walls as if they had signed in. */
export const personNamed = async (installation: Installation, schoolId: string, username: string): Promise<Who | undefined> => {
  const actor = { ...systemIn(schoolId), purpose: 'self', action: 'person.find' } as const
  const [found] = await as(installation.db, actor, (tx) => installation.vault.find(tx, 'username', schoolId, [username]))
  return found ? { ...systemIn(schoolId), personId: found.id } : undefined
}

/** Reads and compares a package, as anybody would who may. */
export const previewPackage = async (
  installation: Installation,
  who: Who,
  bytes: Buffer,
  source: string | undefined,
): Promise<RosterPreview> => {
  const body = { package: upload(bytes), ...(source === undefined ? {} : { source }) }
  return stageImport.output.parse((await stage.perform(installation, who, { params: {}, query: {}, body })).output)
}

/** Says yes, and does the work in this process. Where a worker was faster, waits for it. */
export const applyPackage = async (
  installation: Installation,
  who: Who,
  importId: string,
  leaving: boolean,
): Promise<RosterImport> => {
  const asked = { params: { id: importId }, query: {}, body: { leaving } }
  await apply.perform(installation, who, asked)
  for (;;) {
    await carryOutNow(installation, who.schoolId, importId)
    const { output } = await readProgress.perform(installation, who, { ...asked, body: {} })
    const now = rosterImport.parse(output)
    if (now.state !== 'applying') return now
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
