import type pg from 'pg'
import { type Edge, edgeTiles, type Tile } from './tiles.ts'

export type Asker = { query: pg.ClientBase['query'] }

/** How far the newest log is; numbers of transactions stay text, for they may be larger than a number can be. */
export type Head = {
  epoch: number
  origin: string
  cluster: string
  size: number
  xid: string
  eid: string
  afterEid: string
  signed: number
}

/** The newest log, and the size of the newest checkpoint that was signed in it. */
export const headOf = async (asker: Asker): Promise<Head> => {
  const { rows } = await asker.query(
    `select l.epoch, l.origin, l.cluster, l.size, l.xid, l.eid, l.after_eid,
       coalesce((select max(c.size) from ledger.checkpoint c where c.epoch = l.epoch), 0) as signed
     from ledger.log l order by l.epoch desc limit 1`,
  )
  const [row] = rows
  if (!row) throw new Error('no log has been opened')
  const { epoch, origin, cluster, xid, eid } = row
  return { epoch, origin, cluster, xid, eid, size: Number(row.size), afterEid: row.after_eid, signed: Number(row.signed) }
}

/** A log by its number: after a logical restore the one before has ended, and is still shown. */
export const logOf = async (asker: Asker, epoch: number): Promise<Pick<Head, 'epoch' | 'origin' | 'size'> | undefined> => {
  const { rows } = await asker.query<{ origin: string; size: string }>('select origin, size from ledger.log where epoch = $1', [
    epoch,
  ])
  return rows[0] && { epoch, origin: rows[0].origin, size: Number(rows[0].size) }
}

/** Reads one tile, at least `width` hashes of it. */
export const readTile = async (asker: Asker, epoch: number, level: number, number: number, width: number): Promise<Buffer> => {
  const { rows } = await asker.query<{ hashes: Buffer }>({
    name: 'ledger tile',
    text: 'select hashes from ledger.tile where epoch = $1 and level = $2 and number = $3',
    values: [epoch, level, number],
  })
  const hashes = rows[0]?.hashes
  if (!hashes || hashes.length < width * 32) throw new Error(`tile ${level}/${number} of log ${epoch} is missing or too short`)
  return hashes
}

/** The unfinished tiles of a log of this size, from which it goes on. */
export const loadEdge = async (asker: Asker, epoch: number, size: number): Promise<Edge> => {
  const levels: Buffer[] = []
  for (const { level, number, width } of edgeTiles(size))
    levels[level] = width ? (await readTile(asker, epoch, level, number, width)).subarray(0, width * 32) : Buffer.alloc(0)
  return { size, levels }
}

/** Stores new tiles and lengthens unfinished ones; a finished tile is never written again. */
export const putTiles = (asker: Asker, epoch: number, tiles: readonly Tile[]) =>
  asker.query(
    `insert into ledger.tile (epoch, level, number, hashes)
     select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[])
     on conflict (epoch, level, number) do update set hashes = excluded.hashes where length(ledger.tile.hashes) < length(excluded.hashes)`,
    [epoch, tiles.map(({ level }) => level), tiles.map(({ number }) => number), tiles.map(({ hashes }) => hashes)],
  )
