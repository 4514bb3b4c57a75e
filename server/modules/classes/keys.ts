import { randomInt } from 'node:crypto'
import { checkSign, classKeyLength, classKeySigns } from '#contract/class-key.ts'
import { issueClassKey, readClassKey } from '#contract/classes.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import * as queries from './classes.queries.ts'
import { classKeyTable, classTable } from './sealed.ts'

const makeKey = () => {
  const seven = Array.from({ length: classKeyLength - 1 }, () => classKeySigns.charAt(randomInt(classKeySigns.length))).join('')
  return seven + checkSign(seven)
}

const shown = (origin: string, key: string, row: { issuedAt: Date; endsOn: string; uses: number }) => ({
  key,
  issuedAt: row.issuedAt.toISOString(),
  endsOn: row.endsOn,
  uses: row.uses,
  joinUrl: `${origin}/join/${key}`,
})

export const read = action(readClassKey, async ({ tx, actor, vault, params, origin }) => {
  const schoolId = actor.schoolId!
  const [row, key, school] = await Promise.all([
    queries.classById(tx, schoolId, params.id),
    queries.liveKey(tx, schoolId, params.id),
    schoolOf(tx),
  ])
  const found = row ?? refuse('not_found')
  const [labels, keys] = await Promise.all([
    vault.open(tx, schoolId, classTable, [found]),
    vault.open(tx, schoolId, classKeyTable, key ? [key] : []),
  ])
  return {
    classId: found.id,
    label: labels[0]!.label,
    school: school.name,
    current: key ? shown(origin, keys[0]!.key, key) : null,
  }
})

export const issue = action(issueClassKey, async ({ tx, actor, vault, params, now, origin, emit }) => {
  const schoolId = actor.schoolId!
  const found = (await queries.classById(tx, schoolId, params.id)) ?? refuse('not_found')
  const by = actor.personId ?? nobody
  for (const { id } of await queries.revokeKeys(tx, schoolId, found.id, by, now)) {
    await vault.unpoint(tx, nobody, 'class_key', { schoolId, id })
    emit('class.key_revoked', { classId: found.id, keyId: id })
  }
  const [id, owners] = [uuidv7(), await vault.epoch(tx, schoolId, 'school_life', found.fromOn)]
  let key = makeKey()
  while (!(await vault.reserve(tx, nobody, 'class_key', key, id, schoolId))) key = makeKey()
  const [sealed] = await vault.seal(tx, schoolId, classKeyTable.table, [{ id, owners, content: { key } }])
  await queries.insertKey(tx, {
    schoolId,
    id,
    classId: found.id,
    issuedBy: by,
    issuedAt: now,
    endsOn: found.toOn,
    sealed: sealed!,
  })
  emit('class.key_issued', { classId: found.id, keyId: id })
  return shown(origin, key, { issuedAt: now, endsOn: found.toOn, uses: 0 })
})
