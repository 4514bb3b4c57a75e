import { components, incidentImpacts, incidentStates } from '#contract/status.ts'
import type { Installation } from '#kernel/installation.ts'
import { closeIncident, openIncident, readIncidents, updateIncident } from '#modules/status/incidents.ts'
import { tellSubscribers } from '#modules/status/telling.ts'
import { withInstallation } from '#server/starting/opening.ts'
import { writeNow } from '#server/working/writing-status.ts'
import { Misunderstood } from './command.ts'
import { instantOf, textIn } from './noticing.ts'

type Wishes = {
  impact: string | undefined
  parts: string | undefined
  began: string | undefined
  state: string | undefined
  json: boolean | undefined
}

const DAYS = 90 * 86_400_000

const oneOf = <T extends string>(name: string, all: readonly T[], typed: string | undefined): T => {
  const found = all.find((one) => one === typed)
  if (!found) throw new Misunderstood(`--${name} is ${all.join(', ')}${typed === undefined ? '' : `, not '${typed}'`}`)
  return found
}

const texts = (files: readonly string[]) => {
  if (files.length === 0) throw new Misunderstood('a FILE is missing: what is there to say?')
  return files.map(textIn).map(({ language, title, text }) => ({ language, title, body: text }))
}

/** What was typed, as it is done to an installation; it answers what to say. */
export const incidentFrom = (words: readonly string[], { impact, parts, began, state }: Wishes) => {
  const [task, first = '', ...rest] = words
  if (task === 'open') {
    const asked = {
      impact: oneOf('impact', incidentImpacts, impact),
      components: (parts ?? '').split(',').map((one) => oneOf('parts', components, one.trim())),
      texts: texts([first, ...rest].filter(Boolean)),
    }
    const beganAt = began === undefined ? undefined : instantOf('began', began)
    return async (installation: Installation) =>
      `Opened ${await openIncident(installation, { ...asked, beganAt: beganAt ?? installation.clock.now() })}.`
  }
  if (task !== 'update' && task !== 'close') throw new Misunderstood(`'${task}' is no task of incident: open, update or close`)
  if (!/^[0-9a-f-]{36}$/.test(first)) throw new Misunderstood(`'${first}' is no incident: preau incident shows them`)
  const said = { texts: texts(rest) }
  if (task === 'close')
    return async (installation: Installation) => {
      await closeIncident(installation, first, said)
      return 'Closed.'
    }
  const now = oneOf(
    'state',
    incidentStates.filter((one) => one !== 'resolved'),
    state,
  )
  return async (installation: Installation) => {
    await updateIncident(installation, first, { ...said, state: now })
    return 'Said.'
  }
}

const show = async (installation: Installation, json: boolean) => {
  const all = await readIncidents(installation, new Date(installation.clock.now().getTime() - DAYS))
  if (json) return console.log(JSON.stringify(all))
  for (const { id, impact, components: parts, openedAt, closedAt, updates } of all)
    console.log(
      [
        id,
        (closedAt ? 'over' : impact).padEnd(7),
        openedAt.toISOString().slice(0, 16),
        parts.join(','),
        updates[0]?.texts[0]?.title,
      ].join('  '),
    )
  if (all.length === 0) console.log('No incident in ninety days.')
}

/** Shows incidents, or says something of one; what is said stands on the page at once, and in the second place. */
export const doIncident = (words: readonly string[], wishes: Wishes): Promise<number> => {
  const does = words.length === 0 ? undefined : incidentFrom(words, wishes)
  return withInstallation(async ({ installation, settings }) => {
    if (!does) await show(installation, wishes.json ?? false)
    else {
      console.log(await does(installation))
      await writeNow(installation, settings.statusFolder)
      const told = await tellSubscribers(installation) // now, from here: the service may be what is away
      if (told > 0) console.log(`Told ${told}.`)
    }
    return 0
  })
}
