import type { Profile } from '#contract/roles.ts'
import type { Way } from '#kernel/egress.ts'
import { readParts } from '#modules/status/index.ts'
import { type Check, noneOf, rightIf, whole } from '../checking.ts'
import { profilesOf } from '../installation.queries.ts'
import { regions } from './leaving.ts'

const FARTHEST_MS = 100
/** Something outside the program keeps the clock of the machine right, and it is where it says. */
const synchronised = whole('probe', async ({ machine }) => {
  const said = await machine.clock()
  const facts = { isKnown: said !== undefined, isSet: said?.isSet ?? false, milliseconds: said?.milliseconds ?? -1 }
  return rightIf(facts.isSet && facts.milliseconds <= FARTHEST_MS, facts)
})

/** Nothing on this machine waits for others but at the doors that were named. */
const ports = whole('probe', async ({ machine: { listening, doors } }) => {
  const open = await listening()
  const strange = (open ?? []).filter((port) => !doors.includes(port)).length
  return rightIf(open !== undefined && strange === 0, { isKnown: open !== undefined, open: open?.length ?? 0, strange })
})

const OLDEST_NEWS = 8
/** The system below is one that its makers still mend, somebody asked them this week, and nothing of it waits to be installed. */
const system = whole('probe', async ({ machine, now }) => {
  const said = await machine.system(now)
  if (!said) return rightIf(false, { isKnown: false })
  const { until, days, waiting, mustRestart } = said
  const daysLeft = Math.floor((Date.parse(until) - now.getTime()) / 86_400_000)
  const isRight = daysLeft > 0 && days <= OLDEST_NEWS && waiting === 0 && !mustRestart
  return rightIf(isRight, { isKnown: true, daysLeft, days, waiting, mustRestart })
})

const mayLie = (laws: Iterable<Profile>, country: string | undefined): boolean =>
  country !== undefined && [...laws].every((law) => regions[law].includes(country))

/** Whoever hosts the machine is named on the public page with a country, and the law of every school lets it lie there. */
const hosted = whole('probe', async ({ ask, host, installation }) => {
  const { status, text } = await ask('/legal', { headers: { accept: 'text/html', 'accept-language': 'en' } })
  const isShown = host !== undefined && host.country !== undefined && text.includes(host.country)
  const isAllowed = mayLie((await profilesOf(installation)).values(), host?.country)
  return rightIf(status === 200 && isShown && isAllowed, { status, isNamed: host !== undefined, isShown, isAllowed })
})

/** By which part of the public page of the state one sees that a company is away. */
const parts: Readonly<Partial<Record<Way, string>>> = {
  ...{ mail: 'mail', push: 'push', store: 'files', witness: 'witness', scanner: 'scanner', certificate: 'app' },
}
/** Each company that something leaves for has a part that is measured: when it fails, the page of the state says so. */
const watched = whole('query', async ({ suppliers, installation }) => {
  const measured = new Set<string>((await readParts(installation)).map(({ component }) => component))
  const companies = suppliers.filter(({ side }) => side === 'company')
  const unwatched = companies.filter(({ way }) => !measured.has(parts[way] ?? '')).length
  return noneOf({ companies: companies.length, unwatched }, 'unwatched')
})

export const machineChecks = {
  'C-15.ports': ports,
  'C-20.synchronised': synchronised,
  'C-24.system': system,
  'C-50.hosted': hosted,
  'C-51.watched': watched,
} as const satisfies Record<string, Check>
