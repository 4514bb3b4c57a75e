import { loadWords } from '#i18n/load.ts'
import { type Way, ways } from '#kernel/egress.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { type Change, changesOfControls, readRevisions } from '#modules/assurance/index.ts'
import { atom } from './atom.ts'
import type { Openness } from './openness.ts'

const DAY = 86_400_000
const words = loadWords()

/** What a way is for, all that it may carry, and the setting without which nothing leaves by it. */
const carrying = (way: Way) => {
  const { purpose, fields, setting } = ways[way]
  return { purpose, fields, onlyWith: setting }
}

/** The list of suppliers as data. */
export const suppliersAsJson = ({ suppliers, coming, left }: Openness) => ({
  suppliers: suppliers.map(({ way, host, side, supplier }) => ({ way, host, side, ...carrying(way), ...supplier })),
  coming: coming.map(({ company: { from: _, ...company }, isNew, announcedAt, fromOn }) => ({
    ...company,
    ...{ isNew, announcedAt: announcedAt.toISOString(), fromOn },
  })),
  left,
})

type Entry = { id: string; at: Date; title: string; lines: readonly string[] }

const revised = ({ number, at, added, gone }: Change): Entry => ({
  id: `revision-${number}`,
  at,
  title: words.en('openness.changes.revision', { number, when: at.toISOString().slice(0, 10) }),
  lines: [...added.map((line) => `+ ${line}`), ...gone.map((line) => `- ${line}`)],
})

/** Everything that changed in ninety days: what the pages say, and how controls stand. */
const entries = async (installation: Installation): Promise<Entry[]> => {
  const since = new Date(installation.clock.now().getTime() - 90 * DAY).toISOString().slice(0, 10)
  const ids = (await schools(installation)).map(({ schoolId }) => schoolId)
  const changed = (await changesOfControls(installation, ids, since)).map(({ control, day, from, to }) => ({
    id: `${control}-${day}`,
    at: new Date(day),
    title: `${words.en(`promises.control.${control}`)}: ${words.en(`trust.state.${from}`)} → ${words.en(`trust.state.${to}`)}`,
    lines: [],
  }))
  const all = [...(await readRevisions(installation)).map(revised), ...changed]
  return all.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 200)
}

/** What changed, as data. */
export const revisionsAsJson = async (installation: Installation) => ({
  changes: (await entries(installation)).map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
})

/** What changed, as an Atom feed. */
export const feed = async (installation: Installation): Promise<string> => {
  const { origin, clock } = installation
  const all = await entries(installation)
  const page = `${origin}/trust/changes`
  const about = { id: `${origin}/trust`, title: words.en('openness.changes.title'), self: `${page}.atom`, page }
  return atom(
    { ...about, updated: all[0]?.at ?? clock.now() },
    all.map(({ id, at, title, lines }) => ({ id: `${page}#${id}`, at, title, text: lines.join('\n') })),
  )
}

/** Whom to tell of a weak point, in the form of RFC 9116; it says a new day of expiry whenever it is asked. */
export const securityText = ({ origin, clock, alarmTo, securityTo = alarmTo }: Installation): string =>
  [
    `Contact: ${origin}/trust/reporting`,
    ...(securityTo ? [`Contact: mailto:${securityTo}`] : []),
    `Expires: ${new Date(clock.now().getTime() + 90 * DAY).toISOString()}`,
    'Preferred-Languages: en, fr, sv, ja',
    `Canonical: ${origin}/.well-known/security.txt`,
    `Policy: ${origin}/trust/reporting`,
    '',
  ].join('\n')
