import { handOrder } from '#contract/orders.ts'
import { preparedAction } from '#kernel/action.ts'
import type { Actor } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { asSchool } from '#kernel/system.ts'
import { contentsOf, filesIn, groundOf, isShown, shownTables, tablesOf, walk, whomOf } from '#modules/privacy/index.ts'
import * as queries from './orders.queries.ts'
import { orderTable } from './sealed.ts'

const bare = (table: string) => table.split('.')[1] ?? table

/** What was ordered, of whom it was ordered and of nobody else: third persons are masked, as in every copy. */
export const hand = preparedAction(
  handOrder,
  async ({ installation }) => groundOf(installation),
  async ({ tx, actor, vault, params: { id }, ready, now, emit }) => {
    const schoolId = actor.schoolId!
    const row = (await queries.orderWith(tx, schoolId, id)) ?? refuse('not_found')
    if (row.handedAt) refuse('order.handed')
    if (!row.signedAt || row.declinedAt) refuse('order.not_signed')
    const [said] = await vault.open(tx, schoolId, orderTable, [row])
    const whom = await whomOf(tx, schoolId, row.personId, false)
    const wanted = row.parts && new Set(tablesOf(ready.map, row.parts))
    const all = (await walk(tx, ready, whom)).filter(isShown)
    const held = wanted ? all.filter(({ table }) => wanted.has(bare(table.table))) : all
    const contents = await contentsOf(tx, vault, schoolId, held)
    const exportId = uuidv7()
    emit('order.handing_begun', { orderId: id, exportId })
    const { authority = '', reference = null, scope = '' } = said ?? {}
    return {
      ...{ exportId, madeAt: now.toISOString(), order: { authority, reference, scope, datedOn: row.datedOn } },
      tables: shownTables(held, contents, whom),
      files: filesIn(held, contents),
    }
  },
)

/** Notes that what was ordered has been fetched to its end, with the digest of the list of it; whoever it is about is told if they may be. */
export const handedOver = (
  installation: Installation,
  who: Pick<Actor, 'schoolId' | 'personId'>,
  id: string,
  exportId: string,
  manifest: string,
) =>
  asSchool(installation, who.schoolId ?? refuse('not_found'), 'legal', 'order.hand', async ({ tx, actor, now, emit, later }) => {
    const handed = { schoolId: actor.schoolId!, id, at: now, by: who.personId ?? nobody, manifest: Buffer.from(manifest, 'hex') }
    if (!(await queries.noteHanded(tx, handed))) return
    emit('order.handed', { orderId: id, exportId, manifest })
    await later('order.tell', {})
  })
