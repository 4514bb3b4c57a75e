import { randomBytes } from 'node:crypto'
import type { Locale } from '#contract/locales.ts'
import { erasePerson, exportPerson, previewErasure, whyHeld } from '#contract/privacy.ts'
import { type Action, type Context, preparedAction } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type PersonalTable, storedIn } from '#kernel/personal-data.ts'
import { askerIn } from './asker.ts'
import { certifiedDay, digestOfCode, holdsBy } from './certifying.ts'
import { devicesLeft } from './devices-left.ts'
import { entriesAbout, isGuardian } from './entries.ts'
import { erase } from './erasing.ts'
import { filesIn } from './exported-files.ts'
import { isShown, type ShownTable, shownTables } from './exporting.ts'
import { groundOf } from './ground.ts'
import { handedOut } from './handing.ts'
import { planOf, type Step } from './planning.ts'
import { insertDevices, insertErasure } from './rights.queries.ts'
import { exportSheet } from './sheet.ts'
import { burnWeek, forCopy, threadsThatWait, waitsForHead } from './statements.queries.ts'
import { lastStay, reasonSaid, staysOf } from './staying.ts'
import { takenAway } from './taken-away.ts'
import { storySheets } from './timeline.ts'
import { contentsOf, type Ground, type Held, type Whom, walk, whomOf } from './walking.ts'
import { type Asker, findValue, meaningOf, meaningsOf, nameOfTable, tableName, tableWhy } from './why.ts'

/** The map, and what the database says of itself: asked before the transaction. */
export const onGround = async ({ installation }: { installation: Installation }) => ({
  installation,
  ground: await groundOf(installation),
})

type Hands = Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'actor' | 'vault' | 'now' | 'emit' | 'later'>

const inWords = ({ t }: Asker, declared: PersonalTable, { table, rows }: ShownTable) => ({
  ...{ table, declared, rows },
  ...{ name: tableName(t, declared), why: tableWhy(t, declared) },
})

const entriesFor = async ({ tx, vault, actor, now }: Pick<Hands, 'tx' | 'vault' | 'actor' | 'now'>, id: string) =>
  entriesAbout(tx, vault, { schoolId: actor.schoolId!, id, isGuardian: await isGuardian(tx, actor, id), now })

export const exporting = preparedAction(exportPerson, onGround, async ({ tx, actor, vault, params, query, ready, now, emit }) => {
  const schoolId = actor.schoolId!
  const asker = await askerIn(tx, query.locale)
  await forCopy(tx, query.copy)
  const whom = await whomOf(tx, schoolId, params.id, false)
  const found = (await reached(tx, ready.ground, whom)).filter(isShown)
  const whole = { held: found, contents: await contentsOf(tx, vault, schoolId, found) }
  const asked = { schoolId, personId: params.id, copy: query.copy, t: asker.t }
  const { held, contents, covered, told } = await handedOut(tx, vault, asked, whole)
  const declared = [...new Set(held.map(({ table }) => table))]
  const shown = shownTables(held, contents, whom, query.only === 'portable')
  const tables = shown.map((table, nth) => inWords(asker, declared[nth]!, table))
  const meaning = meaningsOf(asker, declared)
  const entries = await entriesFor({ tx, vault, actor, now }, params.id)
  const exportId = uuidv7()
  emit('export.made', { exportId }, { subject: params.id })
  const waitingThreads = await threadsThatWait(tx)
  const sheet = { t: asker.t, timeZone: asker.timeZone, school: asker.school, madeAt: now, waitingThreads, told }
  const html = exportSheet({ ...sheet, tables, meaning })
  return {
    exportId,
    format: 'preau-export/1' as const,
    madeAt: now.toISOString(),
    school: asker.school,
    tables: tables.map(({ declared: _, ...table }) => table),
    meaning,
    entries,
    files: filesIn(held, contents),
    covered,
    waitingThreads,
    html,
    ...storySheets({ ...sheet, parts: tables }),
  }
})

/** Everything that reaches someone who exists for whoever asks. */
export const reached = async (tx: Tx, ground: Ground, whom: Whom): Promise<Held[]> => {
  const held = await walk(tx, ground, whom)
  return held.some(({ roles }) => roles.has('self')) ? held : refuse('not_found')
}

const outcomesOf = async (tx: Tx, ground: Ground, { t, profile }: Asker, steps: readonly Step[]) => {
  const going = steps.flatMap(({ held, outcome }) => (outcome === 'kept' ? [] : [{ table: held.table, outcome }]))
  const groups = Map.groupBy(going, ({ table, outcome }) => `${table.table} ${outcome}`)
  const gone = [...groups.values()].flatMap((some) =>
    some.slice(0, 1).map(({ table, outcome }) => ({ table: table.table, what: tableName(t, table), rows: some.length, outcome })),
  )
  const stays = await staysOf(tx, ground, profile, steps)
  const left = stays.map(({ table, because, rows, until }) => ({
    ...{ table, what: nameOfTable(t, table), rows, outcome: 'kept' as const },
    ...{ because: reasonSaid(t, because), ...(until && { until }) },
  }))
  return [...gone, ...left]
}

