/** One thing that holds for the whole database: `asks` names what breaks it, and `breaks` makes something that does. */
export type Check = { name: string; asks: string; breaks: string }

const tables = `select c.oid, n.nspname as schema, c.relname as name, format('%s.%s', n.nspname, c.relname) as label, c.relrowsecurity, c.relforcerowsecurity
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'directory', 'vault', 'ledger') and c.relkind in ('r', 'p')`
const whole = `${tables} and not c.relispartition`
const first = (key: string) => `(select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = ${key}[1])`
const broken = (columns: string, more = '') =>
  `create table public.broken (${columns}); alter table public.broken enable row level security; alter table public.broken force row level security;
   create policy p on public.broken using (school_id = app.school_id()); ${more}`

/** Tables that the application cannot see at all: no policy is the right number of policies. */
export const invisible: Readonly<Record<string, string>> = {
  'directory.installation': 'reached by app.use_setup_code() and by the operator only',
  'vault.change': 'nothing writes or reads it yet: its policies come with the engine that does',
  'public.erasure': 'nothing writes or reads it yet: its policies come with the engine that does',
  'directory.sign_in_challenge':
    'reached by app.make_challenge() and app.use_challenge() only: of nobody, until somebody signs it',
  'directory.throttle': 'reached by app.throttled() and its neighbours only, so that nobody reads who was tried',
}

/** Foreign keys without an index of their own: what they point at is never deleted, so nothing looks them up from there. */
const neverDeleted = ['ledger.log']

/** The runtime's roles. Whatever else signs in is the operator's. */
export const runtime = ['preau_app', 'preau_worker', 'preau_sequencer', 'preau_vault']
const runtimeList = runtime.map((role) => `'${role}'`).join(', ')

