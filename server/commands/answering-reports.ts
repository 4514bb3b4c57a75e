import { weakPointOutcomes } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { closeReport, type Listed, listReports, noteAnswer, readReport } from '#modules/status/reports.ts'
import { withInstallation } from '#server/starting/opening.ts'
import { Misunderstood } from './command.ts'

type Wishes = { outcome: string | undefined; json: boolean | undefined }
type Does = (installation: Installation) => Promise<number>

const standing = ({ answeredAt, closedAt, outcome, isLate, dueAt }: Listed) => {
  if (closedAt) return `closed: ${outcome}`
  if (answeredAt) return `answered ${answeredAt.toISOString().slice(0, 10)}${isLate ? ', late' : ''}`
  return `${isLate ? 'LATE: was' : 'answer'} due ${dueAt.toISOString().slice(0, 10)}`
}

/** Exit status 1 where an answer is late: so that a machine can watch it. */
const show = async (installation: Installation, json: boolean) => {
  const all = await listReports(installation)
  if (json) console.log(JSON.stringify(all))
  else {
    for (const one of all) console.log(`${one.number}  ${one.madeAt.toISOString().slice(0, 16)}  ${standing(one)}`)
    if (all.length === 0) console.log('No report.')
  }
  return all.some(({ isLate, answeredAt }) => isLate && !answeredAt) ? 1 : 0
}

/** What somebody typed may hold signs that move a terminal's cursor: they are shown, not obeyed. */
const plain = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd').replace(/\p{Cf}/gu, '')

const read =
  (number: string): Does =>
  async (installation) => {
    const { madeAt, words = '', where, answerTo } = await readReport(installation, number)
    const lines = [
      `${number}  ${madeAt.toISOString()}`,
      where && `Where: ${where}`,
      answerTo && `Answer to: ${answerTo}`,
      '',
      words,
    ]
    console.log(
      lines
        .filter((line) => line !== undefined)
        .map(plain)
        .join('\n'),
    )
    return 0
  }

const done =
  (run: (installation: Installation) => Promise<void>): Does =>
  async (installation) => {
    await run(installation)
    console.log('Noted.')
    return 0
  }

/** What was typed, as it is done to an installation. */
export const reportFrom = ([task, number = '']: readonly string[], { outcome, json = false }: Wishes): Does => {
  if (task === undefined) return (installation) => show(installation, json)
  if (!['read', 'answered', 'close'].includes(task))
    throw new Misunderstood(`'${task}' is no task of report: read, answered or close`)
  if (!/^W-[0-9A-F]{8}$/i.test(number)) throw new Misunderstood(`'${number}' is no report: preau report shows them`)
  if (task === 'read') return read(number)
  if (task === 'answered') return done((installation) => noteAnswer(installation, number))
  const found = weakPointOutcomes.find((one) => one === outcome)
  if (!found) throw new Misunderstood(`--outcome is ${weakPointOutcomes.join(', ')}`)
  return done((installation) => closeReport(installation, number, found))
}

/** Shows reports of weak points, or does something to one. */
export const doReport = (words: readonly string[], wishes: Wishes): Promise<number> => {
  const does = reportFrom(words, wishes)
  return withInstallation(({ installation }) => does(installation))
}
