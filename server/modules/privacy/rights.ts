import { randomBytes } from 'node:crypto'
import type { Locale } from '#contract/locales.ts'
import { erasePerson, exportPerson, previewErasure, whyHeld } from '#contract/privacy.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import { type Action, preparedAction } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { storedIn } from '#kernel/personal-data.ts'
import { schoolOf } from '#kernel/school.ts'
import { digestOfCode, holdsBy } from './certifying.ts'
import { entriesAbout, isGuardian } from './entries.ts'
import { erase, goingAs } from './erasing.ts'
import { filesIn } from './exported-files.ts'
import { isShown, shownTables } from './exporting.ts'
import { groundOf } from './ground.ts'
import { keptUntil, planOf, type Step } from './planning.ts'
import { wouldKeep } from './registering.ts'
import { insertErasure } from './rights.queries.ts'
import { exportSheet } from './sheet.ts'
import { burnWeek } from './statements.queries.ts'
import { contentsOf, type Ground, type Held, type Whom, walk, whomOf } from './walking.ts'
import { type Asker, findValue, meaningOf, meaningsOf, tableName, tableWhy } from './why.ts'

const words = new Map<string, Record<Locale, Words>>()
const wordsOf = (locale: Locale): Words => {
  const all = words.get('') ?? loadWords()
  words.set('', all)
  return all[locale]
}

const askerIn = async (tx: Tx, locale: Locale | undefined): Promise<Asker & { school: string }> => {
  const { profile, kind, name, locale: own } = await schoolOf(tx)
  return { t: wordsOf(locale ?? own), profile, kind, school: name }
}

const onGround = async ({ installation }: { installation: Installation }) => ({
  installation,
  ground: await groundOf(installation),
})

export const exporting = preparedAction(exportPerson, onGround, async ({ tx, actor, vault, params, query, ready, now, emit }) => {
  const schoolId = actor.schoolId!
  const asker = await askerIn(tx, query.locale)
  const whom = await whomOf(tx, schoolId, params.id, false)
  const held = (await reached(tx, ready.ground, whom)).filter(isShown)
  const contents = await contentsOf(tx, vault, schoolId, held)
  const shown = shownTables(held, contents, whom)
  const declared = [...new Set(held.map(({ table }) => table))]
  const tables = shown.map(({ table, rows }, nth) => ({
    table,
    name: tableName(asker.t, declared[nth]!),
    why: tableWhy(asker.t, declared[nth]!),
    rows,
  }))
  const meaning = meaningsOf(asker, declared)
  const entries = await entriesAbout(tx, vault, {
    schoolId,
    id: params.id,
    isGuardian: await isGuardian(tx, actor, params.id),
    now,
  })
  const exportId = uuidv7()
  emit('export.made', { exportId }, { subject: params.id })
  const html = exportSheet({ t: asker.t, school: asker.school, madeAt: now, tables, meaning })
  return {
    exportId,
    format: 'preau-export/1' as const,
    madeAt: now.toISOString(),
    school: asker.school,
    tables,
    meaning,
    entries,
    files: filesIn(held, contents),
    html,
  }
})

/** Everything that reaches someone who exists for whoever asks. */
const reached = async (tx: Tx, ground: Ground, whom: Whom): Promise<Held[]> => {
  const held = await walk(tx, ground, whom)
  return held.some(({ roles }) => roles.has('self')) ? held : refuse('not_found')
}

const dayOf = (at: Date | undefined) => at?.toISOString().slice(0, 10)

