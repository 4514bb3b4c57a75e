import { bringCopy, listCopies, previewCopy } from '#contract/bringing.ts'
import type { FileType } from '#contract/files.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as, type Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { askerIn, tableName } from '#modules/privacy/index.ts'
import { fileKey, writeFile } from '#vault/files.ts'
import { file as fileOwner, snapshot } from '#vault/owners.ts'
import { newObjectName } from '#vault/stores.ts'
import type { Vault } from '#vault/vault.ts'
import { admit } from './admitting.ts'
import * as queries from './bringing.queries.ts'
import { type Copy, openCopy } from './opening.ts'
import { firstPlaces, partsOf, whoseIs } from './parts.ts'
import { broughtFileTable, copyTable, partTable } from './sealed.ts'

type Sent = Preparing<{ id: string }, { package: unknown }>

const copyIn = ({ installation, body }: Sent): Promise<Copy> => {
  const { package: sent } = body
  const isBytes = typeof sent === 'object' && sent !== null && 'bytes' in sent && sent.bytes instanceof Uint8Array
  return isBytes ? openCopy(installation, Buffer.from(sent.bytes as Uint8Array)) : refuse('malformed')
}

const opened = async (sent: Sent) => {
  await admit(sent, 'copy.preview')
  return { copy: await copyIn(sent), map: sent.installation.dataMap }
}

export const preview = preparedAction(previewCopy, opened, async ({ tx, actor, params, query, ready: { copy, map }, emit }) => {
  const { t } = await askerIn(tx, query.locale)
  const declared = new Map(personalTables(map).map((table) => [table.table, table]))
  const { school, signedBy, isOurs, madeAt, exportId, files } = copy
  emit('copy.previewed', { files: files.length }, { subject: params.id })
  return {
    ...{ school, signedBy, isOurs, madeAt, files: files.length, about: whoseIs(copy) },
    parts: partsOf(copy).map(({ name, rows }) => {
      const table = declared.get(name)
      return { name: table ? tableName(t, table) : name, rows: rows.length }
    }),
    isKnown: await queries.isKnown(tx, actor.schoolId!, params.id, exportId),
  }
})

type Kept = { id: string; object: string; size: number; type: FileType; name: string; path: string }

/** The files of a copy go into the store before the transaction: whoever may not bring it sends in vain. */
const kept = async (sent: Sent): Promise<{ copy: Copy; files: Kept[] }> => {
  const { installation, actor, params } = sent
  const { db, vault, files: store } = installation
  const schoolId = actor.schoolId ?? refuse('not_found')
  await admit(sent, 'copy.bring')
  const copy = await copyIn(sent)
  if (await as(db, actor, (tx) => queries.isKnown(tx, schoolId, params.id, copy.exportId))) return refuse('copy.known')
  const [places, files]: [Map<string, string>, Kept[]] = [firstPlaces(copy), []]
  for (const { path, type } of copy.files) {
    const bytes = await copy.bytesOf(path)
    if (!bytes) continue // it could not be read when the copy was made, and the manifest says so
    const [id, object] = [uuidv7(), newObjectName()]
    const key = await as(db, actor, (tx) => fileKey(vault, tx, schoolId, id))
    const { size } = await writeFile(
      store,
      key,
      object,
      (async function* () {
        yield bytes
      })(),
    )
    files.push({ ...{ id, object, size, type }, name: path.replace(/^files\/[0-9a-f]{12}-/, ''), path: places.get(path) ?? path })
  }
  return { copy, files }
}

type Whose = { schoolId: string; copyId: string; personId: string; by: string }

const keepParts = async (tx: Tx, vault: Vault, whose: Whose, copy: Copy): Promise<void> => {
  const parts = partsOf(copy).map((content) => ({ id: uuidv7(), owners: snapshot(whose.copyId), content }))
  const sealed = await vault.seal(tx, whose.schoolId, partTable.table, parts)
  for (const [nth, { id }] of parts.entries()) await queries.insertPart(tx, { ...whose, id, sealed: sealed[nth]! })
}

const keepFiles = async (tx: Tx, vault: Vault, whose: Whose, files: readonly Kept[]) => {
  const contents = files.map(({ id, name, path }) => ({ id, owners: fileOwner(id), content: { name, path } }))
  const sealed = await vault.seal(tx, whose.schoolId, broughtFileTable.table, contents)
  for (const [nth, { id, object, size, type }] of files.entries())
    await queries.insertFile(tx, { ...whose, id, object, size, type, sealed: sealed[nth]! })
}

export const bring = preparedAction(bringCopy, kept, async ({ tx, actor, vault, params, now, ready: { copy, files }, emit }) => {
  const [schoolId, by, copyId, personId] = [actor.schoolId!, actor.personId ?? nobody, uuidv7(), params.id]
  const { school, signedBy, isOurs, exportId } = copy
  const row = { id: copyId, owners: snapshot(copyId), content: { school, signedBy } }
  const [sealed] = await vault.seal(tx, schoolId, copyTable.table, [row])
  const counts = { parts: partsOf(copy).length, files: files.length }
  const made = { broughtAt: now, madeAt: new Date(copy.madeAt), isOurs, exportId, sealed: sealed! }
  if (!(await queries.insertCopy(tx, { schoolId, id: copyId, personId, by, ...made, ...counts }))) refuse('copy.known')
  await keepParts(tx, vault, { schoolId, copyId, personId, by }, copy)
  await keepFiles(tx, vault, { schoolId, copyId, personId, by }, files)
  emit('copy.brought', { copyId, ...counts }, { subject: personId })
  return { id: copyId, ...counts }
})

export const list = action(listCopies, async ({ tx, actor, vault, params }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.copiesOf(tx, schoolId, params.id)
  const said = await vault.openSurviving(tx, schoolId, copyTable, rows)
  const copies = rows.map(({ id, isOurs, parts, files, madeAt, broughtAt }, nth) => ({
    ...{ id, isOurs, parts, files, school: said[nth]?.school ?? '', signedBy: said[nth]?.signedBy ?? '' },
    ...{ madeAt: madeAt.toISOString(), broughtAt: broughtAt.toISOString() },
  }))
  return { copies }
})
