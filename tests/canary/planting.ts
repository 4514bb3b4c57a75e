import { randomBytes } from 'node:crypto'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { type PersonalTable, pathsOf, sealedIn } from '#kernel/personal-data.ts'
import { asSchool } from '#kernel/system.ts'
import type { SubjectRole } from '#kernel/vocabulary.ts'
import { personTable } from '#modules/people/index.ts'
import type { CatalogueColumn } from '#modules/privacy/catalogue.ts'
import { resolve } from '#modules/privacy/paths.ts'
import { goingOrder } from '#modules/privacy/removing.ts'
import { dayInParis } from '#tests/days.ts'
import { all, person } from '#vault/owners.ts'
import type { Garden } from './garden.ts'

/** A row that was planted: someone of a family stands in it in one role; its values bear markers where they have room for one. */
export type PlantedRow = {
  table: PersonalTable
  role: SubjectRole
  id: string
  markers: Record<string, string>
  ownKey: string | undefined
}
/** Someone of whom every table knows something, in every role. `acted`: the row that they have changed and that is about nobody. */
export type Family = { name: string; personId: string; accountId: string; rows: PlantedRow[]; acted: string }
let made = 0
/** Days from 2040 and instants of 2031 that no other value has: they are markers, too. */
const uniqueDay = () => dayInParis(Date.UTC(2040, 0, 1) + ++made * 86_400_000)
const uniqueInstant = () => new Date(Date.UTC(2031, 0, 1) + ++made * 61_000)

const longAgo = () => new Date(Date.UTC(2021, 0, 1) + ++made * 61_000)

const invented = ({ type, nullable, name }: CatalogueColumn): unknown => {
  if (type === 'uuid') return uuidv7()
  if (type === 'date') return uniqueDay()
  if (type === 'timestamptz') return uniqueInstant()
  if (type === 'bytea') return randomBytes(32)
  if (type === 'bool') return false
  if (type === '_text') return []
  if (type === 'jsonb') return '[]'
  if (type === 'text') return nullable ? null : `x${name}`
  return 1
}

/** A person who is nobody in this story, for a column that must name someone else. */
const bystander = async ({ world }: Garden): Promise<string> => {
  const id = uuidv7()
  await asSchool(world.installation, world.schoolId, 'administration', 'garden.arrange', async ({ tx, vault, now }) => {
    const content = { names: { display: 'Bystander', sort: 'Bystander', order: 'given_first' as const }, username: 'bystander' }
    const [sealed] = await vault.seal(tx, world.schoolId, personTable.table, [{ id, owners: person(id), content }])
    await tx
      .insertInto('person')
      .values({
        schoolId: world.schoolId,
        id,
        profile: null,
        bornOn: null,
        sealed: sealed!,
        createdAt: now,
        createdBy: null,
        version: 1,
      })
      .execute()
  })
  return id
}

/** A company that is announced, to which a school may object. */
const announced = async ({ world }: Garden): Promise<string> => {
  const id = uuidv7()
  await world.owner.query(
    `insert into directory.supplier_notice (id, host, change, digest, announced_at, from_on, told_at) values ($1, 'relay.example', 'new', $2, now(), current_date + 30, now())`,
    [id, randomBytes(32)],
  )
  return id
}

const referred = async (
  garden: Garden,
  family: Family,
  column: CatalogueColumn,
  own: ReadonlyMap<string, string>,
): Promise<unknown> => {
  const to = garden.catalogue.references
    .filter((one) => one.table === column.table && one.column === column.name)
    .map(({ toTable }) => toTable)
  if (to.length === 0) return undefined
  if (to.includes(column.table)) return null
  if (to.includes('directory.membership')) return family.personId
  if (to.includes('public.person')) return bystander(garden)
  if (to.includes('directory.account')) return column.nullable ? null : family.accountId
  if (to.includes('public.school_year')) return garden.yearId
  if (to.length === 1 && to[0] === 'public.school') return garden.world.schoolId
  if (to.includes('public.policy')) return garden.asked.policyId
  if (to.includes('public.policy_text')) return column.name === 'language' ? 'fr' : garden.asked.versionId
  if (to.includes('public.audience')) return garden.everybodyId // nobody says anything to one pupil's own circle
  if (to.includes('directory.supplier_notice')) return announced(garden)
  if (to.includes('public.roster_source')) return garden.sourceId
  const known = own.get(to[0]!)
  return garden.choices && column.nullable && column.name === 'join_request_id' ? null : (known ?? null)
}

/** Which edge a row about an edge is about: that in which the family stands as it does in the row. */
const edgeOf = (role: SubjectRole) =>
  role === 'about' ? 'about' : role === 'actor' || role === 'signatory' ? 'actor' : 'guardian'

