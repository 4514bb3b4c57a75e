import pg from 'pg'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { archiveOf } from '#server/serving/exporting.ts'
import { zipOf } from '#server/serving/exports.ts'
import { all, file, person } from '#vault/owners.ts'
import type { School } from './import.ts'
import { arrange } from './population.ts'

const POSTS = 2000
const MESSAGES = 300
const PHOTOS = 100

const words = 'Idag läste vi högt i klassen och sedan gick vi ut till skogen för att leta efter spår av djur. '.repeat(3)
const times = <T>(count: number, one: (nth: number) => T) => Array.from({ length: count }, (_, nth) => one(nth))

/** What a school year leaves of one pupil: sealed for her and for the year, as the rooms of the school day seal it. */
const sealedFor = ({ schoolId, ...school }: School, pupilId: string) =>
  arrange({ schoolId, ...school }, async ({ tx, vault, now }) => {
    const year = await schoolYearOn(tx, schoolId, now)
    const ofMessages = all([person(pupilId), await vault.epoch(tx, schoolId, 'messages', year.fromOn)])
    const ofPosts = await vault.epoch(tx, schoolId, 'class_life', year.fromOn)
    const [talk, texts, posts] = [uuidv7(), times(MESSAGES, uuidv7), times(POSTS, uuidv7)]
    const files = times(PHOTOS, uuidv7)
    const seal = (table: string, rows: Parameters<typeof vault.seal>[3]) => vault.seal(tx, schoolId, table, rows)
    const named = files.map((id, nth) => ({ id, owners: file(id), content: { name: `IMG_${nth}.jpg` } }))
    const shown = files.map((id) => ({ id, owners: file(id), content: { words: 'Skogen' } }))
    return {
      ...{ year, talk, texts, posts, files },
      topic: await seal('conversation', [{ id: talk, owners: ofMessages, content: { topic: 'Skolan' } }]),
      said: await seal(
        'message_text',
        texts.map((id) => ({ id, owners: ofMessages, content: { text: words } })),
      ),
      written: await seal(
        'post',
        posts.map((id) => ({ id, owners: ofPosts, content: { text: words } })),
      ),
      names: await seal('file', named),
      sights: await seal('photo', shown),
    }
  })

type Year = Awaited<ReturnType<typeof sealedFor>>
type Writing = { client: pg.Client; schoolId: string; pupilId: string; year: Year }

const writeMessages = async ({ client, schoolId, pupilId, year: { year, talk, texts, topic, said } }: Writing) => {
  await client.query(
    `insert into conversation (school_id, id, school_year_id, line, pupil_id, begun_by, begun_side, begun_at, last_at, state, sealed)
     values ($1, $3, $2, 'office_pupil', $4, $4, 'family', now(), now(), 'open', $5)`,
    [schoolId, year.id, talk, pupilId, topic[0]],
  )
  await client.query(
    'insert into conversation_member (school_id, id, conversation_id, person_id) values ($1, gen_random_uuid(), $2, $3)',
    [...[schoolId, talk, pupilId]],
  )
  const messages = times(MESSAGES, uuidv7)
  await client.query(
    `insert into message (school_id, id, conversation_id, author_id, side, made_at, state, version)
     select $1, m, $2, case when nth % 2 = 0 then $3::uuid end, 'family', now() - nth * interval '1 day', 'sent', 1 from unnest($4::uuid[]) with ordinality as u (m, nth)`,
    [schoolId, talk, pupilId, messages],
  )
  await client.query(
    `insert into message_text (school_id, id, message_id, conversation_id, pupil_id, author_id, number, language, written_at, sealed)
     select $1, t, m, $2, $3, case when nth % 2 = 0 then $3::uuid end, 1, 'sv', now() - nth * interval '1 day', s
     from unnest($4::uuid[], $5::uuid[], $6::bytea[]) with ordinality as u (t, m, s, nth)`,
    [schoolId, talk, pupilId, texts, messages, said],
  )
}

const seePosts = async ({ client, schoolId, pupilId, year: { year, posts, written } }: Writing) => {
  await client.query(
    `insert into post (school_id, id, school_year_id, state, language, answers, created_at, published_at, places, sealed, version)
     select $1, p, $2, 'published', 'sv', 'reactions', now(), now(), 1, s, 1 from unnest($3::uuid[], $4::bytea[]) as u (p, s)`,
    [schoolId, year.id, posts, written],
  )
  await client.query(
    "insert into post_reaction (school_id, post_id, person_id, kind, made_at) select $1, p, $2, 'seen', now() from unnest($3::uuid[]) as p",
    [schoolId, pupilId, posts],
  )
}

const standOnPhotos = async ({ client, schoolId, pupilId, year: { year, files, names, sights } }: Writing) => {
  await client.query(
    `insert into file (school_id, id, state, state_at, type, size, hash, width, height, object, sealed, uploaded_at)
     select $1, f, 'ready', now(), 'image/jpeg', 200000, decode(repeat('00', 32), 'hex'), 1200, 900, gen_random_uuid(), s, now() from unnest($2::uuid[], $3::bytea[]) as u (f, s)`,
    [schoolId, files, names],
  )
  await client.query(
    `insert into photo (school_id, file_id, school_year_id, state, reach, tagged_at, sealed)
     select $1, f, $2, 'tagged', 'audience', now(), s from unnest($3::uuid[], $4::bytea[]) as u (f, s)`,
    [schoolId, year.id, files, sights],
  )
  await client.query(
    'insert into depiction (school_id, id, file_id, pupil_id, tagged_at) select $1, gen_random_uuid(), f, $2, now() from unnest($3::uuid[]) as f',
    [schoolId, pupilId, files],
  )
}

/** A pupil after one school year: so many posts seen, messages written and received, photos she is on. */
export const liveAYear = async (school: School, pupilId: string, config: pg.ClientConfig): Promise<void> => {
  const year = await sealedFor(school, pupilId)
  const client = new pg.Client({ ...config, database: school.database })
  await client.connect()
  try {
    await client.query("set session_replication_role = 'replica'") // it was all written as people write it; here only the rows are wanted
    const writing = { client, schoolId: school.schoolId, pupilId, year }
    for (const write of [writeMessages, seePosts, standOnPhotos]) await write(writing)
    await client.query('analyze')
  } finally {
    await client.end() // or what went wrong is hidden by what stops the database
  }
}

/** How long somebody waits for the first byte of a copy, and for all of it but the photos; in milliseconds, by the clock. */
export const takeACopy = async (
  { installation, schoolId }: School,
  id: string,
): Promise<{ first: number; all: number; bytes: number }> => {
  const who = { schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const since = performance.now()
  const { items } = await archiveOf(installation, who, { id, locale: 'sv' })
  let [first, bytes] = [0, 0]
  for await (const chunk of zipOf(items.filter(({ path }) => !path.startsWith('files/')))) {
    first ||= performance.now() - since
    bytes += chunk.length
  }
  return { first, all: performance.now() - since, bytes }
}
