import { sql } from 'kysely'
import type { Locale } from '#contract/locales.ts'
import type { Tx } from '#kernel/db.ts'

/** Those who lead the school or work in its office, and in which language to write to each. */
export const officeOf = async (tx: Tx, schoolId: string) => {
  const { rows } = await sql<{ id: string; sealed: Buffer; locale: Locale; school: string; slug: string }>`
    select p.id, p.sealed, coalesce(app.locale_of(p.id), s.locale) as locale, s.name as school, s.slug from person p join school s on s.school_id = p.school_id
    where p.school_id = ${schoolId} and not app.is_locked(p.school_id, p.id) and exists (select from person_role r
      where r.school_id = p.school_id and r.person_id = p.id and r.role in ('administrator', 'head', 'office') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))`.execute(
    tx,
  )
  return rows
}
