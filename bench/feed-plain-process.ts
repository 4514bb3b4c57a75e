// What one would write first: the same Fastify and pg, one plain query, the same bytes; no session, no walls, nothing sealed, no facts.
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { connect } from '#kernel/db.ts'
import { embedded } from '#server/db/connection.ts'
import type { Wanted, Word } from './requests-process.ts'

type Row = {
  id: string
  place: string
  at: Date
  version: number
  author_id: string
  author: string
  edited_at: Date | null
  language: string
  body: string
  answers: string
  comments: number
  seen: number
  thanks: number
  glad: number
  mine: string | null
  files: number
}

const wanted: Wanted = JSON.parse(process.argv[2] ?? '{}')
const db = connect(embedded(wanted, wanted.database))
const { rows: rest } = await db.requests.query<{ audiences: { id: string; readers: object }[]; next: string | null }>(
  'select audiences, next from plain.rest',
)
const { audiences = [], next = null } = rest[0] ?? {}
const places = audiences.map(({ id }) => id)
const readers = new Map(audiences.map((place) => [place.id, place.readers]))
const text = 'select * from plain.post where place = any ($1::uuid[]) order by at desc limit 30'

const shown = (row: Row) => ({
  id: row.id,
  version: row.version,
  audiences: [row.place],
  author: { id: row.author_id, display: row.author },
  publishedAt: row.at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  language: row.language,
  text: row.body,
  isCut: false,
  isPinned: false,
  answers: row.answers,
  readers: readers.get(row.place),
  comments: row.comments,
  reactions: { seen: row.seen, thanks: row.thanks, glad: row.glad },
  mine: row.mine,
  files: row.files,
  photos: [],
  withdrawn: null,
})

const app = fastify()
app.get('/s/bench/api/feed', async (_, reply) => {
  const { rows } = await db.requests.query<Row>({ name: 'feed', text, values: [places] })
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify({ posts: rows.map(shown), audiences, next })))
})
await app.listen({ host: '127.0.0.1', port: 0 })
process.on('message', async (word: Word) => {
  if (word === 'stop') {
    await app.close()
    await db.end()
    process.disconnect()
  } else process.send?.(0)
})
process.send?.((app.server.address() as AddressInfo).port)