export const checks: readonly Check[] = [
  {
    name: 'every table has a primary key',
    asks: `select label from (${whole}) t where not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')`,
    breaks: broken('school_id uuid not null, id uuid not null'),
  },
  {
    name: 'primary keys and unique constraints of a school’s tables begin with the school; exclusions name it',
    asks: `select t.label || ' ' || k.conname as label from (${whole}) t join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'x')
      where t.schema = 'public' and k.conname not in ('school_slug_key', 'join_request_token_digest_key')
        and case when k.contype = 'x' then not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'school_id' and a.attnum = any (k.conkey))
          else ${first('k.conkey')} <> 'school_id' end`,
    breaks: broken(
      'school_id uuid not null, id uuid primary key',
      'alter table public.broken add exclude using gist (id with =)',
    ),
  },
  {
    name: 'foreign keys of a school’s tables begin with the school, and lead to the same school or to the directory',
    asks: `select t.label || ' ' || k.conname as label from (${whole}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_class other on other.oid = k.confrelid
      where t.schema = 'public' and other.relnamespace <> 'directory'::regnamespace
        and (${first('k.conkey')} <> 'school_id' or (select a.attname from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1]) <> 'school_id')`,
    breaks: broken(
      'school_id uuid, id uuid, other uuid, primary key (school_id, id)',
      `alter table public.school add unique (slug, school_id);
      alter table public.broken add slug text check (length(slug) < 9), add foreign key (slug, school_id) references public.school (slug, school_id)`,
    ),
  },
  {
    name: 'no primary key of a table with a school leaves the school out',
    asks: `select t.label from (${whole}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'school_id' and not a.attisdropped
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'p' where not a.attnum = any (k.conkey) and t.label <> 'directory.session'`,
    breaks: `create table ledger.broken (id uuid primary key, school_id uuid)`,
  },
  {
    name: 'every foreign key has an index that begins with its columns',
    asks: `select t.label || ' ' || k.conname as label from (${tables}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      where k.confrelid <> all ('{${neverDeleted}}'::regclass[]) and not exists (select from pg_index i where i.indrelid = t.oid and i.indpred is null and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`,
    breaks: broken(
      'school_id uuid, id uuid, person_id uuid, primary key (school_id, id), foreign key (school_id, person_id) references public.person',
    ),
  },
  {
    name: 'row-level security is on and forced everywhere',
    asks: `select label from (${tables}) t where not relrowsecurity or not relforcerowsecurity`,
    breaks: `create table public.broken (school_id uuid, id uuid, primary key (school_id, id)); alter table public.broken enable row level security`,
  },
  {
    name: 'every table has a policy, or a reason why it is invisible',
    asks: `select label from (${whole}) t where not exists (select from pg_policy p where p.polrelid = t.oid) and label not in (${Object.keys(
      invisible,
    )
      .map((name) => `'${name}'`)
      .join(', ')})`,
    breaks: `create table public.broken (school_id uuid, id uuid, primary key (school_id, id))`,
  },
  {
    name: 'no policy lets everyone through: who writes for all schools is a role of its own',
    asks: `select schemaname || '.' || tablename || ' ' || policyname as label from pg_policies where (qual = 'true' or with_check = 'true') and roles && array['public', 'preau_app']::name[]
      and not (schemaname = 'vault' and tablename = 'ring')`,
    breaks: `create policy broken on public.person using (true)`,
  },
  {
    name: 'every timestamp has a zone',
    asks: `select t.label || '.' || a.attname as label from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 where a.atttypid in ('timestamp'::regtype, 'timetz'::regtype)`,
    breaks: `alter table public.person add seen timestamp`,
  },
  {
    name: 'every text is bounded by a check',
    asks: `select t.label || '.' || a.attname as label from (${whole}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where a.atttypid in ('text'::regtype, 'varchar'::regtype, 'text[]'::regtype) and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'c' and a.attnum = any (k.conkey))`,
    breaks: `alter table public.person add nickname text`,
  },
  {
    name: 'every definer function pins its search_path, which ends with pg_temp',
    asks: `select p.oid::regprocedure::text as label from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'public', 'vault', 'ledger', 'directory') and p.prosecdef
      and not exists (select from unnest(p.proconfig) set where set like 'search_path=%pg_temp')`,
    breaks: `create function app.broken() returns int stable security definer language sql as 'select 1'; alter function app.broken() owner to preau_relations`,
  },
  {
    name: 'every definer function belongs to the relations role, or to the queue’s',
    asks: `select p.oid::regprocedure::text as label from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'public', 'vault', 'ledger', 'directory') and p.prosecdef
      and p.proowner <> case when p.proname = 'job' then 'preau_queue' else 'preau_relations' end::regrole`,
    breaks: `create function app.broken() returns int stable security definer set search_path = pg_catalog, pg_temp language sql as 'select 1'`,
  },
  {
    name: 'nobody but our roles may run the functions of the house',
    asks: `select p.oid::regprocedure::text || ' ' || g.grantee as label from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
      where n.nspname = 'app' and g.grantee = 0`,
    breaks: `create function app.broken() returns int stable language sql as 'select 1'`,
  },
  {
    name: 'policies ask sets as arrays, which an index can answer',
    asks: `select schemaname || '.' || tablename || ' ' || policyname as label from pg_policies
      where coalesce(qual, '') || coalesce(with_check, '') ~ '(\\m(id|[a-z]+_id)\\M IN \\( ?SELECT)|(ANY \\(app\\.)|(hashed SubPlan)'`,
    breaks: `create policy broken on public.person for select using (id in (select app.my_children()))`,
  },
  {
    name: 'no default is volatile: the server makes ids and instants',
    asks: `select t.label || '.' || a.attname as label from (${whole}) t join pg_attribute a on a.attrelid = t.oid join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
      where exists (select from pg_depend x join pg_proc p on p.oid = x.refobjid and p.provolatile = 'v' where x.classid = 'pg_attrdef'::regclass and x.objid = d.oid)
        or pg_get_expr(d.adbin, d.adrelid) ~ 'gen_random_uuid|random\\(|clock_timestamp|nextval|uuidv7'`,
    breaks: `alter table public.person add token uuid default gen_random_uuid()`,
  },
  {
    name: 'no trigger notifies: one NOTIFY per commit would cut what a school can do to a third',
    asks: `select t.label || ' ' || g.tgname as label from (${tables}) t join pg_trigger g on g.tgrelid = t.oid join pg_proc p on p.oid = g.tgfoid
      where not g.tgisinternal and p.prosrc ~* 'notify'`,
    breaks: `create function public.broken() returns trigger language plpgsql as 'begin perform pg_notify(''x'', ''''); return new; end';
      create trigger broken after insert on public.person for each row execute function public.broken()`,
  },
  {
    name: 'no function notifies',
    asks: `select p.oid::regprocedure::text as label from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'vault', 'ledger', 'public', 'directory')
      and p.prosrc ~* 'pg_notify|\\mnotify\\M'`,
    breaks: `create function app.broken() returns void language sql as 'select pg_notify(''x'', '''')'`,
  },
  {
    name: 'the runtime’s roles are nobody special and own nothing',
    asks: `select rolname as label from pg_roles where rolname in (${runtimeList}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in (${runtimeList})
      union all select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname in (${runtimeList})
      union all select n.nspname from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname in (${runtimeList})`,
    breaks: `alter table public.person owner to preau_app`,
  },
  {
    name: 'the relations and queue roles cannot sign in, and nobody of the runtime is one of the relations',
    asks: `select rolname as label from pg_roles where rolname in ('preau_relations', 'preau_queue') and (rolcanlogin or rolsuper)
      union all select m.member::regrole::text from pg_auth_members m where m.roleid = 'preau_relations'::regrole and m.member::regrole::text in (${runtimeList})`,
    breaks: `grant preau_relations to preau_app`,
  },
]
