import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { loadWords } from '#i18n/load.ts'
import { foreseen } from '#kernel/errors.ts'
import type { Installation } from '#kernel/installation.ts'
import { recordKinds, signAtMachine, signedNow, withdrawAtMachine } from '#modules/assurance/index.ts'

type Typed = { until: string; done?: string | undefined; of?: string | undefined; paper?: string | undefined }

/** What was refused is said in a sentence, and the command ends with it. */
const orRefused = async (doing: Promise<string>): Promise<number | undefined> => {
  try {
    console.log(await doing)
    return undefined
  } catch (error) {
    const refusal = foreseen(error)
    if (!refusal) throw error
    console.error(loadWords().en(`errors.${refusal.code}`))
    return 1
  }
}

/** Everything that whoever runs the machine may sign for, and how it stands. */
export const showRecords = async (installation: Installation): Promise<undefined> => {
  const [say, signed] = [loadWords().en, await signedNow(installation, [])]
  for (const { check, reach, days, counts, paper } of recordKinds.values()) {
    if (reach === 'school') continue
    const found = signed.get(check)
    const needs = [...(counts ? ['--done --of'] : []), ...(paper ? ['--paper'] : [])].join(' ')
    const how = found ? `until ${found.untilOn}${found.isSample ? ' (a sample)' : ''}` : 'not signed'
    console.log(
      `${check.padEnd(18)} ${how.padEnd(24)} ${say(`promises.check.${check}` as never)} [${days} days${needs && `, ${needs}`}]`,
    )
  }
}

export const signFor = (installation: Installation, check: string, { until, done, of, paper }: Typed) => {
  const digest = paper === undefined ? undefined : createHash('sha256').update(fs.readFileSync(paper)).digest('hex')
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  const signing = signAtMachine(installation, check, { untilOn: until, done: number(done), ofAll: number(of), paper: digest })
  return orRefused(
    signing.then(
      ({ number: nth, isSample }) =>
        `Signed: ${check}, number ${nth}, until ${until}${isSample ? '. People here are invented: it is a sample.' : ''}`,
    ),
  )
}

export const takeBack = (installation: Installation, check: string) =>
  orRefused(withdrawAtMachine(installation, check).then((nth) => `Taken back: ${check}, number ${nth}`))
