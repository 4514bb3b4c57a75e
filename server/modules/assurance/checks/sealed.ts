import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { uuidv7 } from '#kernel/ids.ts'
import { personalTables, sealedIn } from '#kernel/personal-data.ts'
import { personTable } from '#modules/people/index.ts'
import { gates, groundOf } from '#modules/privacy/index.ts'
import { AES_256_GCM, kindNumber, leavesNamed, ownersOf } from '#vault/layout.ts'
import { type OwnerKind, person, unpacked } from '#vault/owners.ts'
import { liveWeeks } from '#vault/ring.queries.ts'
import { sealedSample, sealedWithOwners } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { storedObjects } from '../trying.queries.ts'

const DAY = 86_400_000

const https = whole('probe', async ({ line }) => {
  const found = await line()
  const tls = Number(/^TLSv(\d+(?:\.\d+)?)$/.exec(found?.protocol ?? '')?.[1] ?? 0)
  return rightIf(tls >= 1.2, { isEncrypted: found !== undefined, tls })
})

const certificate = whole('probe', async ({ line }) => {
  const found = await line()
  const facts = { daysLeft: found?.daysLeft ?? -1, isTrusted: found?.isTrusted ?? false }
  return rightIf(facts.isTrusted && facts.daysLeft >= 14, facts)
})

const hops = whole('probe', async ({ around: { database, mail, store } }) =>
  noneOf({ database: database === 'open', mail: mail === 'plain', store: store === 'plain' }, 'database', 'mail', 'store'),
)

const SAMPLE = 20
/** A sample of every sealed column of the map: whether it has the shape that only sealing gives, and by which method. */
const sampled = ({ look, installation: { dataMap } }: Ground, isWanted: (table: string) => boolean = () => true) =>
  look(async ({ tx }) => {
    const facts = { columns: 0, rows: 0, unsealed: 0, otherwise: 0 }
    for (const table of personalTables(dataMap)) {
      const column = sealedIn(table)
      if (!column || !isWanted(table.table)) continue
      const blobs = await sealedSample(tx, table.table, column.name, SAMPLE)
      facts.columns++
      facts.rows += blobs.length
      facts.unsealed += blobs.filter((blob) => ownersOf(blob) === undefined).length
      facts.otherwise += blobs.filter((blob) => blob[1] !== AES_256_GCM).length
    }
    return facts
  })

type Sample = Awaited<ReturnType<typeof sealedWithOwners>>[number]
const isSealedFor = ({ blob, owners: ids }: Sample, columns: readonly { kind: OwnerKind }[], hasEpoch: boolean): boolean => {
  const named = ownersOf(blob)
  if (!named) return false
  const found = [...leavesNamed(named)].map(({ kind, id }) => ({ kind, id: unpacked(id) }))
  const isEpoch = ({ kind }: { kind: number }) => kind === kindNumber('epoch')
  const wanted = columns.flatMap(({ kind }, nth) => {
    const id = ids[nth]
    return id ? [{ kind: kindNumber(kind), id }] : []
  })
  const isThere = wanted.every((one) => found.some(({ kind, id }) => kind === one.kind && id === one.id))
  const others = found.filter((one) => !isEpoch(one) && !wanted.some(({ kind, id }) => kind === one.kind && id === one.id))
  return isThere && others.length === 0 && found.some(isEpoch) === hasEpoch
}

const sealedColumns = whole('query', async (ground) => noneOf(await sampled(ground), 'unsealed'))
/** The keys that a sealed row names, against those that its columns say. */
const owners = whole('query', async ({ look, installation: { dataMap } }) =>
  noneOf(
    await look(async ({ tx }) => {
      const facts = { columns: 0, rows: 0, otherwise: 0 }
      for (const table of personalTables(dataMap)) {
        const sealed = sealedIn(table)
        if (!sealed) continue
        const columns = sealed.column.owners.flatMap((one) => ('column' in one ? [one] : []))
        const rows = await sealedWithOwners(
          tx,
          table.table,
          sealed.name,
          columns.map(({ column }) => column),
          SAMPLE,
        )
        const hasEpoch = sealed.column.owners.some(({ kind }) => kind === 'epoch')
        facts.columns++
        facts.rows += rows.length
        facts.otherwise += rows.filter((row) => !isSealedFor(row, columns, hasEpoch)).length
      }
      return facts
    }),
    'otherwise',
  ),
)
const algorithms = whole('query', async (ground) => noneOf(await sampled(ground), 'otherwise', 'unsealed'))
const sealedWords = whole('query', async (ground) =>
  noneOf(await sampled(ground, (table) => /^public\.(conversation|message)/.test(table)), 'unsealed'),
)

