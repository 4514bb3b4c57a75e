import { type ReadersShownAs, readPersonFile } from '#contract/ledger-reading.ts'
import { shortDay } from '#i18n/dates.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { preparedAction } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { schoolOf } from '#kernel/school.ts'
import { type Entry, entriesOf } from '#ledger/entries.ts'
import { keyText } from '#ledger/notes.ts'
import { gatherFile } from '#ledger/offline/gathering.ts'
import { parentFile } from '#ledger/offline/parent-file.ts'
import { newestCheckpoint } from '#ledger/proof-file.ts'
import { disclosedBy } from '#ledger/withheld.ts'
import { openNames } from '#modules/people/index.ts'
import { fileWords } from './file-words.ts'
import { namesOf, shownRole } from './readers.ts'
import { readableSince, showingFor } from './reading.ts'
import * as queries from './reads.queries.ts'

/** Who it was, in one line, as the school shows it to this reader. */
const whoSays =
  (t: Words, personId: string, viewerId: string | null, names: ReadonlyMap<string, string>) =>
  ({ stub }: Entry): string => {
    if (!stub) return t('ledger.someone')
    if (stub.actor === viewerId) return t('ledger.you')
    if (stub.actor === personId) return t('ledger.file.the_person')
    if (stub.actor === nobody) return t('ledger.school_itself')
    const role = shownRole(stub.roles)
    const name = names.get(stub.actor)
    const said = role && t(`people.role.${role}`)
    return said && name ? t('ledger.named', { name, role: said }) : (said ?? t('ledger.someone'))
  }

const openLog = async ({ installation: { published } }: { installation: Pick<Installation, 'published'> }) => {
  const newest = (await published.newest()) ?? refuse('ledger.nothing_signed')
  const isSigned = await newestCheckpoint(published.pool, newest.epoch, published.witnesses.length > 0)
  if (!isSigned) refuse('ledger.nothing_signed')
  const witnessKeys = published.witnesses.map((witness) => witness.keyText)
  return { pool: published.pool, log: { epoch: newest.epoch, logKey: keyText(published.keyOf(newest.origin)), witnessKeys } }
}

type Seen = { personId: string; viewerId: string | null; who: (entry: Entry) => string; shownAs: ReadersShownAs }

const shownBy =
  ({ personId, viewerId, who, shownAs }: Seen) =>
  (entry: Entry) => ({
    who: who(entry),
    isOwn: entry.stub?.actor === viewerId || entry.stub?.actor === personId,
    withId: shownAs === 'name',
  })

export const fileOf = preparedAction(readPersonFile, openLog, async ({ tx, actor, vault, params, query, ready, now, emit }) => {
  const [schoolId, viewerId, personId] = [actor.schoolId!, actor.personId, params.id]
  const [school, row, runs] = await Promise.all([
    schoolOf(tx),
    queries.personById(tx, schoolId, personId),
    queries.runsSchool(tx),
  ])
  const [named] = await openNames(tx, vault, schoolId, [row ?? refuse('not_found')])
  const t = loadWords()[query.locale ?? school.locale]
  const since = readableSince(school.profile, school.timeZone, now)
  const to = query.to ?? schoolDay(now, school.timeZone)
  const from = [query.from ?? since, since].toSorted().at(-1)!
  const entries = await entriesOf(tx, vault, { schoolId, kind: 'person', id: personId, from, to })
  const shownAs = showingFor(runs, school.readersShownAs)
  const withheld = await disclosedBy(tx, vault, { schoolId, id: personId }, entries)
  const actors = [...entries, ...withheld.values()].flatMap(({ stub }) => (stub ? [stub.actor] : []))
  const who = whoSays(t, personId, viewerId, await namesOf(tx, vault, schoolId, actors, shownAs))
  const title = t('ledger.title', { name: named!.display })
  const file = await gatherFile(
    { tx, pool: ready.pool, keys: vault },
    {
      ...{ schoolId, childId: personId, from, to, madeAt: now, ...ready.log },
      words: fileWords(t, title, shortDay(t.locale, since)),
      shown: shownBy({ personId, viewerId, who, shownAs }),
    },
  )
  emit('export.made', { exportId: uuidv7() }, { subject: personId })
  return { name: `${from}-${to}.html`, html: parentFile(file) }
})
