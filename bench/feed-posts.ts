import pg from 'pg'
import type { FeedPost } from '#contract/feed.ts'
import { as } from '#kernel/db.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { insertPost } from '#modules/posts/posts.queries.ts'
import { classLife, postTable } from '#modules/posts/sealed.ts'
import { embedded } from '#server/db/connection.ts'
import type { School } from './import.ts'

type Config = { host: string; port: number }
const words =
  'Demain nous allons à la piscine. Pensez au bonnet, à la serviette et au goûter. Le car part à 8 h 30 précises devant la grille. '
const textAt = (nth: number) => `${nth}. ${words.repeat(1 + (nth % 4))}`
const MINUTE = 60_000

/** Posts of past days, one a minute before the other, in turns before these audiences. */
export const addPosts = async (
  { installation, schoolId }: School,
  authorId: string,
  audiences: readonly string[],
  count: number,
) => {
  const actor = {
    schoolId,
    personId: authorId,
    accountId: null,
    session: null,
    requestId: uuidv7(),
    action: 'post.write',
  } as const
  await as(installation.db, { ...actor, purpose: 'class_life' }, async (tx) => {
    const now = installation.clock.now()
    const { vault } = installation
    const year = await schoolYearOn(tx, schoolId, now)
    const owners = await vault.epoch(tx, schoolId, classLife, year.fromOn)
    const rows = Array.from({ length: count }, (_, nth) => ({ id: uuidv7(), owners, content: { text: textAt(nth) } }))
    const sealed = await vault.seal(tx, schoolId, postTable.table, rows)
    const common = {
      schoolId,
      schoolYearId: year.id,
      authorId,
      state: 'published',
      language: 'fr',
      answers: 'comments',
      publishAt: null,
      files: 0,
      photos: 0,
    } as const
    for (const [nth, { id }] of rows.entries())
      await insertPost(tx, { ...common, id, sealed: sealed[nth]!, now: new Date(now.getTime() - nth * MINUTE) }, [
        audiences[nth % audiences.length]!,
      ])
  })
}

const asOwner = async <T>(config: Config, database: string, work: (owner: pg.Client) => Promise<T>) => {
  const owner = new pg.Client(embedded(config, database).config('owner'))
  await owner.connect()
  try {
    await owner.query('set session_replication_role = replica')
    const done = await work(owner)
    await owner.query('analyze')
    return done
  } finally {
    await owner.end()
  }
}

const columns = `state, language, answers, created_at, publish_at, published_at, edited_at, withdrawn_at, withdrawn_by, pinned_at, pinned_by, places, files, comments, seen, thanks,
  glad, sealed, version`

/** Copies of posts, under other ids and older by forty days each time; in `school`, whose rows are like ours but for its id. */
const copies = (school: string, from: string) => `
  with made as (select md5(p.id::text || n)::uuid as new_id, ${school} as school, n, p.* from post p, ${from}),
  posted as (insert into post (school_id, id, school_year_id, author_id, ${columns})
    select school, new_id, school_year_id, author_id, ${columns.replace('published_at', "published_at - n * interval '40 days'")} from made)
  insert into post_audience (school_id, post_id, audience_id, feed_at, is_pinned)
    select m.school, m.new_id, a.audience_id, a.feed_at - m.n * interval '40 days', false
    from made m join post_audience a on a.school_id = m.school_id and a.post_id = m.id`

const like = (table: string, more = '') => `insert into ${table} select (jsonb_populate_record(t,
  jsonb_build_object('school_id', md5(n::text)::uuid ${more}))).* from ${table} t, generate_series(2, $1::int) n where t.school_id = $2`

/** A copy of a database in which there are so many schools and so many posts: half of them ours, before the same audiences and all older. */
export const grown = async (
  config: Config,
  { database, schoolId }: School,
  { schools, posts }: { schools: number; posts: number },
) => {
  const copy = `${database}_grown`
  const boss = new pg.Client(embedded(config, 'postgres').config('owner'))
  await boss.connect()
  await boss.query(`create database ${copy} template ${database}`)
  await boss.end()
  await asOwner(config, copy, async (owner) => {
    const { rows } = await owner.query<{ have: number }>('select count(*)::int as have from post')
    const [have, here] = [rows[0]!.have, Math.round(posts / rows[0]!.have / 2)]
    const each = Math.max(1, Math.round(posts / 2 / schools))
    for (const statement of [like('school', ", 'slug', 'bench-' || n"), like('school_year'), like('audience')])
      await owner.query(statement, [schools, schoolId])
    const newest = `p.school_id = '${schoolId}' and p.id in (select id from post where school_id = '${schoolId}' order by published_at desc limit ${Math.min(each, have)})`
    if (schools > 1) await owner.query(copies('md5(n::text)::uuid', `generate_series(2, ${schools}) n where ${newest}`))
    await owner.query(copies('p.school_id', `generate_series(1001, ${1000 + here}) n where p.school_id = '${schoolId}'`))
  })
  return copy
}

/** The same page as rows of one plain table, with other posts behind them, for a server that reads it with one query. */
export const layPlain = async (
  config: Config,
  database: string,
  page: { posts: FeedPost[]; audiences: unknown[]; next: unknown },
) =>
  asOwner(config, database, async (owner) => {
    await owner.query(`create schema plain; create table plain.post (id uuid primary key, place uuid not null, at timestamptz not null, version int, author_id uuid, author text,
      edited_at timestamptz, language text, body text, answers text, comments int, seen int, thanks int, glad int, mine text, files int)`)
    for (const post of page.posts)
      await owner.query('insert into plain.post values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)', [
        ...[
          post.id,
          post.audiences[0],
          post.publishedAt,
          post.version,
          post.author?.id,
          post.author?.display,
          post.editedAt,
          post.language,
          post.text,
        ],
        ...[post.answers, post.comments, post.reactions.seen, post.reactions.thanks, post.reactions.glad, post.mine, post.files],
      ])
    await owner.query(`insert into plain.post select md5(id::text || n)::uuid, place, at - n * interval '1 day', version, author_id, author, edited_at, language, body, answers, comments,
      seen, thanks, glad, mine, files from plain.post, generate_series(1, 32) n; create index on plain.post (place, at)`)
    await owner.query('grant usage on schema plain to preau_app; grant select on plain.post to preau_app')
    await owner.query('create table plain.rest as select $1::json as audiences, $2::text as next', [
      JSON.stringify(page.audiences),
      page.next,
    ])
    await owner.query('grant select on plain.rest to preau_app')
  })
