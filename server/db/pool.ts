import pg from 'pg'

/**
 * A pool whose lost connections end nothing. Idle or in use, a client that loses its socket says so by an event, and an event that nobody
 * listens to ends the process; the query under way fails by itself, and whoever asks next gets a new client.
 */
export const openPool = (config: pg.PoolConfig): pg.Pool =>
  new pg.Pool(config).on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined))
