import type { Profile } from '#contract/roles.ts'
import { loadWords } from '#i18n/load.ts'
import type { Installation } from '#kernel/installation.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import {
  type Company,
  type ControlId,
  comingSuppliers,
  controlRows,
  counted,
  daysToMend,
  type Left,
  left,
  looker,
  profilesOf,
  promises,
  readRevisions,
  type State,
  standings,
  worst,
} from '#modules/assurance/index.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { tableName } from '#modules/privacy/index.ts'
import { certificatesIn, kinds } from '#server/outside/certificates.ts'
import { companiesOf, type Listed, listOf } from '#server/outside/suppliers.ts'

/** Who is to be written to: of a school, or, without one, whoever runs the machine. */
export type Contact = { readonly school: string | null; readonly address: string }

/** A company, what of it was announced when, and from when on it holds. */
export type Coming = { readonly company: Company; readonly isNew: boolean; readonly announcedAt: Date; readonly fromOn: string }

/** What the public pages beside the promises are made of. */
export type Openness = {
  readonly suppliers: readonly Listed[]
  /** Companies of which something was announced that does not hold yet. */
  readonly coming: readonly Coming[]
  readonly left: readonly Left[]
  readonly certificates: ReturnType<typeof certificatesIn>
  readonly revisions: Awaited<ReturnType<typeof readRevisions>>
  readonly contacts: readonly Contact[]
  readonly controls: ReadonlyMap<ControlId, State>
  readonly profile: Profile
  /** Orders of courts and authorities in a year of which those they are about may know. */
  readonly orders: number
}

const YEAR_MS = 365 * 86_400_000

const contactsOf = async (installation: Installation, schoolId: string | undefined): Promise<Contact[]> => {
  const all = (await schools(installation)).filter((one) => !schoolId || one.schoolId === schoolId)
  const named = await Promise.all(
    all.map(({ schoolId: id, name }) =>
      asSchool(installation, id, 'security', 'trust.contacts', async ({ tx }) => ({
        school: name,
        address: await dpoAddressOf(tx),
      })),
    ),
  )
  const { alarmTo, securityTo = alarmTo } = installation
  const machine = securityTo ? [{ school: null, address: securityTo }] : []
  return [...named.flatMap(({ school, address }) => (address ? [{ school, address }] : [])), ...machine]
}

const controlsOf = async (installation: Installation, schoolId: string | undefined) => {
  const { of, schools: every } = await standings({ installation, now: installation.clock.now() }, await schools(installation))
  const ids = schoolId ? [schoolId] : every
  const all = Object.keys(controlRows) as ControlId[]
  return new Map(all.map((id) => [id, worst(ids.map((one): State => of(one).controls.get(id) ?? 'not_yet'))]))
}

const ordersIn = async (installation: Installation, schoolId: string | undefined): Promise<number> => {
  const ids = schoolId ? [schoolId] : (await schools(installation)).map((one) => one.schoolId)
  const look = looker(installation)
  const counts = await Promise.all(ids.map((id) => look(({ tx }) => counted(tx, 'orders'), id)))
  return counts.reduce((sum, { told }) => sum + Number(told ?? 0), 0)
}

const comingOf = async (installation: Installation): Promise<Coming[]> => {
  const companies = companiesOf(installation.egress, installation.dataFolder)
  return (await comingSuppliers(installation)).flatMap(({ host, change, announcedAt, fromOn }) => {
    const company = companies.find((one) => one.host === host)
    return company ? [{ company, isNew: change === 'new', announcedAt, fromOn }] : []
  })
}

/** Everything of it, as it is now. */
export const openness = async (installation: Installation, schoolId: string | undefined): Promise<Openness> => {
  const now = installation.clock.now()
  const since = new Date(now.getTime() - YEAR_MS).toISOString().slice(0, 10)
  const profiles = await profilesOf(installation)
  return {
    suppliers: listOf(installation.egress, installation.dataFolder),
    coming: await comingOf(installation),
    left: await left(installation, since),
    certificates: certificatesIn(installation.dataFolder, now),
    revisions: await readRevisions(installation),
    contacts: await contactsOf(installation, schoolId),
    controls: await controlsOf(installation, schoolId),
    orders: await ordersIn(installation, schoolId),
    profile: (schoolId && profiles.get(schoolId)) || ([...profiles.values()][0] ?? 'EU-FR'),
  }
}

const words = loadWords()

/** All that the public pages say, line by line and in English, so that a change of it can be seen. */
export const publicLines = (installation: Installation): string[] => {
  const t = words.en
  const { dataMap } = installation
  return [
    ...promises.map(
      ({ id, controls, checks }) => `promise ${id}: ${t(`promises.text.${id}`)} [${[...controls, ...checks].join(' ')}]`,
    ),
    ...Object.entries(controlRows).map(
      ([id, { owner, cadence, asks }]) => `measure ${id}: ${owner}, every ${cadence}: ${asks.join(' ')}`,
    ),
    ...personalTables(dataMap).map((table) => `kept ${tableName(t, table)} (${table.table}): ${JSON.stringify(table.retention)}`),
    ...listOf(installation.egress, installation.dataFolder).map(
      ({ way, host, side, supplier }) =>
        `recipient ${way} ${host}: ${side === 'own' ? 'our own machine' : (supplier?.entity ?? 'unknown')}`,
    ),
    ...companiesOf(installation.egress, installation.dataFolder).map(
      ({ host, way, entity, address, country }) =>
        `company ${host}: ${entity}, ${address}, ${country}, for ${way ?? 'nothing yet'}`,
    ),
    ...Object.entries(daysToMend).map(([severity, days]) => `mended ${severity}: ${days} days`),
    ...kinds.map(
      (kind) =>
        `certificate ${kind}: ${certificatesIn(installation.dataFolder, installation.clock.now()).some((one) => one.kind === kind) ? 'held' : 'not held'}`,
    ),
  ]
}
