import { CompiledQuery } from 'kysely'
import type { AnswerWay, PlaceKind, Reaction } from '#contract/posts.ts'
import type { Tx } from '#kernel/db.ts'

/** An audience of the reader's: by which children, and the sealed label where it has one. */
export type PlaceRow = { id: string; kind: PlaceKind; targetId: string; labelSealed: Buffer | null; ids: string[] }
/** Somebody who wrote or took back a post of the page, once, with the sealed name. */
export type NameRow = { id: string; labelSealed: Buffer; isHidden: boolean }
/** A post as it stands in a feed. */
export type PostRow = {
  id: string
  sealed: Buffer
  ids: string[]
  feedAt: Date
  isPinned: boolean
  state: 'published' | 'withdrawn'
  version: number
  authorId: string | null
  editedAt: Date | null
  language: string
  answers: AnswerWay
  withdrawnAt: Date | null
  withdrawnBy: string | null
  places: number
  files: number
  photos: number
  comments: number
  seen: number
  thanks: number
  glad: number
  mine: Reaction | null
}
type Row = (PlaceRow & { what: 'place' }) | (NameRow & { what: 'name' }) | (PostRow & { what: 'post' })

type Wanted = { before?: string | undefined; child?: string | undefined; audience?: string | undefined }

/** From each audience so many of the newest: of those the newest again are the page, whatever else there is. */
const walked = (which: string) => `
  select a.post_id, a.audience_id, a.feed_at, a.is_pinned from chosen c cross join lateral (
    select a.post_id, a.audience_id, a.feed_at, a.is_pinned from post_audience a
    where a.school_id = $1 and a.audience_id = c.id and ${which} order by a.feed_at desc, a.post_id desc limit $2) a`

/** What a place and a name have not: the columns of a post, empty. */
const nothing = `null::timestamptz as feed_at, null::boolean as is_pinned, null::text as state, null::int as version, null::uuid as author_id,
  null::timestamptz as edited_at, null::text as language, null::text as answers, null::timestamptz as withdrawn_at, null::uuid as withdrawn_by,
  null::int as places, null::int as files, null::int as photos, null::int as comments, null::int as seen, null::int as thanks, null::int as glad, null::text as mine,
  null::bytea as sealed`

/** $1 the school, $2 how many, $3 an audience, $4 a child, $5 the last post before: one shape, whatever is asked, and written once. */
const text = `
  with mine as materialized (select id, kind, target_id, sealed, children from app.my_places($3::uuid)),
  chosen as (select id from mine where ($3::uuid is null or id = $3) and ($4::uuid is null or $4 = any (children))),
  standing as (
    ${walked(`not a.is_pinned and (a.feed_at, a.post_id) < (coalesce((select x.feed_at from post_audience x where x.school_id = $1 and x.post_id = $5 limit 1),
      case when $5::uuid is null then 'infinity'::timestamptz end), coalesce($5, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))`)}
    union all ${walked('a.is_pinned and a.feed_at is not null and $5::uuid is null')}),
  page as materialized (
    select p.id, p.sealed, s.ids, s.feed_at, s.is_pinned, p.state, p.version, p.author_id, p.edited_at, p.language, p.answers, p.withdrawn_at, p.withdrawn_by,
      p.places, p.files, p.photos, p.comments, p.seen, p.thanks, p.glad, r.kind as mine
    from (select post_id, array_agg(audience_id) as ids, max(feed_at) as feed_at, bool_or(is_pinned) as is_pinned from standing group by post_id
        order by 4 desc, 3 desc, 1 desc limit $2) s
      join post p on p.school_id = $1 and p.id = s.post_id
      left join post_reaction r on r.school_id = $1 and r.post_id = s.post_id and r.person_id = app.person_id())
  select 'place' as what, m.id, m.sealed as label_sealed, m.children as ids, m.kind, m.target_id, null::boolean as is_hidden, ${nothing} from mine m
  union all
  select 'name', n.id, n.sealed, null, null, null, n.is_hidden, ${nothing}
  from app.authors_named(array(select author_id from page union select withdrawn_by from page)) n
  union all
  (select 'post', p.id, null, p.ids, null, null, null, p.feed_at, p.is_pinned, p.state, p.version, p.author_id, p.edited_at, p.language, p.answers, p.withdrawn_at,
    p.withdrawn_by, p.places, p.files, p.photos, p.comments, p.seen, p.thanks, p.glad, p.mine, p.sealed
  from page p order by p.is_pinned desc, p.feed_at desc, p.id desc)`

/** A page of the reader's feed and the audiences that it is made of, in one statement; the newest first, after what is pinned. */
export const feed = async (tx: Tx, schoolId: string, most: number, { audience, child, before }: Wanted) => {
  const asked = [schoolId, most, audience ?? null, child ?? null, before ?? null]
  const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(text, asked))
  return rows
}
