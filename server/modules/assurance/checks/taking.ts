import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { foreseen } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { openCopy, partsOf, whoseIs } from '#modules/bringing/index.ts'
import { addPerson } from '#modules/people/index.ts'
import { contentsOf, groundOf, schoolItems, shownTables, signManifest, walk, whomOf } from '#modules/privacy/index.ts'
import { type Check, perSchool, rightIf } from '../checking.ts'
import { invented } from '../inventing.ts'

const zipOf = (files: Readonly<Record<string, string>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path)
  zip.end()
  return buffer(zip.outputStream)
}

/** Somebody invented takes their copy along; another Préau reads all of it, by the signature alone, and refuses it once one word is another. */
export const roundTripWith = (open: typeof openCopy) =>
  perSchool('test', async ({ look, installation, now }, { schoolId, name }) => {
    const ground = await groundOf(installation)
    const someone = invented('guardian')
    const tables = await look(async (hands) => {
      const { id } = await addPerson(hands, { schoolId, ...someone })
      const whom = await whomOf(hands.tx, schoolId, id, false)
      const held = await walk(hands.tx, ground, whom)
      return shownTables(held, await contentsOf(hands.tx, hands.vault, schoolId, held), whom, true)
    }, schoolId)
    const made = { exportId: uuidv7(), madeAt: now.toISOString() }
    const said = JSON.stringify({ format: 'preau-export/1', ...made, school: name, tables, files: [] })
    const sum = { path: 'export.json', size: said.length, sha256: createHash('sha256').update(said).digest('hex') }
    const { manifest, note } = signManifest(installation, made, [sum])
    const copyOf = (text: string) => zipOf({ 'export.json': text, 'manifest.json': manifest, 'manifest.note': note })
    const copy = await open(installation, await copyOf(said))
    const altered = await copyOf(said.replace(someone.mark, 'somebody'))
    const isAlteredRefused = await open(installation, altered).then(
      () => false,
      (error: unknown) => foreseen(error)?.code === 'copy.altered',
    )
    const brought = partsOf(copy)
    const isWhole = JSON.stringify(brought) === JSON.stringify(tables.map(({ table, rows }) => ({ name: table, rows })))
    const facts = { tables: brought.length, isWhole, isKnown: whoseIs(copy)?.display === someone.mark, isAlteredRefused }
    return rightIf(isWhole && facts.isKnown && facts.tables > 0 && isAlteredRefused, facts)
  })

/** What comes first of a stream; the rest is left alone. */
const firstOf = async (parts: AsyncIterable<Buffer>): Promise<string> => {
  for await (const part of parts) return part.toString()
  return ''
}

/** Every table about people goes into the school's full copy, and the people in it can be read there without this installation. */
const schoolExport = perSchool('test', async ({ installation, now }, { schoolId }) => {
  const made = { exportId: uuidv7(), madeAt: now.toISOString() }
  const items = await schoolItems(installation, schoolId, made, [], async () => undefined)
  const there = new Set(items.map(({ path }) => path))
  const wanted = personalTables(installation.dataMap).filter(({ table, room }) => /^public\./.test(table) && room === undefined)
  const missing = wanted.filter(({ table }) => !there.has(`tables/${table}.ndjson`)).length
  const people = items.find(({ path }) => path === 'tables/public.person.ndjson')
  const rows = people ? (await firstOf(people.bytes())).split('\n').filter((line) => line !== '') : []
  const unread = rows.filter((row) => !row.includes('"sealed":{"names":')).length
  const isSigned = there.has('manifest.note')
  const facts = { tables: wanted.length, missing, people: rows.length, unread, isSigned }
  return rightIf(missing === 0 && rows.length > 0 && unread === 0 && isSigned, facts)
})

export const takingChecks = {
  'C-36.school_export': schoolExport,
  'C-40.round_trip': roundTripWith(openCopy),
} as const satisfies Record<string, Check>
