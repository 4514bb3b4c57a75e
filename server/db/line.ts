// A connection that only listens. Losing it is nothing special: whoever opened it hears of it and opens another.
import pg from 'pg'
import type { Connection, Role } from './connection.ts'

export type Listened = {
  connection: Connection
  role: Role
  /** As PostgreSQL's own list of connections shows it. */
  name: string
  channel: string
  /** How long connecting and each question may take, in milliseconds. */
  patience: number
  heard: (payload: string | undefined) => void
  lost: (line: pg.Client) => void
}

/** Ends a connection that is already lost, or that nobody needs: how it ends is nobody's concern any more. */
export const hangUp = async (line: pg.Client | undefined) => {
  await line?.end().catch(() => undefined)
}

/** Opens a connection that listens to a channel. What was said before it stood is not heard. */
export const openLine = async ({ connection, role, name, channel, patience, heard, lost }: Listened): Promise<pg.Client> => {
  const config = { ...connection.config(role), application_name: name, keepAlive: true }
  const line = new pg.Client({ ...config, connectionTimeoutMillis: patience, query_timeout: patience })
  line.on('error', () => lost(line)).on('end', () => lost(line))
  line.on('notification', ({ payload }) => heard(payload))
  try {
    await line.connect()
    await line.query(`listen ${channel}`)
  } catch (error) {
    void hangUp(line)
    throw error
  }
  return line
}
