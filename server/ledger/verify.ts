import type pg from 'pg'
import type { BundleFolder } from './bundles.ts'
import { timeOf } from './bytes.ts'
import { type Edited, edits } from './differences.ts'
import type { Finding, LogReport, Report } from './findings.ts'
import { readCheckpoint, readNote, signedAt, type VerifierKey } from './notes.ts'
import { hashOfFact } from './stored-leaf.ts'
import { append, type Edge, edgeRoot, type Tile, tileWidth } from './tiles.ts'
import * as stored from './verify.queries.ts'
import { checkBundles, overPruned, tileHashes } from './verify-archive.ts'

/** What the database is held against. */
export type Verifying = {
  /** The log's key, by the log's name. */
  keyOf: (origin: string) => VerifierKey
  witnesses: readonly VerifierKey[]
  /** How many entries the logged erasures say that they unlinked. */
  unlinked: number
  /** How far the log of a number says that it is pruned. */
  prunedTo?: (epoch: number) => number
  bundles?: BundleFolder
  /** Whether the readable (or, for the stub, the legal) span of a fact of this class and time had ended. */
  hasEnded: (part: 'detail' | 'stub', fact: { schoolId: string; class: number; at: Date }) => boolean
}

type State = {
  log: stored.StoredLog
  edge: Edge
  roots: Map<number, Buffer>
  findings: Finding[]
  tagged: number
  unlinked: number
  tiles: number
  unfinished: Tile[]
}

const nameFacts = (state: State, first: number, facts: readonly stored.StoredFact[], found: readonly Edited[]) => {
  for (const { how, left, right } of found)
    state.findings.push({
      what: `fact.${how}`,
      epoch: state.log.epoch,
      index: first + right,
      ...(how !== 'missing' && { factId: facts[left]!.id }),
    })
}

/** Compares the leaves made from the facts with those in the tiles; where they differ, the root says which of the two was altered. */
const checkLeaves = async (
  client: pg.ClientBase,
  state: State,
  batch: stored.StoredBatch,
  facts: readonly stored.StoredFact[],
): Promise<Tile[]> => {
  const { epoch } = state.log
  const made = facts.map(hashOfFact)
  const kept = await tileHashes(client, epoch, batch.first, batch.leaves)
  const fromFacts = append(state.edge, Buffer.concat(made))
  const isSame = made.length === kept.length && made.every((hash, nth) => hash.equals(kept[nth]!))
  const areFactsRight = edgeRoot(fromFacts.edge).equals(batch.root)
  if (!areFactsRight && isSame) state.findings.push({ what: 'batch.broken', epoch, where: `root of batch ${batch.first}` })
  if (!areFactsRight && !isSame) nameFacts(state, batch.first, facts, edits(made, kept))
  const isWhole = kept.every((hash) => hash.length === 32)
  const { edge, tiles } = areFactsRight || isSame || !isWhole ? fromFacts : append(state.edge, Buffer.concat(kept))
  if (!areFactsRight && !isSame && !edgeRoot(edge).equals(batch.root))
    state.findings.push({ what: 'batch.broken', epoch, where: `root of batch ${batch.first}` })
  state.edge = edge
  return tiles
}

const checkTiles = async (client: pg.ClientBase, state: State, tiles: readonly Tile[]) => {
  const { epoch } = state.log
  for (const [level, some] of Map.groupBy(tiles, (tile) => tile.level)) {
    const numbers = some.map(({ number }) => number)
    const kept = await stored.storedTiles(client, epoch, level, Math.min(...numbers), Math.max(...numbers))
    for (const { number, hashes } of some) {
      const there = kept.get(number)
      if (!there?.equals(hashes))
        state.findings.push({ what: there ? 'tile.altered' : 'tile.missing', epoch, where: `${level}/${number}` })
    }
  }
  state.tiles += tiles.length
}

const checkIndex = async (
  client: pg.ClientBase,
  state: State,
  batch: stored.StoredBatch,
  facts: readonly stored.StoredFact[],
) => {
  const tagged = facts.flatMap(({ tag, id }, nth) => (tag ? [{ tag, id, index: batch.first + nth }] : []))
  state.tagged += tagged.length
  state.unlinked += facts.filter(({ tag, subject_kind, stub_hash }) => !tag && subject_kind !== 0 && !stub_hash).length
  const missing = await stored.hidden(
    client,
    state.log.epoch,
    tagged.map(({ tag }) => tag),
    tagged.map(({ index }) => index),
    tagged.map(({ id }) => id),
  )
  for (const index of missing)
    state.findings.push({ what: 'index.hidden', epoch: state.log.epoch, index, factId: facts[index - batch.first]!.id })
}

const checkCuts = (state: State, first: number, facts: readonly stored.StoredFact[], { hasEnded }: Verifying) => {
  for (const [nth, fact] of facts.entries()) {
    const of = { schoolId: fact.school_id, class: fact.class, at: new Date(timeOf(fact.id)) }
    const isEarly = (fact.detail_hash && !hasEnded('detail', of)) || (fact.stub_hash && !hasEnded('stub', of))
    if (isEarly) state.findings.push({ what: 'fact.cut_early', epoch: state.log.epoch, index: first + nth, factId: fact.id })
  }
}

const passPruned = async (client: pg.ClientBase, state: State, batch: stored.StoredBatch): Promise<Tile[]> => {
  const { edge, tiles, findings } = await overPruned(client, state.log, state.edge, batch)
  state.edge = edge
  state.findings.push(...findings)
  return tiles
}

