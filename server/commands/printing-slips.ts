import { slipSheets } from '#contract/activation.ts'
import { inGroups } from '#contract/activation-code.ts'
import { loadWords } from '#i18n/load.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { printOne } from '#modules/activation/printing.ts'
import { personNamed, schoolsNamed, systemIn } from '#modules/rosters/commanding.ts'
import { withInstallation } from '#server/starting/opening.ts'

type Wishes = { username: string; school: string | undefined }

const printFor = async (installation: Installation, schoolId: string, id: string) => {
  const asked = { params: { id }, query: {}, body: { why: 'forgotten' } }
  const { output } = await printOne.perform(installation, systemIn(schoolId), asked).catch((error: unknown) => {
    if (error instanceof Refusal) throw new Error(loadWords().en(`errors.${error.code}`))
    throw error
  })
  return slipSheets.parse(output).sections[0]?.slips[0]
}

/** Makes a code for one person, as the operator at the machine, and says it once. What they had before opens nothing any more. */
export const slipFor = ({ username, school: name }: Wishes): Promise<number> =>
  withInstallation(async ({ installation }) => {
    const [school, ...others] = name === undefined ? [] : await schoolsNamed(installation, name)
    if (!school || others.length) throw new Error('which school? --school NAME, its slug or exactly its name')
    const person = await personNamed(installation, school.schoolId, username)
    if (!person) throw new Error(`there is no '${username}' in ${school.name}`)
    const slip = await printFor(installation, school.schoolId, person.personId)
    if (!slip) throw new Error(`nothing could be made for '${username}'`)
    console.log(`Code for ${slip.username}, once, until ${slip.until.slice(0, 16).replace('T', ' ')} UTC: ${inGroups(slip.code)}`)
    console.log(
      `At ${installation.origin}/first-sign-in. A former code opens nothing any more, and the ledger holds who made this one.`,
    )
    return 0
  })
