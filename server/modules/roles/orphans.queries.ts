import { sql } from 'kysely'
import type { orphanReasons } from '#contract/grants.ts'
import type { PersonRole } from '#contract/roles.ts'
import type { Tx } from '#kernel/db.ts'

type Orphan = {
  id: string
  sealed: Buffer
  roles: PersonRole[]
  why: (typeof orphanReasons)[number]
  hasAccount: boolean
}

/** Whom nothing of the school explains: an account without a role, a pupil without a class now or to come, a teacher whom the lists no longer bring. */
export const orphans = (tx: Tx, schoolId: string) =>
  sql<Orphan>`
    with someone as (
      select p.id, p.sealed, array(select distinct r.role from person_role r where r.school_id = p.school_id and r.person_id = p.id and r.from_at <= now()
          and (r.until_at is null or r.until_at > now()) order by 1) as roles,
        exists (select from directory.membership m where m.school_id = p.school_id and m.person_id = p.id) as has_account,
        exists (select from roster_link l where l.school_id = p.school_id and l.person_id = p.id and l.kind = 'person' and l.left_run_id is null) as is_listed,
        exists (select from roster_link l where l.school_id = p.school_id and l.person_id = p.id and l.kind = 'person' and l.left_run_id is not null) as was_listed
      from person p where p.school_id = ${schoolId} and not app.is_locked(p.school_id, p.id)
        and coalesce((select s.state from person_state s where s.school_id = p.school_id and s.person_id = p.id and s.from_at <= now()
          order by s.from_at desc, s.id desc limit 1), 'active') in ('active', 'invited'))
    select id, sealed, roles, has_account,
      case when roles = '{}' then 'no_role' when 'pupil' = any (roles) then 'no_class' else 'not_in_lists' end as why
    from someone o
    where (roles = '{}' and has_account and not is_listed)
      or ('pupil' = any (roles) and not exists (select from enrolment e where e.school_id = ${schoolId} and e.person_id = o.id and e.role = 'pupil'
        and (e.until_on is null or e.until_on >= current_date)))
      or (roles && array['teacher', 'substitute'] and was_listed and not is_listed)`
    .execute(tx)
    .then(({ rows }) => rows)