const checkBatch = async (
  client: pg.ClientBase,
  state: State,
  batch: stored.StoredBatch,
  verifying: Verifying,
): Promise<Tile[]> => {
  const facts = await stored.factsOf(client, state.log, batch)
  const tiles = await checkLeaves(client, state, batch, facts)
  await checkIndex(client, state, batch, facts)
  checkCuts(state, batch.first, facts, verifying)
  return tiles
}

const checkArchive = async (client: pg.ClientBase, { log, findings }: State, { prunedTo, bundles }: Verifying) => {
  const said = prunedTo?.(log.epoch) ?? 0
  if (log.minimum > said)
    findings.push({ what: 'fact.missing', epoch: log.epoch, where: `entries ${said} to ${log.minimum - 1}` })
  if (bundles) findings.push(...(await checkBundles(client, log, bundles)))
}

const checkBatches = async (client: pg.ClientBase, state: State, verifying: Verifying) => {
  const { log, findings } = state
  let [xid, eid] = ['0', '0']
  for (const batch of await stored.batches(client, log.epoch)) {
    const follows = batch.first === state.edge.size && batch.fromXid === xid && batch.fromEid === eid
    if (!follows) findings.push({ what: 'batch.broken', epoch: log.epoch, where: `start of batch ${batch.first}` })
    const isPruned = batch.first + batch.leaves <= log.minimum
    const tiles = isPruned ? await passPruned(client, state, batch) : await checkBatch(client, state, batch, verifying)
    await checkTiles(
      client,
      state,
      tiles.filter(({ hashes }) => hashes.length === tileWidth * 32),
    )
    state.roots.set(state.edge.size, edgeRoot(state.edge))
    xid = batch.toXid
    eid = batch.toEid
  }
  if (log.size !== state.edge.size || log.xid !== xid || log.eid !== eid) findings.push({ what: 'head.broken', epoch: log.epoch })
  const edge = state.edge.levels.flatMap((hashes, level) =>
    hashes.length ? [{ level, number: Math.floor(state.edge.size / tileWidth ** (level + 1)), hashes }] : [],
  )
  await checkTiles(client, state, edge)
  if (state.tiles < (await stored.tileCount(client, log.epoch))) findings.push({ what: 'tile.invented', epoch: log.epoch })
  if (state.tagged < (await stored.indexed(client, log.epoch))) findings.push({ what: 'index.invented', epoch: log.epoch })
  for (const factId of await stored.strays(client, log)) findings.push({ what: 'fact.stray', epoch: log.epoch, factId })
}

const checkCheckpoints = async (client: pg.ClientBase, state: State, { keyOf, witnesses }: Verifying) => {
  const { epoch, origin } = state.log
  const all = await stored.checkpoints(client, epoch)
  for (const { size, note: bytes, witnessed } of all) {
    const where = `checkpoint ${size}`
    for (const text of witnessed ? [bytes, witnessed] : [bytes]) {
      try {
        const note = readNote(text.toString())
        const checkpoint = readCheckpoint(note.text)
        if (checkpoint.origin !== origin || signedAt(note, keyOf(origin)) !== 0)
          state.findings.push({ what: 'checkpoint.forged', epoch, where })
        else if (checkpoint.size !== size || !state.roots.get(size)?.equals(checkpoint.root))
          state.findings.push({ what: 'checkpoint.contradicted', epoch, where })
        const known = note.signatures.flatMap((signature) =>
          witnesses.filter(({ name, id }) => name === signature.name && id.equals(signature.id)),
        )
        if (known.some((witness) => signedAt(note, witness) === undefined))
          state.findings.push({ what: 'cosignature.forged', epoch, where })
        if (text === witnessed && note.signatures.length < 2) state.findings.push({ what: 'cosignature.forged', epoch, where })
      } catch {
        state.findings.push({ what: 'checkpoint.forged', epoch, where })
      }
    }
  }
  return all
}

const verifyLog = async (
  client: pg.ClientBase,
  log: stored.StoredLog,
  verifying: Verifying,
): Promise<{ report: LogReport; state: State }> => {
  const state: State = {
    log,
    edge: { size: 0, levels: [] },
    roots: new Map(),
    findings: [],
    tagged: 0,
    unlinked: 0,
    tiles: 0,
    unfinished: [],
  }
  await checkBatches(client, state, verifying)
  await checkArchive(client, state, verifying)
  const signed = await checkCheckpoints(client, state, verifying)
  const { epoch, origin } = log
  const report = {
    epoch,
    origin,
    size: state.edge.size,
    pruned: log.minimum,
    root: edgeRoot(state.edge).toString('hex'),
    signedAt: signed.at(-1)?.signed_at ?? null,
    witnessedAt: signed.findLast(({ witnessed_at }) => witnessed_at)?.witnessed_at ?? null,
    waiting: log.beforeEid === null ? await stored.waiting(client, log) : 0,
  }
  return { report, state }
}

/** Recomputes everything from the rows: leaves, tiles, roots, checkpoints, the index by tag. One view of the database, read only. */
export const verify = async (client: pg.ClientBase, verifying: Verifying): Promise<Report> => {
  await client.query('begin transaction isolation level repeatable read read only')
  try {
    const all: { report: LogReport; state: State }[] = []
    for (const log of await stored.logs(client)) all.push(await verifyLog(client, log, verifying))
    const findings = all.flatMap(({ state }) => state.findings)
    const unlinked = all.reduce((sum, { state }) => sum + state.unlinked, 0)
    if (unlinked > verifying.unlinked)
      findings.push({
        what: 'index.unlinked',
        epoch: all.at(-1)!.report.epoch,
        where: `${unlinked - verifying.unlinked} entries`,
      })
    return { ok: findings.length === 0, logs: all.map(({ report }) => report), findings }
  } finally {
    await client.query('rollback')
  }
}
