import { sql } from 'kysely'
import type { Choosable, Pace, Preset } from '#contract/notifications.ts'
import type { Tx } from '#kernel/db.ts'
import { daysIn } from './minutes.ts'
import type { Choice } from './planning.ts'
import type { QuietHours } from './quiet.ts'

/** Nights from 19 to 7, and weekends. */
export const usualQuiet: QuietHours = { fromMinute: 1140, untilMinute: 420, days: [6, 7] }

type Rules = { quietFrom: number; quietUntil: number; quietDays: number; dpoAddress: string | null }

/** What holds for the whole school. */
export const rulesOf = async (tx: Tx): Promise<{ quiet: QuietHours; dpoAddress: string | null }> => {
  const { rows } = await sql<Rules>`
    select quiet_from, quiet_until, quiet_days, dpo_address from notification_rules where school_id = app.school_id()`.execute(tx)
  const [row] = rows
  if (!row) return { quiet: usualQuiet, dpoAddress: null }
  return {
    quiet: { fromMinute: row.quietFrom, untilMinute: row.quietUntil, days: daysIn(row.quietDays) },
    dpoAddress: row.dpoAddress,
  }
}

type Row = {
  personId: string
  accountId: string
  preset: Preset
  toDo: Pace | null
  messages: Pace | null
  classLife: Pace | null
  homework: Pace | null
  digestMinute: number
  digestWeekday: number
  quietFrom: number | null
  quietUntil: number | null
  quietDays: number | null
  zone: string
  mailsStoppedAt: Date | null
  stoppedKinds: Choosable[]
}

/** Somebody who can be told something, and how they have chosen to be. */
export type Told = Choice & { personId: string; accountId: string; areMailsStopped: boolean; stoppedKinds: readonly Choosable[] }

const ownQuiet = ({ quietFrom, quietUntil, quietDays }: Row): QuietHours | undefined =>
  quietFrom === null || quietUntil === null
    ? undefined
    : { fromMinute: quietFrom, untilMinute: quietUntil, days: daysIn(quietDays ?? 0) }

const asTold = (row: Row, school: QuietHours): Told => {
  const { personId, accountId, preset, digestMinute, digestWeekday, zone } = row
  return {
    ...{ personId, accountId, preset, digestMinute, digestWeekday, zone, school },
    paces: { to_do: row.toDo, messages: row.messages, class_life: row.classLife, homework: row.homework },
    own: ownQuiet(row),
    ...{ areMailsStopped: row.mailsStoppedAt !== null, stoppedKinds: row.stoppedKinds },
  }
}

/** Of these people those who can be told anything (with an account, a role, not locked), and how each has chosen to be told. */
export const choicesOf = async (tx: Tx, people: readonly string[]): Promise<Told[]> => {
  if (people.length === 0) return []
  const [{ rows }, { quiet }] = await Promise.all([
    sql<Row>`select * from app.notification_choices(${people}::uuid[]) order by person_id`.execute(tx),
    rulesOf(tx),
  ])
  return rows.map((row) => asTold(row, quiet))
}
