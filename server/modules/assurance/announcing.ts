import { createHash } from 'node:crypto'
import type { Way } from '#kernel/egress.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { alone } from './evidence.queries.ts'
import { asInstallation } from './installation.queries.ts'
import { dayOf } from './records.ts'
import { insertNotices, noteTold, type SupplierNotice, supplierNotices } from './suppliers.queries.ts'

/** So many days before a company gets anything, everybody is told. */
const NOTICE_DAYS = 30

/** What is announced of a company. `from`: a later day than the thirtieth, where the operator wants one. */
export type Company = {
  readonly host: string
  readonly way: Way | undefined
  readonly entity: string
  readonly address: string
  readonly country: string
  readonly from?: string | undefined
}

const digestOf = ({ host, way, entity, address, country }: Company): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([host, way ?? '', entity, address, country]))
    .digest()

/** The newest notice of each company. */
const newestOf = (all: readonly SupplierNotice[]) => new Map(all.map((one) => [one.host, one]))

type Change = Omit<SupplierNotice, 'id' | 'announcedAt' | 'toldAt'>
const whom = ({ way, entity, address, country }: Company) => ({ way: way ?? null, entity, address, country })

const changeOf = ({ id: _, announcedAt: __, toldAt: ___, ...change }: SupplierNotice): Change => change

/** What is otherwise than it was announced. */
const changesIn = (companies: readonly Company[], known: ReadonlyMap<string, SupplierNotice>, now: Date): Change[] => {
  const soonest = dayOf(now, NOTICE_DAYS)
  const coming = companies.flatMap((company): Change[] => {
    const [before, digest] = [known.get(company.host), digestOf(company)]
    const isThere = before !== undefined && before.change !== 'gone'
    if (isThere && before.digest.equals(digest)) return []
    const fromOn = company.from && company.from > soonest ? company.from : soonest
    return [{ host: company.host, change: isThere ? 'other' : 'new', digest, fromOn, ...whom(company) }]
  })
  const gone = [...known.values()].filter(({ host, change }) => change !== 'gone' && !companies.some((one) => one.host === host))
  return [...coming, ...gone.map((one): Change => ({ ...changeOf(one), change: 'gone', fromOn: dayOf(now) }))]
}

const tellSchools = async (installation: Installation, untold: readonly SupplierNotice[]) => {
  for (const { schoolId } of await schools(installation))
    await asSchool(installation, schoolId, 'legal', 'supplier.announce', async ({ emit }) => {
      for (const { id, change, fromOn } of untold) emit('supplier.announced', { noticeId: id, change, fromOn })
    })
  await asInstallation(installation, (tx) =>
    noteTold(
      tx,
      untold.map(({ id }) => id),
      installation.clock.now(),
    ),
  )
}

/**
 * Announces what is new in the list of companies, thirty days before it holds, and tells everybody at every school. Those that are there when
 * the list is read for the first time, or before there is a school, were there when families came.
 */
export const announceSuppliers = async (installation: Installation, companies: readonly Company[]): Promise<number> => {
  const now = installation.clock.now()
  const isEmpty = (await schools(installation)).length === 0
  const untold = await asInstallation(installation, async (tx) => {
    await alone(tx)
    const all = await supplierNotices(tx)
    const isFirst = isEmpty || all.length === 0
    const rows = changesIn(companies, newestOf(all), now).map((change): SupplierNotice => {
      const first = isFirst ? { fromOn: dayOf(now), toldAt: now } : { toldAt: null }
      return { id: uuidv7(now.getTime()), announcedAt: now, ...change, ...first }
    })
    if (rows.length > 0) await insertNotices(tx, rows)
    return [...all, ...rows].filter(({ toldAt }) => toldAt === null)
  })
  if (untold.length > 0) await tellSchools(installation, untold)
  return untold.length
}

/** What was announced and does not hold yet, by company. */
export const comingSuppliers = async (installation: Installation): Promise<SupplierNotice[]> => {
  const today = dayOf(installation.clock.now())
  const all = await asInstallation(installation, supplierNotices)
  return [...newestOf(all).values()].filter(({ fromOn, change }) => change !== 'gone' && fromOn > today)
}
