import type { Logger } from 'pino'
import { schools } from '#kernel/schools.ts'
import { take } from '#modules/rights/index.ts'
import { enterAs } from '../catalogue.queries.ts'
import { type Ask, type Check, perSchool, rightIf, whole } from '../checking.ts'
import { bringKnown, invented } from '../inventing.ts'
import { type Logging, loggingOf, wordInCopy, writesSoFar } from '../trying.queries.ts'

/** Somebody invented comes and asks for something; of all that was written about them a copy of the database would hold no word. */
const copied = perSchool('test', async ({ look }, { schoolId }) => {
  const facts = await look(async (hands) => {
    const since = await writesSoFar(hands.tx)
    const { id, mark } = await bringKnown(hands, schoolId, 'guardian')
    await enterAs(hands.tx, { schoolId, personId: id })
    await take({ ...hands, actor: { ...hands.actor, personId: id } }, { kind: 'human', personId: id, words: mark })
    await enterAs(hands.tx, { schoolId, personId: hands.actor.personId })
    return wordInCopy(hands.tx, mark, since)
  }, schoolId)
  return rightIf(facts.rows >= 3 && facts.readable === 0 && facts.unread === 0, facts)
})

/** Whether a database writes down what stands in its statements about people: the values that come with them. */
export const writesValues = ({ statements, slow, parameters, onError }: Logging): boolean =>
  onError !== 0 || (parameters !== 0 && (slow >= 0 || statements === 'mod' || statements === 'all'))

/** Everything that can go wrong over somebody, each time with a word of theirs. */
const goWrong = async (ask: Ask, log: Logger, slug: string, mark: string) => {
  const json = { 'content-type': 'application/json' }
  await ask(`/s/${slug}/${mark}?of=${mark}`, { headers: { accept: 'text/html', 'user-agent': mark, cookie: `lang=${mark}` } })
  await ask(`/s/${slug}/api/password/forgotten`, { method: 'POST', headers: json, body: JSON.stringify({ login: mark }) })
  await ask(`/s/${slug}/api/password/forgotten`, { method: 'POST', headers: json, body: `{"login":"${mark}` })
  log.error({ err: Object.assign(new Error(mark), { detail: mark }) }, 'what a check says')
}

/** The running log is heard while something goes wrong over somebody: it says that it did, and no word of theirs; nor does the database. */
const nameless = whole('test', async ({ overheard, look, installation }) => {
  const { mark } = invented('guardian')
  const [{ slug = 'nowhere' } = {}] = await schools(installation)
  const said = await overheard((ask, log) => goWrong(ask, log, slug, mark))
  const lines = said.split('\n').filter((line) => line !== '')
  const named = lines.filter((line) => line.includes(mark)).length
  const writes = writesValues(await look(({ tx }) => loggingOf(tx)))
  return rightIf(lines.length > 0 && named === 0 && !writes, { lines: lines.length, named, databaseWritesValues: writes })
})

export const unsaidChecks = {
  'C-10.copied': copied,
  'C-23.nameless': nameless,
} as const satisfies Record<string, Check>
