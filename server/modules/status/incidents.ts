import * as z from 'zod/mini'
import { typable } from '#contract/endpoint.ts'
import { languages } from '#contract/locales.ts'
import {
  type Component,
  components,
  type IncidentImpact,
  type IncidentState,
  incidentImpacts,
  incidentStates,
} from '#contract/status.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asInstallation, type Hands } from './acting.ts'
import * as queries from './incidents.queries.ts'

const text = z.object({
  language: z.enum(languages),
  title: z.string().check(z.minLength(1), z.maxLength(200), typable()),
  body: z.string().check(
    z.maxLength(5000),
    z.refine((one) => one.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(one)),
  ),
})
const texts = z.array(text).check(
  z.minLength(1, 'something has to be said, in a language of Préau'),
  z.maxLength(languages.length),
  z.refine((all) => new Set(all.map(({ language }) => language)).size === all.length, 'each language once'),
)
const newIncident = z.object({
  impact: z.enum(incidentImpacts),
  components: z.array(z.enum(components)).check(z.minLength(1)),
  beganAt: z.date(),
  texts,
})
const newUpdate = z.object({ state: z.enum(incidentStates), texts })

type Said = { texts: readonly queries.Text[] }

/** What does not fit is said in one line to whoever typed it. */
const checked = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> => {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

/** Says in public that something is wrong; answers the id. */
export const openIncident = async (
  installation: Installation,
  asked: Said & { impact: IncidentImpact; components: readonly Component[]; beganAt: Date },
): Promise<string> => {
  const { impact, components: parts, beganAt, texts: words } = checked(newIncident, asked)
  return asInstallation(installation, 'incident.open', async ({ tx, now, emit }) => {
    if (beganAt > now) throw new Error('an incident began before it is told')
    const id = uuidv7(now.getTime())
    await queries.insertIncident(tx, { id, impact, components: parts, beganAt, openedAt: now })
    await queries.insertUpdate(tx, { incidentId: id, number: 1, state: 'investigating', at: now }, words)
    emit('incident.opened', { incidentId: id, impact, components: parts })
    return id
  })
}

const say = async ({ tx, now, emit }: Hands, id: string, { state, texts: words }: z.output<typeof newUpdate>) => {
  const newest = await queries.newestNumber(tx, id)
  if (!newest) throw new Error(`no incident ${id} is open`)
  const number = Number(newest.number) + 1
  await queries.insertUpdate(tx, { incidentId: id, number, state, at: now }, words)
  emit('incident.updated', { incidentId: id, number, state })
}

/** Says how it goes on. */
export const updateIncident = async (
  installation: Installation,
  id: string,
  asked: Said & { state: Exclude<IncidentState, 'resolved'> },
): Promise<void> => {
  const update = checked(newUpdate, asked)
  return asInstallation(installation, 'incident.update', (hands) => say(hands, id, update))
}

/** Says that it is over. */
export const closeIncident = async (installation: Installation, id: string, asked: Said): Promise<void> => {
  const update = checked(newUpdate, { ...asked, state: 'resolved' })
  return asInstallation(installation, 'incident.close', async (hands) => {
    await say(hands, id, update)
    if (!(await queries.setClosed(hands.tx, id, hands.now))) throw new Error(`no incident ${id} is open`)
    hands.emit('incident.closed', { incidentId: id })
  })
}

/** One incident, and all that was said of it, the newest first. */
export type Incident = Awaited<ReturnType<typeof queries.incidentsSince>>[number] & {
  readonly updates: readonly { number: number; state: IncidentState; at: Date; texts: readonly queries.Text[] }[]
}

/** What is going on, and what was since a day. */
export const readIncidents = (installation: Installation, since: Date): Promise<Incident[]> =>
  asInstallation(installation, 'status.read', async ({ tx }) => {
    const rows = await queries.incidentsSince(tx, since)
    const ids = rows.map(({ id }) => id)
    const [updates, words] = await Promise.all([queries.updatesOf(tx, ids), queries.textsOf(tx, ids)])
    return rows.map((row) => ({
      ...row,
      updates: updates
        .filter(({ incidentId }) => incidentId === row.id)
        .map(({ number, state, at }) => ({
          ...{ number, state, at },
          texts: words
            .filter((one) => one.incidentId === row.id && one.number === number)
            .map(({ language, title, body }) => ({ language, title, body })),
        })),
    }))
  })
