import pg from 'pg'

type Field = { name: string; dataTypeID: number }
/** The inside of a connection and of a query of `pg`, as far as it is spoken to here. */
type Wire = {
  stream: { cork(): void; uncork(): void }
  sync(): void
  submittedNamedStatements: Record<string, string>
}
type Inside = {
  name?: string
  text: string
  queryMode?: string
  submit(wire: Wire): Error | null
  handleRowDescription(message: { fields: Field[] }): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
  handleReadyForQuery(wire: Wire): void
  handleError(error: Error, wire: Wire): void
}
/** `fields`: what its rows look like, where that is known and not sent again; else `keep` remembers it. */
type Sent = { query: Inside; fields: Field[] | undefined; isTold: boolean; keep: (fields: Field[]) => void }

const inside = (query: pg.Query) => query as unknown as Inside

/** What PostgreSQL says of every statement after one that failed. */
const passedOver = () =>
  Object.assign(new Error('current transaction is aborted, commands ignored until end of transaction block'), { code: '25P02' })

/** With these PostgreSQL hangs up: shut down or terminated, too long in a transaction, out of step. */
const hangsUp = /^(?:57P0|25P0[34]|08)/
/** A refusal of one statement; whatever else ends it ends the connection, and each of the others for the same reason. */
const isRefusal = (error: Error & { code?: string }) => 'severity' in error && !hangsUp.test(error.code ?? '')

/**
 * What is known of one connection. What the rows of a prepared statement look like does not change while it lasts: it is told once.
 * `open` writes a statement without an end, `brief` without asking what its rows look like either.
 */
type Known = { descriptions: Map<string, Field[]>; open: Wire; brief: Wire }
const connections = new WeakMap<object, Known>()
const knownOn = (wire: Wire): Known => {
  const before = connections.get(wire)
  if (before) return before
  const open: Wire = Object.assign(Object.create(wire), { sync: () => undefined })
  const brief: Wire = Object.assign(Object.create(open), { describe: () => undefined })
  const known = { descriptions: new Map<string, Field[]>(), open, brief }
  connections.set(wire, known)
  return known
}

/** Writes one statement, without an end to what leaves together; undefined where it could not be written, and says so itself. */
const write = (wire: Wire, query: Inside): Sent | undefined => {
  const { name } = query
  const { descriptions, open, brief } = knownOn(wire)
  const fields = name === undefined ? undefined : descriptions.get(name)
  const { handleError } = query
  let isWritten = true
  query.handleError = (error, on) => {
    isWritten = false
    handleError.call(query, error, on)
  }
  query.queryMode = 'extended' // a simple one would be an end by itself
  const error = query.submit(fields ? brief : open)
  if (error) query.handleError(error, wire)
  query.handleError = handleError
  const keep = (told: Field[]) => void (name !== undefined && descriptions.set(name, told))
  return isWritten ? { query, fields, isTold: false, keep } : undefined
}

/**
 * Statements that leave together and are answered together: PostgreSQL neither waits nor sends between them, and neither side is woken for
 * each. Every statement gets its own answer; after one that fails the others fail, as in any transaction that is aborted.
 */
export const together = (queries: readonly pg.Query[]): pg.Query => {
  let sent: Sent[] = queries.map((query) => ({ query: inside(query), fields: undefined, isTold: false, keep: () => undefined }))
  /** The first that waits, which knows by now what its rows look like. */
  const answered = () => {
    const [first] = sent
    if (first?.fields && !first.isTold) first.query.handleRowDescription({ fields: first.fields })
    if (first) first.isTold = true
    return first?.query
  }
  const whole: Partial<Inside> = {
    submit: (wire) => {
      wire.stream.cork()
      sent = queries.flatMap((query) => write(wire, inside(query)) ?? [])
      wire.sync()
      wire.stream.uncork()
      return null
    },
    handleRowDescription: (message) => {
      const [first] = sent
      if (!first) return
      first.isTold = true
      first.keep(message.fields)
      first.query.handleRowDescription(message)
    },
    handleDataRow: (message) => answered()?.handleDataRow(message),
    handleCommandComplete: (message, wire) => {
      const query = answered()
      query?.handleCommandComplete(message, wire)
      sent.shift()
      query?.handleReadyForQuery(wire)
    },
    handleError: (error, wire) => {
      const [first, ...others] = sent
      sent = []
      first?.query.handleError(error, wire)
      for (const { query } of others) {
        if (query.name !== undefined) delete wire.submittedNamedStatements[query.name] // it was never read
        query.handleError(isRefusal(error) ? passedOver() : error, wire)
      }
    },
    handleReadyForQuery: () => undefined,
  }
  const query = Object.assign(new pg.Query('', []), whole)
  // Whose turn it is, is what `pg` takes for prepared.
  return Object.defineProperties(query, {
    name: { get: () => sent[0]?.query.name },
    text: { get: () => sent[0]?.query.text },
  })
}
