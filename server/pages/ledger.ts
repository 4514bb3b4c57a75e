import type { FastifyInstance, FastifyRequest } from 'fastify'
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

type Log = { epoch: number; origin: string; size: number } | undefined
type Finding = (request: FastifyRequest) => Promise<Log>

/** Key, checkpoint and tiles of one log, below a path. */
const mountLog = (app: FastifyInstance, { published }: Pick<Installation, 'published'>, below: string, find: Finding) => {
  app.get(`${below}/checkpoint`, async (request, reply) => {
    const log = await find(request)
    const checkpoint = log && (await newestCheckpoint(published.pool, log.epoch))
    if (!checkpoint) return reply.callNotFound()
    return reply.type(text).header('cache-control', 'no-store').send(checkpoint.note)
  })
  app.get<{ Params: { '*': string } }>(`${below}/tile/*`, async (request, reply) => {
    const tile = tileAt(request.params['*'])
    const log = tile && (await find(request))
    // Only what the head covers: a tile of a longer edge is cut to what was asked.
    const isThere = tile && log && (tile.number * tileWidth + tile.width) * tileWidth ** tile.level <= log.size
    if (!isThere) return reply.callNotFound()
    const hashes = await readTile(published.pool, log.epoch, tile.level, tile.number, tile.width)
    return reply
      .type('application/octet-stream')
      .header('cache-control', week)
      .send(hashes.subarray(0, tile.width * 32))
  })
  app.get(below === '/ledger' ? '/.well-known/preau-ledger.vkey' : `${below}/vkey`, async (request, reply) => {
    const log = await find(request)
    return log ? reply.type(text).send(`${keyText(published.keyOf(log.origin))}\n`) : reply.callNotFound()
  })
}

const numberIn = ({ params }: FastifyRequest) => Number(Object(params)['epoch'])

/**
 * What outsiders need to hold the log against: key, checkpoint, tiles of hashes (C2SP tlog-tiles). Leaves are given to those whom they are
 * about. Logs that a restore has ended stay where their proofs can find them: below their number.
 */
export const mountLedger = (app: FastifyInstance, { published }: Pick<Installation, 'published'>): void => {
  mountLog(app, { published }, '/ledger', published.newest)
  mountLog(app, { published }, '/ledger/:epoch(^[1-9]\\d{0,3}$)', (request) => published.log(numberIn(request)))
  app.get('/ledger/verifier.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('x-preau-sha256', verifierHash()).send(verifierScript()),
  )
}
