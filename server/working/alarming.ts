import type { LedgerAlarm } from '#contract/events/ledger.ts'
import type { Locale } from '#contract/locales.ts'
import { answerWithin } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { letter } from '#modules/letters/index.ts'
import { personTable, responsibleFor } from '#modules/people/index.ts'
import { settingOfSecret } from '#server/settings/machine-secrets.ts'
import { SECRET_DAYS, type SecretAge } from './watching-secrets.ts'

type Told = { to: string; locale: Locale; school: string }

/** Those who operate a school, or else administer it, and can be written to. */
const responsible = (installation: Installation, schoolId: string): Promise<Told[]> =>
  asSchool(installation, schoolId, 'security', 'ledger.alarm', async ({ tx, vault }) => {
    const people = await responsibleFor(tx, schoolId, ['operator', 'administrator'])
    const operators = people.filter(({ roles }) => roles.includes('operator'))
    const told = operators.length > 0 ? operators : people
    const contents = await vault.openSurviving(tx, schoolId, personTable, told)
    return told.flatMap(({ locale, school }, nth) => {
      const to = contents[nth]?.email
      return to ? [{ to, locale, school }] : []
    })
  })

type Words = Parameters<typeof letter>[0]['say']

/**
 * Writes to whoever answers for the machine, each in the language of their school; says how many letters left. It throws only where none did: who
 * was written to is not written to again because of another.
 */
const writeToOperators = async (
  installation: Installation,
  alarmTo: string | undefined,
  words: (host: string) => Words,
): Promise<number> => {
  const { origin, post } = installation
  const all = await schools(installation)
  const host = new URL(origin).host
  const told = alarmTo
    ? [{ to: alarmTo, locale: all[0]?.locale ?? 'en', school: all[0]?.name ?? host }]
    : (await Promise.all(all.map(({ schoolId }) => responsible(installation, schoolId)))).flat()
  const outcomes: PromiseSettledResult<boolean>[] = []
  for (const one of new Map(told.map((each) => [each.to, each])).values()) {
    const mail = letter({ ...one, link: `${origin}/`, reason: alarmTo ? 'address' : 'account', say: words(host) })
    outcomes.push(...(await Promise.allSettled([post.send(mail).then((refused) => refused === undefined)])))
  }
  const left = outcomes.filter((one) => one.status === 'fulfilled' && one.value).length
  const failed = outcomes.find((one) => one.status === 'rejected')
  if (failed && left === 0) throw failed.reason
  if (failed) installation.log.error({ err: failed.reason }, 'a letter to one of those who run the machine did not leave')
  return left
}

/** Writes of an alarm of the ledger, or of what was to leave, to whoever answers for the machine: what is wrong, and about nobody. */
export const writeOfAlarm = async (installation: Installation, what: LedgerAlarm | 'egress', alarmTo?: string): Promise<void> => {
  await writeToOperators(installation, alarmTo, (host) => (t) => ({
    subject: t(what === 'egress' ? 'mail.alarm.subject_egress' : 'mail.alarm.subject', { host }),
    lines: [t(`mail.alarm.what.${what}`), t('mail.alarm.next')],
    button: t('mail.open'),
  }))
}

/** Writes which secrets of machines are to be made anew, and how old each is. */
export const writeOfSecrets = async (installation: Installation, ages: readonly SecretAge[], alarmTo?: string): Promise<void> => {
  await writeToOperators(installation, alarmTo, (host) => (t) => ({
    subject: t('mail.secrets.subject', { host }),
    lines: [
      ...ages.map(({ name, days }) => t('mail.secrets.age', { setting: settingOfSecret[name], days })),
      t('mail.secrets.next', { days: SECRET_DAYS }),
    ],
    button: t('mail.open'),
  }))
}

/** Writes that somebody reported a weak point, to whoever answers for security: how many, and nothing of what. */
export const writeOfReports = (installation: Installation, numbers: readonly string[]): Promise<number> =>
  writeToOperators(installation, installation.securityTo ?? installation.alarmTo, (host) => (t) => ({
    subject: t('status.mail.report.subject', { host }),
    lines: [
      t('status.mail.report.what', { count: numbers.length }),
      numbers.join(', '),
      t('status.mail.report.next', { days: answerWithin }),
    ],
    button: t('mail.open'),
  }))