export const previewing = preparedAction(previewErasure, onGround, async ({ tx, actor, params, query, ready, emit }) => {
  const whom = await whomOf(tx, actor.schoolId!, params.id, true)
  const steps = planOf(await reached(tx, ready.ground, whom))
  emit('erasure.previewed', {}, { subject: params.id })
  return {
    outcomes: await outcomesOf(tx, ready.ground, await askerIn(tx, query.locale), steps),
    withAccount: whom.whole.length > 0,
    keys: 1 + whom.whole.length,
  }
})

const countsOf = (steps: readonly Step[], keys: number) => {
  const count = (wanted: Step['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length
  return { deleted: count('deleted'), detached: count('detached'), kept: count('kept'), keys }
}

type Whose = { personId: string; locale: Locale | undefined; codeDigest: Buffer }

/** Erases someone, and leaves the certificate that the holder of the code finds. */
export const carryOut = async ({ tx, actor, vault, now, emit, later }: Hands, ground: Ground, whose: Whose) => {
  const schoolId = actor.schoolId!
  const { personId, locale, codeDigest } = whose
  if (actor.personId === personId) refuse('erasure.of_oneself')
  const whom = await whomOf(tx, schoolId, personId, true)
  const asker = await askerIn(tx, locale)
  const stays = await staysOf(tx, ground, asker.profile, planOf(await reached(tx, ground, whom)))
  const keptUntil = lastStay(stays)
  const taken = await takenAway(tx, vault, { schoolId, personId, now }) // afterwards nothing leads to it any more
  const { steps, keys, unlinked } = await erase(tx, vault, ground, whom, now)
  const id = uuidv7()
  const counts = countsOf(steps, keys.length)
  const ring = await burnWeek(tx)
  const row = { schoolId, id, codeDigest, madeAt: now, madeBy: actor.personId, ...counts, keptUntil, stays }
  await insertErasure(tx, { ...row, week: ring?.week ?? 0, verifiedAt: now })
  await insertDevices(tx, schoolId, id, devicesLeft(steps, now, asker.timeZone))
  if (steps.some(({ held, outcome }) => outcome === 'deleted' && storedIn(held.table))) await later('file.clear', {}) // now, not tonight
  const got = [...taken, ...(whom.accounts.length > 0 ? [{ kind: 'mail', takenBy: null, lastAt: now }] : [])]
  for (const { kind, takenBy, lastAt } of got)
    await later('rights.tell_of_erasure', { erasure: id, kind, lastAt: lastAt.toISOString(), ...(takenBy && { takenBy }) })
  emit('erasure.executed', { erasureId: id })
  if (unlinked) emit('ledger.entries_unlinked', { erasureId: id, entries: unlinked })
  return { erasureId: id, ...counts, keptUntil, holdsEverywhereBy: certifiedDay(holdsBy(ring?.madeAt ?? now)) }
}

/** A code that leads to a certificate, and the only thing of it that is kept. */
export const certificateCode = (): { code: string; digest: Buffer } => {
  const code = randomBytes(16).toString('hex')
  return { code, digest: digestOfCode(code) }
}

const executing = preparedAction(erasePerson, onGround, async ({ params, query, ready, ...hands }) => {
  if (await waitsForHead(hands.tx, params.id)) refuse('rights.needs_head')
  const { code, digest } = certificateCode()
  const whose = { personId: params.id, locale: query.locale, codeDigest: digest }
  return { ...(await carryOut(hands, ready.ground, whose)), code }
})

/**
 * Once an erasure holds it is written down outside the database; where that fails the listener tries again, every second. It is answered
 * when no process that lives remembers the person any more.
 */
export const heardEverywhere = ({ endpoint, perform }: Action): Action => ({
  endpoint,
  perform: async (installation, actor, asked) => {
    const answer = await perform(installation, actor, asked)
    const { custody, log } = installation
    await custody.journal.keep().catch((error) => log.error({ err: error }, 'the journal waits'))
    await custody.everyoneHeard().catch((error) => log.error({ err: error }, 'nobody knows whether all processes heard'))
    return answer
  },
})

export const erasing: Action = heardEverywhere(executing)

export const explaining = preparedAction(whyHeld, onGround, async ({ tx, params, query, ready }) => {
  const asker = await askerIn(tx, query.locale)
  const found = findValue(ready.ground.map, params.table, params.field) ?? refuse('not_found')
  return meaningOf(asker, found.table, params.field, found.about)
})

/** What a value is, in the reader's language: `person.names` is a name. Null for what the map does not know. */
export const valueInWords = async (
  tx: Tx,
  { map }: Ground,
  locale: Locale | undefined,
  value: string,
): Promise<string | null> => {
  const [table = '', name = ''] = value.split('.')
  const found = findValue(map, table, name)
  return found ? meaningOf(await askerIn(tx, locale), found.table, name, found.about).category : null
}
