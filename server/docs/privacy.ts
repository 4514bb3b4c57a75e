import { profiles } from '#contract/roles.ts'
import { lawOf } from '#kernel/grounds.ts'
import { type Column, type PersonalTable, pathsOf, personalTables } from '#kernel/personal-data.ts'
import type { Retention, Spans } from '#kernel/retention.ts'
import type { Showing } from '#kernel/vocabulary.ts'
import { anchorPath } from '#modules/privacy/planning.ts'
import { recordOf } from '#modules/privacy/record.ts'
import { dataMap } from '#server/registry.ts'
import { epochTerms } from '#vault/terms.ts'
import { code, codes, page, table } from './pages.ts'

const spansSaid = (spans: Spans) =>
  typeof spans === 'string'
    ? spans
    : Object.entries(spans)
        .map(([profile, span]) => (profile === 'others' ? span : `${profile} ${span}`))
        .join(', ')

const retentionSaid = (retention: Retention): string => {
  if (!('keep' in retention)) return `with its ${retention.anchor.with}`
  if (retention.end === 'anonymise')
    return `${spansSaid(retention.keep)} after the end of the school year of ${[retention.anchor.yearOf, ...(retention.anchor.orOf ?? [])].map(code).join(' or, where later, ')}; then only how often, by month and by the class of ${code(retention.by)}, where at least five people did it${retention.breaker ? `; left where ${code(retention.breaker)} is later` : ''}.`
  const from = anchorPath(retention.anchor)
  const statutory = Object.entries(retention.statutory ?? {}).map(
    ([profile, { keep, rule, of }]) =>
      ` In ${profile} a register keeps ${code(`${of.column} = ${of.is}`)} for ${keep} (${rule}).`,
  )
  const held = retention.breaker ? `, held where ${code(retention.breaker)} is later` : ''
  return `${spansSaid(retention.keep)} after ${code(from)}${held}.${statutory.join('')}`
}

const eraseSaid = (erase: PersonalTable['erase']) =>
  Object.entries(erase)
    .map(([role, how]) => `${role}: ${typeof how === 'object' ? `kept (${how.keep})` : how}`)
    .join('; ')

const subjectsSaid = ({ subjects }: PersonalTable) =>
  Object.entries(subjects)
    .map(
      ([role, subject]) =>
        `${role} by ${'byRow' in subject ? 'the row it tells of' : codes([...new Set(pathsOf(subject).map(({ path }) => path))])}`,
    )
    .join('; ')

const shown = (showing: Showing | Readonly<Record<string, Showing | undefined>>) =>
  typeof showing === 'string'
    ? showing
    : Object.entries(showing)
        .map(([role, how]) => `${role} ${how}`)
        .join(', ')

const columnRows = (name: string, column: Column): string[][] => {
  if (column.kind === 'none') return []
  if (column.kind === 'link') return [[code(name), `who stands in it as ${column.role}`, '', '', '', '']]
  if (column.kind === 'digest' || column.kind === 'transit')
    return [[code(name), `${column.kind}: ${column.why}`, '', '', '', '']]
  if (column.kind === 'personal')
    return [[code(name), column.category, column.level, shown(column.export), column.origin, column.rectify]]
  if (column.kind === 'stored')
    return [
      [code(name), `${column.category}: the file itself`, column.level, shown(column.export), column.origin, column.rectify],
    ]
  const owners = column.owners
    .map((owner) => (owner.kind === 'epoch' ? `epoch ${owner.retentionClass}` : owner.kind))
    .join(' and ')
  return Object.entries(column.fields).flatMap(([field, about]) =>
    columnRows(field, about).map(([first = '', category = '', ...rest]) => [first, `${category}, sealed for ${owners}`, ...rest]),
  )
}

