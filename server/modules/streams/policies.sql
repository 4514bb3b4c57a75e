-- Which of these sessions are still somebody's of this school, and to which audiences their people belong: asked by the school itself for the streams
-- that are open. It says of a session what app.enter would, and of a person what app.readers_now would.
create or replace function app.streams_now(sessions bytea[]) returns table (session bytea, audiences uuid[], is_everywhere boolean)
stable security definer set search_path = pg_catalog, pg_temp language sql as $$
  with living as (
    select d.token_digest, d.person_id, array(select r.role from public.person_role r where r.school_id = d.school_id and r.person_id = d.person_id
      and r.from_at <= now() and (r.until_at is null or r.until_at > now())) as roles
    from directory.session d
    where app.is_system() and d.token_digest = any (sessions) and d.school_id = app.school_id() and d.limited is null and not app.is_over(d)
      and not (exists (select from public.person_state s where s.school_id = d.school_id and s.person_id = d.person_id
        and s.state in ('leaving', 'suspended', 'alumni_locked', 'erased')) and app.is_locked(d.school_id, d.person_id))),
  standing as (
    select m.person_id, array_agg(distinct m.audience_id) as audiences from app.audience_people() m
    where m.person_id = any (array(select distinct l.person_id from living l)) group by m.person_id)
  select l.token_digest, coalesce(s.audiences, '{}'), l.roles && array['administrator', 'head', 'office', 'dpo']
  from living l left join standing s on s.person_id = l.person_id where l.roles <> '{}'
$$;
