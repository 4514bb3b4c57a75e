import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

export type Announced = {
  announcement: Buffer
  schoolId: string
  noticeId: string
  impact: 'low' | 'high'
  fromAt: Date
  untilAt: Date | null
  announcedAt: Date
}

/** Interruptions that whoever runs the machine has announced, each once, that end after an instant. */
export const announcedMaintenance = (tx: Tx, since: Date): Promise<Announced[]> =>
  sql<Announced>`select * from app.announced_maintenance(${since}) order by from_at desc limit 100`
    .execute(tx)
    .then(({ rows }) => rows)