const outcomesOf = async (tx: Tx, ground: Ground, { t, profile }: Asker, steps: readonly Step[]) => {
  const until = await keptUntil(
    tx,
    ground,
    profile,
    steps.filter(({ outcome }) => outcome === 'kept'),
  )
  const laws = await wouldKeep(tx, ground, profile, goingAs(steps, 'self'))
  const groups = Map.groupBy(steps, ({ held, outcome, because }) => `${held.table.table} ${outcome} ${because ?? ''}`)
  const registered = laws.map(({ rule, rows, until: last }) => ({
    ...{ table: 'public.register_entry', what: t('privacy.table.register_entry'), rows, outcome: 'kept' as const },
    ...{ because: t(`privacy.rule.${rule}`), until: dayOf(last)! },
  }))
  const rest = [...groups.values()].map((some) => {
    const [{ held, outcome, because }] = some as [Step]
    const day = outcome === 'kept' ? dayOf(until.get(held.table)) : undefined
    return {
      table: held.table.table,
      what: tableName(t, held.table),
      rows: some.length,
      outcome,
      ...(because && { because: t(`privacy.because.${because}` as never) }),
      ...(day && { until: day }),
    }
  })
  return [...rest, ...registered]
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

const lastDay = async (tx: Tx, ground: Ground, whom: Whom, { profile }: Asker): Promise<string | null> => {
  const steps = planOf(await reached(tx, ground, whom))
  const kept = steps.filter(({ outcome }) => outcome === 'kept')
  const laws = await wouldKeep(tx, ground, profile, goingAs(steps, 'self'))
  const days = [...(await keptUntil(tx, ground, profile, kept)).values(), ...laws.map(({ until }) => until)]
  return days.length ? new Date(Math.max(...days.map(Number))).toISOString().slice(0, 10) : null
}

const countsOf = (steps: readonly Step[], keys: number) => {
  const count = (wanted: Step['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length
  return { deleted: count('deleted'), detached: count('detached'), kept: count('kept'), keys }
}

const executing = preparedAction(erasePerson, onGround, async ({ tx, actor, vault, params, query, ready, now, emit, later }) => {
  const schoolId = actor.schoolId!
  if (actor.personId === params.id) refuse('erasure.of_oneself')
  const { ground } = ready
  const whom = await whomOf(tx, schoolId, params.id, true)
  const keptUntil = await lastDay(tx, ground, whom, await askerIn(tx, query.locale))
  const { steps, keys, unlinked } = await erase(tx, vault, ground, whom, now)
  const [id, code] = [uuidv7(), randomBytes(16).toString('hex')]
  const counts = countsOf(steps, keys.length)
  const codeDigest = digestOfCode(code)
  const ring = await burnWeek(tx)
  await insertErasure(tx, {
    schoolId,
    id,
    codeDigest,
    madeAt: now,
    madeBy: actor.personId,
    ...counts,
    keptUntil,
    week: ring?.week ?? 0,
    verifiedAt: now,
  })
  if (steps.some(({ held, outcome }) => outcome === 'deleted' && storedIn(held.table))) await later('file.clear', {}) // now, not tonight
  emit('erasure.executed', { erasureId: id })
  if (unlinked) emit('ledger.entries_unlinked', { erasureId: id, entries: unlinked })
  const holdsEverywhereBy = dayOf(holdsBy(ring?.madeAt ?? now))!
  return { erasureId: id, code, ...counts, keptUntil, holdsEverywhereBy }
})

/**
 * Erases, and once that holds writes it down outside the database; where that fails the listener tries again, every second. The code of the
 * certificate is given when no process that lives remembers the person any more.
 */
export const erasing: Action = {
  endpoint: executing.endpoint,
  perform: async (installation, actor, asked) => {
    const answer = await executing.perform(installation, actor, asked)
    const { custody, log } = installation
    await custody.journal.keep().catch((error) => log.error({ err: error }, 'the journal waits'))
    await custody.everyoneHeard().catch((error) => log.error({ err: error }, 'nobody knows whether all processes heard'))
    return answer
  },
}

export const explaining = preparedAction(whyHeld, onGround, async ({ tx, params, query, ready }) => {
  const asker = await askerIn(tx, query.locale)
  const found = findValue(ready.ground.map, params.table, params.field) ?? refuse('not_found')
  return meaningOf(asker, found.table, params.field, found.about)
})
