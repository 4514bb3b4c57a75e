import { beginUpload, mostBytes, mostOpen, readUpload, sendUpload } from '#contract/files.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { foreseen, refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { authorize } from '#kernel/permissions.ts'
import { fileKey, readFile, survivingFileKey, writeFile } from '#vault/files.ts'
import { file as fileOwner } from '#vault/owners.ts'
import { newObjectName } from '#vault/stores.ts'
import { described } from './describing.ts'
import * as queries from './files.queries.ts'
import * as parts from './parts.queries.ts'
import { abandon, begin, isIncoming, look, type New, refuseFile, typeOf } from './receiving.ts'
import { fileTable } from './sealed.ts'
import { HEAD, mostOf, sniff } from './sniffing.ts'
import { conclude } from './uploading.ts'

const MOST_NAME = 255

export const start = action(beginUpload, async ({ tx, actor, vault, body, now, emit }) => {
  const [schoolId, by, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  if (body.length > mostBytes.video) refuse('too_large', { most: mostBytes.video })
  const open = await parts.openOf(tx, schoolId, by)
  if (open.files >= mostOpen.files || open.bytes + body.length > mostOpen.bytes) refuse('file.too_many_open')
  const content = { name: body.name.slice(-MOST_NAME) }
  const [sealed] = await vault.seal(tx, schoolId, fileTable.table, [{ id, owners: fileOwner(id), content }])
  const row = { schoolId, id, object: newObjectName(), sealed: sealed ?? refuse('internal'), by, now, awaited: body.length }
  await queries.insertFile(tx, row)
  await fileKey(vault, tx, schoolId, id)
  emit('file.begun', { fileId: id })
  return { id, offset: 0 }
})

export const state = action(readUpload, async ({ tx, actor, vault, params }) => {
  const schoolId = actor.schoolId!
  const sending = (await parts.sending(tx, schoolId, params.id, actor.personId)) ?? refuse('not_found')
  const { name, state: at } = await described(tx, vault, schoolId, params.id)
  return { id: sending.id, name, offset: sending.offset, length: sending.awaited, state: at }
})

type Sent = Preparing<{ id: string }, { offset: number; part: unknown }>

/** Whose turn it is: from where the next bytes come, and where they go. */
const turnOf = async ({ installation, actor, params, body, now }: Sent) => {
  const { db, vault, permissions, relations } = installation
  const [schoolId, fileId] = [actor.schoolId ?? refuse('not_found'), params.id]
  return as(db, actor, async (tx) => {
    await authorize(tx, permissions[sendUpload.name] ?? refuse('not_allowed'), relations, params)
    await parts.hold(tx, schoolId, fileId)
    const { awaited, offset, state: at } = (await parts.sending(tx, schoolId, fileId, actor.personId)) ?? refuse('not_found')
    if (at !== 'uploading') refuse('file.arrived')
    if (body.offset !== offset) refuse('file.other_offset', { offset })
    const key = await survivingFileKey(vault, tx, schoolId, fileId)
    const object = newObjectName()
    const isWhole = offset === awaited
    const partId = isWhole ? null : await parts.beginPart(tx, { schoolId, fileId, startAt: offset, object, begunAt: now })
    return { schoolId, id: fileId, key, awaited, offset, object, partId }
  })
}
type Expected = Awaited<ReturnType<typeof turnOf>>

/** What is not taken is refused by its first bytes already, not when all of it has been sent. */
const refuseEarly = async (head: Buffer, { offset, awaited }: Expected) => {
  if (offset > 0 || head.length < Math.min(HEAD, awaited)) return
  const most = mostOf(typeOf(await sniff(head)), mostBytes)
  if (awaited > most) refuseFile('too_large', 'too_large', { most })
}

/** What is refused for what it is goes; what a disk or a store was too small or away for is kept, and can be tried again. */
const giveUp = async ({ installation, actor }: Sent, error: unknown, { schoolId, id }: Pick<Expected, 'schoolId' | 'id'>) => {
  const refusal = foreseen(error)
  if (refusal && refusal.status < 500 && refusal.code !== 'file.other_offset')
    await abandon(installation, actor, { schoolId, id })
}

/** Keeps what comes, as far as it comes; says how far the file has come. */
const take = async (sent: Sent, expected: Expected) => {
  const { installation, actor, body } = sent
  const { schoolId, key, object, partId, offset, awaited } = expected
  if (partId === null) return offset
  const incoming = isIncoming(body.part) ? body.part : refuse('invalid_input')
  try {
    const { head, whole } = await begin(incoming.bytes())
    await refuseEarly(head, expected)
    const { size } = await writeFile(installation.files, key, object, whole, awaited - offset)
    const stood = await as(installation.db, actor, async (tx) => {
      await parts.hold(tx, schoolId, expected.id) // whoever comes back meanwhile either sees this part or has given it up
      if (size > 0) return (await parts.partArrived(tx, schoolId, partId, size)) !== undefined
      await parts.dropPart(tx, schoolId, partId) // the line was lost before anything came
      return true
    })
    if (!stood) refuse('file.other_offset', { offset })
    return offset + size
  } catch (error) {
    await as(installation.db, actor, (tx) => parts.dropPart(tx, schoolId, partId))
    await installation.files.remove(object).catch(() => undefined)
    await giveUp(sent, error, expected)
    throw error
  }
}

/** Puts the parts together as if the file had come in one piece, and looks at it. */
const putTogether = async (sent: Sent, { schoolId, id, key }: Expected) => {
  const { installation, actor } = sent
  const object = newObjectName()
  const pieces = await as(installation.db, actor, async (tx) => {
    if (!(await parts.claim(tx, schoolId, id, object))) refuse('file.arrived')
    return parts.partsOf(tx, schoolId, id)
  })
  async function* whole() {
    for (const { object: name, size } of pieces) yield* readFile(installation.files, key, { name, size })
  }
  const file: New = { schoolId, id, object, name: '', key }
  try {
    return await look({ installation, actor }, file, whole(), mostBytes)
  } catch (error) {
    await installation.files.remove(object).catch(() => undefined)
    await giveUp(sent, error, { schoolId, id })
    throw error
  }
}

export const send = preparedAction(
  sendUpload,
  async (sent) => {
    const expected = await turnOf(sent)
    const offset = await take(sent, expected)
    return { offset, looked: offset === expected.awaited ? await putTogether(sent, expected) : undefined }
  },
  async ({ tx, actor, vault, params, ready, now, emit, later }) => {
    const { offset, looked } = ready
    const schoolId = actor.schoolId!
    emit('file.part_arrived', { fileId: params.id })
    if (!looked) return { id: params.id, offset, file: null }
    if (!(await conclude({ tx, actor, now, emit, later }, looked))) refuse('file.arrived')
    await parts.dropParts(tx, schoolId, [params.id])
    await later('file.clear', {})
    return { id: params.id, offset, file: await described(tx, vault, schoolId, params.id) }
  },
)
