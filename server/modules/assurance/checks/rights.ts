import { languages } from '#contract/locales.ts'
import { stale } from '#i18n/freshness.ts'
import { sentences } from '#i18n/load.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { addPerson } from '#modules/people/index.ts'
import { contentsOf, erase, gates, groundOf, shownTables, walk, whomOf } from '#modules/privacy/index.ts'
import { brokenLinks } from '../chain.ts'
import { type Check, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { chainAfter, endOfChain } from '../evidence.queries.ts'
import { asInstallation, counted } from '../installation.queries.ts'
import { invented } from '../inventing.ts'
import { evidenceKey } from '../key.ts'
import { controlIds, type Promised, promises } from '../registry.ts'
import type { ControlId } from '../rows.ts'

const declared = whole('query', async ({ installation }) => {
  const { map, catalogue } = await groundOf(installation)
  const problems = gates.flatMap((gate) => gate.problems(map, catalogue))
  const columns = [...catalogue.columns.values()].reduce((all, one) => all + one.size, 0)
  return noneOf({ tables: map.tables.length, columns, problems: problems.length }, 'problems')
})

/** Somebody of whom nothing is known but a name and a role can be in the school. */
const minimal = perSchool('test', async ({ look }, { schoolId }) => {
  const { username } = await look((hands) => addPerson(hands, { schoolId, ...invented('pupil') }), schoolId)
  return rightIf(username.length > 0, { hasUserName: username.length > 0 })
})

const words = whole('query', async ({ installation: { dataMap } }) => {
  const tables = personalTables(dataMap).map(({ table }) => table.split('.')[1] ?? '')
  const missing = languages.flatMap((language) => {
    const said = sentences('privacy', language)
    return tables.filter((table) => !said[`privacy.table.${table}`] || !said[`privacy.why.${table}`])
  })
  return noneOf({ tables: tables.length, languages: languages.length, missing: missing.length }, 'missing')
})

/** Brings somebody invented into the school, and asks for everything that is held about them: what was put in must be there. */
const ownExport = perSchool('test', async ({ look, installation, now }, { schoolId }) => {
  const ground = await groundOf(installation)
  const someone = invented('guardian')
  const { tables, holds } = await look(async (hands) => {
    const { id, username } = await addPerson(hands, { schoolId, ...someone })
    const whom = await whomOf(hands.tx, schoolId, id, false)
    const held = await walk(hands.tx, ground, whom)
    const shown = JSON.stringify(shownTables(held, await contentsOf(hands.tx, hands.vault, schoolId, held), whom))
    return { tables: held.length, holds: shown.includes(someone.mark) && shown.includes(username) }
  }, schoolId)
  const milliseconds = installation.clock.now().getTime() - now.getTime()
  return rightIf(holds && tables >= 3, { rows: tables, holds, milliseconds: Math.max(0, milliseconds) })
})

/** The same, and then erased: nothing of them is found any more, and what was sealed for them does not open. */
const ownErasure = perSchool('test', async ({ look, installation }, { schoolId }) => {
  const ground = await groundOf(installation)
  const facts = await look(async (hands) => {
    const { id } = await addPerson(hands, { schoolId, ...invented('guardian') })
    const before = await walk(hands.tx, ground, await whomOf(hands.tx, schoolId, id, false))
    const { keys } = await erase(hands.tx, hands.vault, ground, await whomOf(hands.tx, schoolId, id, true), hands.now)
    const left = await walk(hands.tx, ground, await whomOf(hands.tx, schoolId, id, false))
    return { rows: before.length, keys: keys.length, left: left.filter(({ roles }) => roles.has('self')).length }
  }, schoolId)
  return rightIf(facts.rows > 0 && facts.keys > 0 && facts.left === 0, facts)
})

const certificates = whole('query', async ({ look }) => noneOf(await look(({ tx }) => counted(tx, 'certificates')), 'late'))

/** Promises that rest on nothing, and controls that nothing rests on. */
export const gapsIn = (all: readonly Promised[], controls: readonly ControlId[]) => {
  const used = new Set(all.flatMap((one) => one.controls))
  const facts = {
    promises: all.length,
    controls: controls.length,
    without: all.filter((one) => one.controls.length === 0).length,
    unused: controls.filter((id) => !used.has(id)).length,
  }
  return noneOf(facts, 'without', 'unused')
}
const complete = whole('query', async () => gapsIn(promises, controlIds))

const LINKS = 500
const evidenceChain = whole('test', async (ground) => {
  const rows = await asInstallation(ground.installation, async (tx) => {
    const end = await endOfChain(tx)
    return end ? chainAfter(tx, Math.max(0, end.number - LINKS), LINKS) : []
  })
  return noneOf({ links: rows.length, broken: brokenLinks(rows, evidenceKey(ground).publicKey) }, 'broken')
})

/** Of these promises, which are not said in every language, or in older words than another. */
export const unsaidOf = (all: readonly Pick<Promised, 'id'>[]) => {
  const missing = languages.flatMap((language) => {
    const said = sentences('promises', language)
    return all.filter(({ id }) => !said[`promises.text.${id}`])
  })
  const old = stale().filter((one) => /^\w+ promises\./.test(one))
  return noneOf({ languages: languages.length, promises: all.length, missing: missing.length, old: old.length }, 'missing', 'old')
}
const inLanguages = whole('query', async () => unsaidOf(promises))

const contact = perSchool('query', async ({ look }, { schoolId }) => {
  const facts = await look(({ tx }) => counted(tx, 'contact'), schoolId)
  return rightIf(Number(facts['named']) > 0, facts)
})

export const rightsChecks = {
  'C-32.declared': declared,
  'C-32.minimal': minimal,
  'C-33.words': words,
  'C-36.own_export': ownExport,
  'C-38.own_erasure': ownErasure,
  'C-38.certificates': certificates,
  'C-59.complete': complete,
  'C-59.chain': evidenceChain,
  'C-59.languages': inLanguages,
  'C-60.contact': contact,
} as const satisfies Record<string, Check>
