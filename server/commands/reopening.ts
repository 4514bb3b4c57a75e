import { loadWords } from '#i18n/load.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { reopen } from '#modules/exit/index.ts'
import { schoolsNamed } from '#modules/rosters/commanding.ts'
import { withInstallation } from '#server/starting/opening.ts'

/** Opens the school that a word means, and says so in one line; a refusal is one line, too. */
export const reopenIn = async (installation: Installation, word: string): Promise<string> => {
  const [school, ...others] = await schoolsNamed(installation, word)
  if (!school || others.length > 0) throw new Error('which school? its slug, or exactly its name')
  await reopen(installation, school.schoolId).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Error(loadWords().en(`errors.${error.code}`))
    throw error
  })
  return `${school.name} is open again. Whoever was signed in signs in anew.`
}

/** The same, told to. */
export const reopenNamed = (word: string, isMeant: boolean): Promise<number> =>
  withInstallation(async ({ installation }) => {
    if (!isMeant) {
      console.error('Nothing was opened. If that is what is wanted, say --yes: everybody of the school is let in again.')
      return 1
    }
    console.log(await reopenIn(installation, word))
    return 0
  })