const tablePart = (one: PersonalTable): string => {
  const facts = [
    `About: ${subjectsSaid(one)}.`,
    `For ${one.purposes.join(', ')}, on the ground of ${[...new Set(Object.values(one.basis))].join(' or ')}. Seen by ${one.recipients.join(', ') || 'nobody'}. Kept ${retentionSaid(one.retention).replace(/\.?$/, '.')}`,
    ...(one.sooner?.map(({ by, after }) => `Some of it ends sooner, by ${code(by)}, at most ${after} after it is over.`) ?? []),
    `Erasing: ${eraseSaid(one.erase)}. Restricting: ${typeof one.restrict === 'string' ? one.restrict : `exempt, ${one.restrict.exempt}`}.`,
  ]
  const rows = Object.entries(one.columns).flatMap(([name, column]) => columnRows(name, column))
  const heads = ['value', 'is', 'level', 'exported', 'origin', 'set right by']
  return `## ${one.table}\n\n${facts.join('\n')}\n\n${table(heads, rows)}`
}

const dataMapPage = () => {
  const plain = dataMap.tables.flatMap((one) => (one.kind === 'plain' ? [[code(one.table), one.why]] : []))
  const why =
    'Every table that says something about someone: about whom, why, for how long, who sees it, and what erasing does. Columns that say nothing about anyone are left out. Export, erasure, retention and the walls are made from the same rows.'
  const nobodys = `## About nobody\n\n${table(['table', 'because'], [...plain, ...dataMap.schemas.map(({ schema, why: because }) => [code(schema), because])])}`
  const terms = Object.entries(epochTerms).map(([name, { why: serves, lives }]) => [code(name), serves, lives])
  const keys = `## Keys that no row is sealed for\n\nTheir night ends them; with them every copy, in backups too, once the ring has burned.\n\n${table(['retention class', 'serves', 'lives'], terms)}`
  return page('The data map', 'server/modules/*/data.ts', why, ...personalTables(dataMap).map(tablePart), keys, nobodys)
}

const kinds = ['public', 'private', 'training'] as const

const recordPage = () => {
  const activities = recordOf(dataMap, { profile: 'EU-FR', kind: 'public' })
  const parts = activities.map(({ purpose, subjects, categories, levels, recipients, limits }) => {
    const grounds = kinds.map((kind) => {
      const here = recordOf(dataMap, { profile: 'EU-FR', kind }).find((one) => one.purpose === purpose)
      return [kind, (here?.grounds ?? []).map(({ ground }) => ground).join(', ')]
    })
    const facts = [
      `Whose data: ${subjects.join(', ')}.`,
      `What: ${categories.join(', ')} (${levels.join(', ')}).`,
      `Who receives it: ${recipients.join(', ') || 'nobody'}.`,
    ]
    const spans = limits.map(({ table: name }) => {
      const { retention } = personalTables(dataMap).find((one) => one.table === name)!
      if (!('keep' in retention)) return [code(name), `with its ${retention.anchor.with}`]
      return [
        code(name),
        `${spansSaid(retention.keep)}${retention.end === 'anonymise' ? ' after the school year, then as a number' : ''}`,
      ]
    })
    return `## ${purpose}\n\n${facts.join('\n')}\n\n${table(['kind of school', 'grounds'], grounds)}\n\n${table(['in', 'time limit'], spans)}`
  })
  const laws = profiles.map((profile) => [profile, [...new Set(Object.values(lawOf[profile]))].join('; ')])
  const why =
    'The record that Article 30 asks for, one activity for each purpose, made from the data map. A school adds who it is, whom to ask, and where its mail and backups go; its own profile decides on time limits and laws.'
  const security =
    'Security: what can hold text about a person is sealed with AES-256-GCM for its owner, row-level security keeps rows apart, every reading of a person is a fact of the ledger.'
  return page(
    'Record of processing',
    'server/modules/*/data.ts',
    why,
    ...parts,
    `## Laws\n\n${table(['profile', 'passages'], laws)}\n\n${security}`,
  )
}

/** What is printed from the data map. */
export const privacyDocs = (): Readonly<Record<string, string>> => ({
  'docs/generated/data-map.md': dataMapPage(),
  'docs/generated/record-of-processing.md': recordPage(),
})
