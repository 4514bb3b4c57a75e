import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

type Invented = { accountId: string; token: Buffer; now: Date }

/** An account with a session that still lacks a password of its own; only ever taken back. */
export const limitedSession = async (tx: Tx, { accountId, token, now }: Invented): Promise<void> => {
  await sql`insert into directory.account (id, locale, password_hash, must_change, must_change_why, sealed, created_at, version)
    values (${accountId}, 'en', '', true, 'first_password', ${Buffer.alloc(1)}, ${now}, 1)`.execute(tx)
  await sql`insert into directory.session (id, account_id, token_digest, started_at, seen_at, expires_at, authenticated_at, shared_device, limited)
    values (${accountId}, ${accountId}, ${token}, now(), now(), now() + interval '1 hour', now(), false, 'must_change')`.execute(
    tx,
  )
}

/** Locks somebody out, as whoever has left is; only ever taken back. */
export const lockOut = (tx: Tx, id: string, schoolId: string, personId: string) =>
  sql`insert into public.person_state (school_id, id, person_id, state, reason, from_at) values (${schoolId}, ${id}, ${personId}, 'alumni_locked', 'office', now())`.execute(
    tx,
  )

/** Changes a person's row while nobody is said to do so. */
export const changeAsNobody = async (tx: Tx, personId: string): Promise<number> => {
  await sql`select set_config('app.context', '', true), set_config('app.fields', '', true)`.execute(tx)
  const { numAffectedRows } = await sql`update public.person set version = version + 1 where id = ${personId}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Objects of stored files, newest first. */
export const storedObjects = async (tx: Tx, most: number): Promise<string[]> => {
  const { rows } = await sql<{ object: string }>`
    select object from public.file where school_id = app.school_id() and state = 'ready' order by uploaded_at desc limit ${most}`.execute(
    tx,
  )
  return rows.map(({ object }) => object)
}

/** How many requests whoever is at hand can see. */
export const requestsSeen = async (tx: Tx, schoolId: string): Promise<number> => {
  const { rows } = await sql<{
    seen: number
  }>`select count(*)::int as seen from public.rights_request where school_id = ${schoolId}`.execute(tx)
  return rows[0]?.seen ?? -1
}

/** To how many audiences a pupil may be shown in the newest school year. */
export const imagesAllowed = async (tx: Tx, schoolId: string, pupilId: string): Promise<number> => {
  const { rows } = await sql<{ allowed: number }>`
    select count(*) filter (where app.image_allowed(${pupilId}, a.name, y.id))::int as allowed
    from (select id from public.school_year where school_id = ${schoolId} order by from_on desc limit 1) y, unnest(array['class', 'school', 'outside']) as a (name)`.execute(
    tx,
  )
  return rows[0]?.allowed ?? -1
}

/** Pictures of posts that whoever is at hand is shown, and those of them on which somebody may be shown to none of the audiences. */
export const picturesShown = async (tx: Tx, schoolId: string): Promise<{ shown: number; against: number }> => {
  const { rows } = await sql<{ shown: number; against: number }>`
    select count(*)::int as shown, count(*) filter (where exists (select from app.depicted_on(t.file_id) d where not exists (
      select from public.post_audience o where o.school_id = t.school_id and o.post_id = t.target_id and app.image_allowed(d.id, app.image_audience(o.audience_id, d.id), h.school_year_id))))::int as against
    from public.attachment t join public.photo h on h.school_id = t.school_id and h.file_id = t.file_id
    where t.school_id = ${schoolId} and t.target_kind = 'post' and app.shows_photo(t.file_id, t.target_id)`.execute(tx)
  return rows[0] ?? { shown: -1, against: -1 }
}

/** What the school is shown of how passwords are kept: how many it counts among its staff, and how much of it is more than numbers and days. */
export const passwordNumbers = async (tx: Tx): Promise<{ staff: number; words: number }> => {
  const { rows } = await sql<Record<string, unknown>>`select * from app.password_evidence()`.execute(tx)
  const values = Object.values(rows[0] ?? {})
  const isNumber = (value: unknown) => value === null || typeof value === 'number' || value instanceof Date
  return { staff: Number(rows[0]?.['staff'] ?? 0), words: values.filter((value) => !isNumber(value)).length }
}

/** How many rows of a person whoever is at hand can change; a wall that refuses is none. */
export const tryToChange = async (tx: Tx, personId: string): Promise<number> => {
  await sql`select set_config('app.tried', ${personId}, true)`.execute(tx)
  await sql`do $$ declare changed int; begin
    update public.person set version = version + 1 where id = current_setting('app.tried')::uuid;
    get diagnostics changed = row_count;
    perform set_config('app.tried', changed::text, true);
  exception when insufficient_privilege then perform set_config('app.tried', '0', true); end $$`.execute(tx)
  const { rows } = await sql<{ changed: string }>`select current_setting('app.tried') as changed`.execute(tx)
  return Number(rows[0]?.changed ?? -1)
}

/** Whether the use of somebody's data is paused for whoever is at hand. */
export const pausedHere = async (tx: Tx, personId: string): Promise<number> => {
  const { rows } = await sql<{
    paused: number
  }>`select count(*)::int as paused from app.limited('person') as l (id) where l.id = ${personId}`.execute(tx)
  return rows[0]?.paused ?? -1
}

/** Whether somebody is passed over by what serves a purpose. */
export const objectionsHeeded = async (tx: Tx, purpose: string, personId: string): Promise<number> => {
  const { rows } = await sql<{
    heeded: number
  }>`select count(*)::int as heeded from app.objecting(${purpose}, ${[personId]}::uuid[])`.execute(tx)
  return rows[0]?.heeded ?? -1
}

/** What time it is for the database. */
export const databaseNow = async (tx: Tx): Promise<Date> => {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(tx)
  if (!rows[0]) throw new Error('the database has no clock')
  return rows[0].at
}

/** How whoever is at hand stands to one row, by relation; to a row that they cannot see they stand in none. */
export const relationsHeld = async (
  tx: Tx,
  table: 'school' | 'person',
  key: 'school_id' | 'id',
  id: string,
  relations: readonly { name: string; when: string }[],
): Promise<Record<string, boolean>> => {
  const each = relations.map(({ when }) => sql`coalesce((${sql.raw(when)}), false)`)
  const { rows } = await sql<{ held: boolean[] }>`
    select array[${sql.join(each)}] as held from ${sql.table(`public.${table}`)} where ${sql.ref(key)} = ${id}`.execute(tx)
  return Object.fromEntries(relations.map(({ name }, nth) => [name, rows[0]?.held[nth] ?? false]))
}

type InCopy = { tables: number; rows: number; readable: number; unread: number }
/** Marks where the looking begins, for `wordInCopy`. */
export const writesSoFar = async (tx: Tx): Promise<string> =>
  (await sql<{ writes: string }>`select app.writes_so_far()::text as writes`.execute(tx)).rows[0]?.writes ?? '{}'

/** In how many places a copy of the database would hold a word of what was written since a mark of this transaction. */
export const wordInCopy = async (tx: Tx, word: string, since: string): Promise<InCopy> => {
  const { rows } = await sql<{ facts: InCopy }>`select app.word_in_copy(${word}, ${since}::jsonb) as facts`.execute(tx)
  return rows[0]?.facts ?? { tables: 0, rows: 0, readable: -1, unread: -1 }
}

/** Sets a state of somebody a while ago; only ever taken back. */
export const stateSince = (tx: Tx, schoolId: string, personId: string, state: 'alumni_locked' | 'guidance', months: number) =>
  sql`insert into public.person_state (school_id, id, person_id, state, reason, from_at)
    values (${schoolId}, gen_random_uuid(), ${personId}, ${state}, 'office', now() - make_interval(months => ${months}::int))`.execute(
    tx,
  )

/** How many of those who left whoever is at hand may read for guidance, among these. */
export const readableAfterwards = async (tx: Tx, people: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ readable: number }>`
    select count(*)::int as readable from app.former_pupils() f where f.id = any (${people}::uuid[])`.execute(tx)
  return rows[0]?.readable ?? -1
}

/** What is left of a school: its keys, and its people. */
export const leftOf = async (tx: Tx, schoolId: string): Promise<{ keys: number; people: number; requests: number }> => {
  const { rows } = await sql<{ keys: number; people: number; requests: number }>`
    select (select count(*)::int from vault.key where school_id = ${schoolId}) as keys, (select count(*)::int from public.person where school_id = ${schoolId}) as people,
      (select count(*)::int from public.rights_request where school_id = ${schoolId}) as requests`.execute(tx)
  return rows[0] ?? { keys: -1, people: -1, requests: -1 }
}

export type Logging = { statements: string; slow: number; parameters: number; onError: number }
/** What the database writes down of the statements that it is given. */
export const loggingOf = async (tx: Tx): Promise<Logging> => {
  const { rows } = await sql<Logging>`
    select max(setting) filter (where name = 'log_statement') as statements, max(setting::int) filter (where name like 'log_min_duration_s%') as slow,
      max(setting::int) filter (where name = 'log_parameter_max_length') as parameters, max(setting::int) filter (where name = 'log_parameter_max_length_on_error') as on_error
    from pg_settings where name in ('log_statement', 'log_min_duration_statement', 'log_min_duration_sample', 'log_parameter_max_length', 'log_parameter_max_length_on_error')`.execute(
    tx,
  )
  if (!rows[0]) throw new Error('the database does not say what it writes down')
  return rows[0]
}

type KeptPerson = { id: string; sealed: Buffer; born_on: string | null }
/** How many days a school has been here, and the people who came last, as they are kept. */
export const newestPeople = async (tx: Tx, most: number): Promise<{ days: number; rows: KeptPerson[] }> => {
  const { rows } = await sql<{ id: string; sealed: Buffer; bornOn: string | null; days: number }>`
    select p.id, p.sealed, p.born_on, extract(day from now() - s.created_at)::int as days from public.school s join public.person p on p.school_id = s.school_id
    where s.school_id = app.school_id() order by p.created_at desc limit ${most}`.execute(tx)
  return { days: rows[0]?.days ?? 0, rows: rows.map(({ id, sealed, bornOn }) => ({ id, sealed, born_on: bornOn })) }
}