/** What is said about the family's own pupil stands in the conversation about that pupil; what it wrote, in one where it is not told. */
const aboutIt = (own: ReadonlyMap<string, string>, role: SubjectRole) =>
  role === 'recipient' ? {} : { conversation_id: own.get(`public.conversation ${role === 'about' ? 'about' : 'author'}`) }

/** A school has one row for each of these: a family that planted one leaves the others. */
const lines = ['teacher_guardian', 'office_guardian', 'teacher_pupil', 'office_pupil', 'group_guardian', 'group_pupil']
let linesTaken = 0

/** The parts of a row that no foreign key says. */
const shapes: Readonly<Record<string, (own: ReadonlyMap<string, string>, role: SubjectRole) => object>> = {
  'public.file': () => ({ refused_for: null }),
  'public.attachment': (own, role) => (role === 'about' ? {} : { file_id: own.get(`public.file ${role}`) }),
  'public.derivative': (own, role) => ({
    kind: 'thumbnail',
    type: 'image/webp',
    ...(role === 'depicted' && { file_id: own.get('public.file depicted') }),
  }),
  'public.photo': (own, role) => ({
    file_id: own.get(`public.file ${role}`),
    instead_of: null,
    state: 'tagged',
    reach: 'audience',
  }),
  'public.depiction': (own, role) => ({ file_id: own.get(`public.photo ${role}`) }),
  'directory.mail_trouble': () => ({ salt: randomBytes(16) }),
  'public.notification_choice': () => ({ stopped_kinds: ['messages'] }),
  'public.writing_rule': () => ({ line: lines[linesTaken++ % lines.length], read_by: ['head'] }),
  'public.image_consent': () => ({ language: 'fr', on_paper: true }),
  'public.year_move': () => ({ kind: 'grade' }),
  'public.legal_hold': () => ({ signed_at: null, signed_by: null }),
  'public.guardianship_change': (own, role) => ({ guardianship_id: own.get(`public.guardianship ${edgeOf(role)}`) }),
  'public.delegation': (own, role) => ({ guardianship_id: own.get(`public.guardianship ${edgeOf(role)}`) }),
  'public.hand_over_item': (own, role) => ({ hand_over_id: own.get(`public.hand_over ${role}`) }),
  'public.access_review_item': (own, role) => ({ person_role_id: own.get(`public.person_role ${role}`) }),
  'public.post': (_, role) => ({
    ...{ language: 'fr', publish_at: null },
    ...(role === 'author'
      ? { state: 'published', withdrawn_at: null, withdrawn_by: null }
      : { state: 'withdrawn', pinned_at: null, pinned_by: null }),
  }),
  'public.calendar_entry': (_, role) => ({
    ...{ from_time: null, to_time: null },
    ...(role === 'author' ? { state: 'planned', cancelled_at: null, cancelled_by: null } : { state: 'cancelled' }),
  }),
  'public.calendar_version': (own) => ({ entry_id: own.get('public.calendar_entry author'), from_time: null, to_time: null }),
  'public.calendar_reply': (own) => ({ entry_id: own.get('public.calendar_entry author') }),
  'public.post_version': () => ({ language: 'fr' }),
  'public.post_comment': () => ({ language: 'fr' }),
  'public.post_audience': (own) => ({ post_id: own.get('public.post author') }),
  'public.conversation': (_, role) => ({
    group_id: null, // with the teachers of a class
    ...(role === 'actor' ? { state: 'closed' } : { closed_at: null, closed_by: null }),
  }),
  'public.message': (own, role) => ({
    ...(role === 'about' ? { withdrawn_at: null } : { state: 'withdrawn' }),
    ...aboutIt(own, role),
  }),
  'public.message_text': (own, role) => ({
    language: 'fr',
    message_id: own.get(`public.message ${role}`),
    ...aboutIt(own, role),
  }),
  'public.message_report': (own, role) => ({
    message_id: own.get(`public.message ${role === 'about' ? 'about' : 'author'}`),
    ...aboutIt(own, role),
  }),
  'public.conversation_member': (own, role) =>
    role === 'about' ? { conversation_id: own.get('public.conversation about') } : {},
  'public.conversation_reading': (own, role) => ({
    conversation_id: own.get(`public.conversation ${role === 'about' ? 'about' : 'author'}`),
    message_id: own.get(`public.message ${role === 'about' ? 'about' : 'author'}`),
    // Such a row is known by who reads; when it was read is told to them, and so marks nothing here.
    ...(role === 'about' && { person_id: own.get('public.person self'), read_at: '2031-01-01T00:00:00Z' }),
  }),
  'public.conversation_note': (own, role) => ({ language: 'fr', ...aboutIt(own, role) }),
  'public.notice': (_, role) => ({
    ...{ language: 'fr', publish_at: null, announcement: null, impact: null, reason: null },
    ...(role === 'author' ? { state: 'published', withdrawn_at: null, withdrawn_by: null } : { state: 'withdrawn' }),
  }),
  'public.notice_text': () => ({ language: 'fr' }),
  'public.notice_audience': (own) => ({ notice_id: own.get('public.notice author') }),
  'public.person_role': (own, role) => ({ grant_id: role === 'self' ? own.get('public.grant_request self') : null }),
  'public.pupil_words': () => ({ secret_hash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' }),
  'public.read_question': () => ({ reference: '0123abcd' }),
  'public.rights_request': (_, role) => ({
    ...{ came: 'letter', identity: 'known', confirmed_how: 'second', follows: null, policy_id: null },
    ...(role === 'author' ? { kind: 'objection', outcome: 'refused' } : { purpose: null, ground: null }),
  }),
  'public.brought_part': (own, role) => ({ copy_id: own.get(`public.brought_copy ${role}`) }),
  'public.brought_file': (own, role) => ({ copy_id: own.get(`public.brought_copy ${role}`), state: 'gone', type: 'text/plain' }),
  'public.judicial_order': () => ({
    ...{ parts: null, silent_until: uniqueDay(), signed_by: null, signed_at: null, declined_by: null, declined_at: null },
    ...{ handed_by: null, handed_at: null, manifest: null, told_at: null },
  }),
  'public.correction_recipient': () => ({ told_how: 'letter', because: 'rectification', erasure_id: null }),
  'public.head_step': (own, role) => ({
    request_id: own.get(`public.rights_request ${role}`),
    ...(role === 'author' ? { verdict: 'refused' } : { verdict: 'approved', ground: null }),
  }),
  'public.prepared_copy': (own, role) => ({ request_id: own.get(`public.rights_request ${role}`) }),
  'public.opened_copy_file': (own, role) => ({ request_id: own.get(`public.rights_request ${role}`) }),
  'public.restriction': () => ({ from_at: longAgo(), lifts_at: longAgo() }), // over: nothing of the canary is masked
  'public.record_statement': () => ({ request_id: null }),
  'public.withholding': (_, role) => (role === 'actor' ? { countersigned_by: null } : {}),
  'public.roster_link': (own) => ({ run_id: own.get('public.roster_run') }),
  'public.announced_sweep': () => ({
    ...{ rule: 'public.post', by_on: '2030-01-01', announced_on: '2030-01-02', due_on: '2030-01-03' },
  }),
  'public.leaving_step': () => ({ announced_on: uniqueDay(), due_on: uniqueDay() }),
  'public.school_exit': () => ({
    ...{ read_only_on: '2039-01-01', locks_on: '2039-03-01', signed_at: uniqueInstant(), signed_by: null },
    ...{ locked_at: null, destroyed_at: null },
  }),
}

const sealRow = async (
  { world, epoch }: Garden,
  family: Family,
  table: PersonalTable,
  role: SubjectRole,
  row: Record<string, unknown>,
) => {
  const sealed = sealedIn(table)
  const markers: Record<string, string> = {}
  if (!sealed) return markers
  const content = Object.fromEntries(
    Object.entries(sealed.column.fields).map(([field, about]) => {
      const marker = `cnry-${family.name}-${table.table}-${role}-${field}`
      if (about.kind === 'personal') markers[field] = marker
      return [field, marker]
    }),
  )
  const owners = all(
    sealed.column.owners.map((owner) => (owner.kind === 'epoch' ? epoch : { kind: owner.kind, id: `${row[owner.column]}` })),
  )
  const home = 'school_id' in table.columns ? world.schoolId : nobody
  const [blob] = await asSchool(world.installation, world.schoolId, 'administration', 'garden.arrange', ({ tx, vault }) =>
    vault.seal(tx, home, sealed.column.of.table, [{ id: `${row[sealed.column.row]}`, owners, content }]),
  )
  row[sealed.name] = blob
  return markers
}

const plantRow = async (
  garden: Garden,
  family: Family,
  table: PersonalTable,
  role: SubjectRole,
  own: Map<string, string>,
): Promise<PlantedRow> => {
  const row: Record<string, unknown> = {}
  const markers: Record<string, string> = {}
  for (const column of garden.catalogue.columns.get(table.table)?.values() ?? []) {
    const chosen = column.type === 'jsonb' ? undefined : garden.choices.get(`${table.table}.${column.name}`)
    const reference = column.name === 'school_id' ? garden.world.schoolId : await referred(garden, family, column, own)
    row[column.name] =
      reference !== undefined ? reference : chosen ? (column.type === '_text' ? [chosen] : chosen) : invented(column)
  }
  for (const path of pathsOf(table.subjects[role] ?? [])) {
    const resolved = resolve(garden.catalogue, table.table, path)
    if (typeof resolved !== 'string' && !resolved.joins.length)
      row[path.path] =
        resolved.to === 'account' ? (row[path.path] === family.personId ? family.personId : family.accountId) : family.personId
  }
  Object.assign(row, shapes[table.table]?.(own, role))
  Object.assign(markers, await sealRow(garden, family, table, role, row))
  for (const [name, column] of Object.entries(table.columns)) {
    const value = row[name]
    if (column.kind === 'personal' && value instanceof Date) markers[name] = value.toISOString()
    else if (column.kind === 'personal' && garden.catalogue.columns.get(table.table)?.get(name)?.type === 'date')
      markers[name] = `${value}`
  }
  const names = Object.keys(row)
  await garden.world.owner.query(
    `insert into ${table.table} (${names.join(', ')}) values (${names.map((_, nth) => `$${nth + 1}`).join(', ')})`,
    names.map((name) => row[name]),
  )
  const key = garden.catalogue.primary.get(table.table) ?? []
  const id = `${row['id'] ?? row[key.at(-1) ?? '']}`
  const snapshot = sealedIn(table)?.column.owners.find(({ kind }) => kind === 'snapshot')
  if (!own.has(table.table)) own.set(table.table, id)
  own.set(`${table.table} ${role}`, id)
  return { table, role, id, markers, ownKey: snapshot && 'column' in snapshot ? `${row[snapshot.column]}` : undefined }
}

/** Tables whose rows come of themselves: the log of changes is written by triggers. */
const isPlanted = (table: PersonalTable) => !table.room && !Object.values(table.subjects).some((subject) => 'byRow' in subject)
const isFar = (table: PersonalTable, role: string) =>
  pathsOf(table.subjects[role as SubjectRole] ?? []).every(({ path }) => path.includes('->'))

/** What is pointed to comes first; by foreign keys, and by paths that have none. */
const plantingOrder = (garden: Garden): PersonalTable[] => {
  const tables = goingOrder(garden).reverse().filter(isPlanted)
  const far = new Set(
    tables.flatMap(({ subjects }) =>
      Object.values(subjects).flatMap((subject) =>
        pathsOf(subject).flatMap(({ loose, path }) =>
          loose ? [...path.matchAll(/-> (\w+)/g)].map(([, name]) => `public.${name}`) : [],
        ),
      ),
    ),
  )
  for (const { table, toTable } of garden.catalogue.references) if (table !== toTable) far.delete(toTable) // those the keys order already
  return [...tables.filter(({ table }) => !far.has(table)), ...tables.filter(({ table }) => far.has(table))]
}

/** Plants someone in every role of every table of the map. */
export const plant = async (garden: Garden, name: string): Promise<Family> => {
  const family: Family = { name, personId: uuidv7(), accountId: uuidv7(), rows: [], acted: uuidv7() }
  const own = new Map<string, string>()
  for (const table of plantingOrder(garden)) {
    const roles = Object.keys(table.subjects).sort((a, b) => Number(isFar(table, b)) - Number(isFar(table, a)))
    for (const role of roles) family.rows.push(await plantRow(garden, family, table, role as SubjectRole, own))
  }
  const again = new Map<string, string>()
  for (const [name, role] of alone)
    family.rows.push(
      await plantRow(garden, family, garden.map.tables.find(({ table }) => table === name) as PersonalTable, role, again),
    )
  await act(garden, family)
  return family
}

/** An import whose package is gone: nothing else that is erased would take its key along. A file of the family about somebody else. */
const alone = [
  ['public.roster_run', 'about'],
  ['public.roster_link', 'self'],
  ['public.file', 'author'],
  ['public.attachment', 'author'],
] as const

/** Someone of the family changes a row that is about nobody of it: the log names the actor. */
const act = async ({ world }: Garden, { personId, acted }: Family) => {
  const client = await world.owner.connect()
  await client.query('begin')
  await client.query("select set_config('app.person', $1, true)", [personId])
  await client.query(
    "insert into public.audience (school_id, id, kind, target_id, created_at) values ($1, $2, 'class', $3, now())",
    [world.schoolId, acted, uuidv7()],
  )
  await client.query('commit')
  client.release()
}