/** Seals something, looks whether it can be read as it stands, opens it, and tries to open it after one byte was changed. */
const sealedObject = perSchool('test', async ({ look, installation: { vault } }, { schoolId }) => {
  const mark = `canary${randomBytes(8).toString('hex')}`
  const content = { names: { display: mark, sort: mark, order: 'given_first' as const }, username: mark }
  const facts = await look(async ({ tx }) => {
    const id = uuidv7()
    const [sealed = Buffer.alloc(0)] = await vault.seal(tx, schoolId, personTable.table, [{ id, owners: person(id), content }])
    const opened = await vault.open(tx, schoolId, personTable, [{ id, sealed }])
    const damaged = Buffer.from(sealed)
    damaged[damaged.length - 20] = (damaged[damaged.length - 20] ?? 0) ^ 1
    const isDamageSeen = await vault.open(tx, schoolId, personTable, [{ id, sealed: damaged }]).then(
      () => false,
      () => true,
    )
    return { isReadable: sealed.includes(mark), opens: opened[0]?.username === mark, isDamageSeen }
  }, schoolId)
  return rightIf(!facts.isReadable && facts.opens && facts.isDamageSeen, facts)
})

const beginnings = [
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.from('\x89PNG', 'latin1'),
  Buffer.from('%PDF'),
  Buffer.from('PK\x03\x04'),
  Buffer.from('GIF8'),
  Buffer.from('RIFF'),
]
const looksLikeFile = (head: Buffer) =>
  beginnings.some((one) => head.subarray(0, one.length).equals(one)) ||
  head.subarray(4, 8).toString('latin1') === 'ftyp' ||
  /^[\x20-\x7e\s]{16,}$/.test(head.toString('latin1'))

const sealedFiles = perSchool('query', async ({ look, installation: { files } }, { schoolId }) => {
  const names = await look(({ tx }) => storedObjects(tx, SAMPLE), schoolId)
  let readable = 0
  for (const name of names) {
    const parts: Uint8Array[] = []
    for await (const part of await files.read(name, 0, 63)) parts.push(part)
    if (looksLikeFile(Buffer.concat(parts))) readable++
  }
  return noneOf({ files: names.length, readable }, 'readable')
})

const noFreeText = whole('query', async ({ installation }) => {
  const { map, catalogue } = await groundOf(installation)
  const gate = gates.find(({ name }) => name === 'what can hold free text is sealed')
  if (!gate) throw new Error('the gate of free text has another name')
  return noneOf({ tables: personalTables(map).length, open: gate.problems(map, catalogue).length }, 'open')
})

const keySizes = whole('query', async ({ line, now, installation: { custody } }) => {
  const [newest] = await custody.transact(liveWeeks)
  const days = newest ? Math.floor((now.getTime() - newest.made.getTime()) / DAY) : -1
  const isCertificateStrong = await line().then((found) => found?.isStrong === true)
  const facts = { ringDays: days, isCertificateStrong }
  return rightIf(days >= 0 && days <= 8 && facts.isCertificateStrong, facts)
})

const isWithin = (inner: string, outer: string) => !path.relative(outer, inner).startsWith('..')

/** The keys lie beside the data, never inside, and nobody else of the machine may look. */
const root = whole('probe', async ({ around: { data, keys } }) => {
  const isInside = isWithin(path.resolve(keys), path.resolve(data))
  const file = path.join(keys, 'root.key')
  const isOpen = fs.existsSync(file) && (fs.statSync(file).mode & 0o077) !== 0
  return noneOf({ isInside, isOpen, isToken: !fs.existsSync(file) }, 'isInside', 'isOpen')
})

export const sealedChecks = {
  'C-09.https': https,
  'C-09.certificate': certificate,
  'C-09.hops': hops,
  'C-10.sealed_object': sealedObject,
  'C-10.sealed_files': sealedFiles,
  'C-11.sealed_columns': sealedColumns,
  'C-11.owners': owners,
  'C-11.no_free_text': noFreeText,
  'C-12.algorithms': algorithms,
  'C-12.key_sizes': keySizes,
  'C-12.root': root,
  'P-01.sealed_words': sealedWords,
} as const satisfies Record<string, Check>
