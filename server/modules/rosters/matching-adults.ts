import type { ListedAdults } from '#contract/roster-columns.ts'
import { folded } from '#modules/people/index.ts'
import type { Board } from './board.ts'
import type { AdultsKnown } from './meeting-adults.ts'
import type { ListedAdult, Roster } from './package/roster.ts'
import { markOf } from './words.ts'

/** How an adult is known to be one whom somebody has named for a pupil already. */
export const namedAs = (list: ListedAdults, pupilId: string, name: string): string => `${list} ${pupilId} ${folded(name)}`

/** By the name: another number is the same adult with another number, another name is somebody else. Of one name there may be two. */
const idsOf = (rows: readonly ListedAdult[]) => {
  const times = new Map<string, number>()
  return rows.map(({ list, userId, name }) => {
    const id = `${list} ${userId} ${markOf([folded(name)])}`
    const before = times.get(id) ?? 0
    times.set(id, before + 1)
    return before === 0 ? id : `${id} ${before + 1}`
  })
}

type Say = (code: 'roster.adult_named_by_hand' | 'roster.adults_by_hand', line: number, column?: string) => void

const contentOf = ({ name, relation, phone }: ListedAdult) => ({ name, ...(phone && { phone }), ...(relation && { relation }) })

const pupilOf = (board: Board, userId: string) => board.entry('person', userId)?.targetId ?? ''

/** Of its own pupils a list no longer has whom it brought and does not name. */
const sweepAdults = (roster: Roster, board: Board, known: AdultsKnown, wanted: ReadonlySet<string>) => {
  const listed = roster.users.map(({ id }) => pupilOf(board, id))
  const spokenOf = new Set(listed.filter((id) => id && !known.byHand.has(id)))
  for (const list of roster.adults?.lists ?? [])
    for (const entry of board.entries(list))
      if (entry.live && spokenOf.has(entry.personId ?? '') && !wanted.has(entry.externalId)) board.leave(entry)
}

/** Whom to call for each pupil, and who may fetch: only pupils of the list, only the lists that it speaks of, and nothing where a court or a protected name asks for a hand. */
export const matchAdults = (roster: Roster, board: Board, newId: () => string, known: AdultsKnown, say: Say) => {
  if (!roster.adults) return
  const { rows } = roster.adults
  const ids = idsOf(rows)
  const wanted = new Set<string>()
  const told = new Set<string>()
  for (const [nth, row] of rows.entries()) {
    const { list, userId, line } = row
    const [id, pupilId] = [ids[nth]!, pupilOf(board, userId)]
    if (!pupilId) continue
    if (known.byHand.has(pupilId)) {
      if (!told.has(pupilId)) say('roster.adults_by_hand', line)
      told.add(pupilId)
      continue
    }
    if (!board.entry(list, id)?.live && known.named.has(namedAs(list, pupilId, row.name))) {
      say('roster.adult_named_by_hand', line, `${list} ${row.nth} name`)
      continue
    }
    wanted.add(id)
    const entry = board.see(list, id, {
      mark: markOf([row.nth, row.name, row.relation, row.phone]),
      line,
      note: { nth: row.nth },
    })
    if (entry.change === 'change') entry.act = 'alter'
    else if (entry.change) Object.assign(entry, { act: 'make', targetId: newId() })
    Object.assign(entry, { personId: pupilId, content: contentOf(row) })
  }
  sweepAdults(roster, board, known, wanted)
}
