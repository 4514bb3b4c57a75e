import type * as z from 'zod/mini'
import { takeList } from '#contract/list-exports.ts'
import { type Preparing, preparedAction } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { List, ListAsked } from '#kernel/lists.ts'
import { authorize, type Permission, type Relations } from '#kernel/permissions.ts'
import * as queries from './people.queries.ts'

type Body = z.output<typeof takeList.body>
type Shown = { list: List; permission: Permission; relations: Relations }

/** Which list is meant, and whoever may see it. */
const fromOutside = async ({ installation, body }: Preparing<unknown, Body>): Promise<Shown> => {
  const { lists, permissions, relations } = installation
  const list = lists[body.list] ?? refuse('not_found')
  return { list, permission: permissions[list.shownBy] ?? refuse('not_found'), relations }
}

/** A list that does not exist for the asker cannot be taken; one that the asker may not see, neither. */
const mayBeSeen = async (tx: Tx, { permission, relations }: Shown, of: string | undefined) => {
  if (permission.on === 'nothing' || permission.on === 'school') return authorize(tx, permission, relations, {})
  const { by = 'id' } = permission as Exclude<Permission, { on: 'nothing' }>
  await authorize(tx, permission, relations, { [by]: of ?? refuse('not_found') })
}

const isPlace = (row: string) => /^\d+$/.test(row)

/** Every row that was asked for, with the people in it; a row too many is one that does not exist for the asker. */
const rowsOf = async ({ list }: Shown, asked: ListAsked) => {
  if (asked.rows.some((row) => isPlace(row) !== (list.by === 'place'))) refuse('not_found')
  const found = await list.rows(asked)
  return found.length === asked.rows.length ? found : refuse('not_found')
}

/** One fact for the file, which everybody in it finds in their own log: who that is, the rows say, never whoever asks. */
export const take = preparedAction(takeList, fromOutside, async ({ tx, actor, vault, ready, body, emit }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  await mayBeSeen(tx, ready, body.of)
  const wanted = [...new Set(body.rows)]
  const rows = await rowsOf(ready, { tx, vault, schoolId, rows: wanted, of: body.of ?? '' })
  const named = [...new Set(rows.flatMap(({ people }) => people))]
  const [known, audience, hidden] = await Promise.all([
    queries.knownAmong(tx, schoolId, named),
    queries.wholeSchool(tx, schoolId),
    queries.namedInTheOpen(tx, named),
  ])
  const members = known.filter((id) => !hidden.has(id))
  emit('list.exported', { list: body.list, rows: rows.length }, audience && members.length > 0 ? { audience, members } : {})
  return { leftOut: rows.filter(({ people }) => people.some((id) => hidden.has(id))).map(({ id }) => id) }
})
