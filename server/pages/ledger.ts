import type { FastifyInstance } from 'fastify'
import type { Installation } from '#kernel/installation.ts'
import { readTile } from '#ledger/log.queries.ts'
import { keyText } from '#ledger/notes.ts'
import { verifierHash, verifierScript } from '#ledger/offline/parent-file.ts'
import { newestCheckpoint } from '#ledger/proof-file.ts'
import { tilePath, tileWidth } from '#ledger/tiles.ts'

const text = 'text/plain; charset=utf-8'
const week = 'public, max-age=604800, immutable'

/** The tile that a path asks for; only the one way of writing a path that C2SP knows is a path. */
export const tileAt = (path: string): { level: number; number: number; width: number } | undefined => {
  const [, level = '', digits = '', width = '256'] = /^([0-7])\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? []
  const number = Number(digits.replaceAll(/[x/]/g, ''))
  const asked = { level: Number(level), number, width: Number(width) }
  const isTile = level !== '' && Number.isSafeInteger(number) && asked.width > 0 && asked.width <= tileWidth
  return isTile && tilePath(asked.level, number, asked.width) === `tile/${path}` ? asked : undefined
}

/** What outsiders need to hold the log against: key, checkpoint, tiles of hashes (C2SP tlog-tiles). Leaves are given to those whom they are about. */
export const mountLedger = (app: FastifyInstance, { published }: Pick<Installation, 'published'>): void => {
  app.get('/.well-known/preau-ledger.vkey', async (_request, reply) => {
    const newest = await published.newest()
    if (!newest) return reply.callNotFound()
    return reply.type(text).send(`${keyText(published.keyOf(newest.origin))}\n`)
  })
  app.get('/ledger/checkpoint', async (_request, reply) => {
    const newest = await published.newest()
    const checkpoint = newest && (await newestCheckpoint(published.pool, newest.epoch))
    if (!checkpoint) return reply.callNotFound()
    return reply.type(text).header('cache-control', 'no-store').send(checkpoint.note)
  })
  app.get<{ Params: { '*': string } }>('/ledger/tile/*', async ({ params }, reply) => {
    const tile = tileAt(params['*'])
    const newest = tile && (await published.newest())
    // Only what the head covers: a tile of a longer edge is cut to what was asked.
    const isThere = tile && newest && (tile.number * tileWidth + tile.width) * tileWidth ** tile.level <= newest.size
    if (!isThere) return reply.callNotFound()
    const hashes = await readTile(published.pool, newest.epoch, tile.level, tile.number, tile.width)
    return reply
      .type('application/octet-stream')
      .header('cache-control', week)
      .send(hashes.subarray(0, tile.width * 32))
  })
  app.get('/ledger/verifier.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('x-preau-sha256', verifierHash()).send(verifierScript()),
  )
}
