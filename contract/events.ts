import type * as z from 'zod/mini'
import { bringingEvents } from './events/bringing.ts'
import { calendarEvents } from './events/calendar.ts'
import { caseEvents } from './events/cases.ts'
import { classEvents } from './events/classes.ts'
import { conversationEvents } from './events/conversations.ts'
import { coveringEvents } from './events/covering.ts'
import { deskEvents } from './events/desk.ts'
import { disputeEvents } from './events/disputes.ts'
import { fileEvents } from './events/files.ts'
import { leaverKeyEvents } from './events/leaver-keys.ts'
import { leavingEvents } from './events/leaving.ts'
import { ledgerEvents } from './events/ledger.ts'
import { noticeEvents } from './events/notices.ts'
import { orderEvents } from './events/orders.ts'
import { peopleEvents } from './events/people.ts'
import { photoEvents } from './events/photos.ts'
import { policyEvents } from './events/policies.ts'
import { postEvents } from './events/posts.ts'
import { promiseEvents } from './events/promises.ts'
import { readEvents } from './events/reads.ts'
import { recordEvents } from './events/records.ts'
import { retentionEvents } from './events/retention.ts'
import { rightsEvents } from './events/rights.ts'
import { rosterEvents } from './events/rosters.ts'
import { searchEvents } from './events/search.ts'
import { signInEvents } from './events/sign-in.ts'
import { statusEvents } from './events/status.ts'
import { vaultEvents } from './events/vault.ts'

/**
 * Everything that can happen, as data. Payloads hold ids, enumerations, numbers and days only: never a name, never free text.
 * A hundred codes to a file: 1 installation, accounts, sessions · 2 people · 3 classes · 4 rosters · 5 vault and walls · 6 reads · 7 rights ·
 * 8 the ledger itself · 9 files · 10 posts · 11 conversations · 12 image rights and photos · 13 notices · 14 calendar · 15 search · 16 requests about one's data.
 * 17 promises · 18 what a school asks people to accept or to agree to · 19 leaving the school · 20 the state of the service, reports of weak points,
 * and what people sign for · 21 what is brought along from another Préau, and what an authority orders ·
 * 22 copies in which something is covered · 23 guardians in dispute, and what waits for the head · 24 what ends at night, as it was announced ·
 * 25 what follows at the desk from a request about one's data · 26 the keys of those who leave.
 */
export const events = {
  ...signInEvents,
  ...peopleEvents,
  ...classEvents,
  ...rosterEvents,
  ...vaultEvents,
  ...readEvents,
  ...rightsEvents,
  ...retentionEvents,
  ...ledgerEvents,
  ...fileEvents,
  ...postEvents,
  ...conversationEvents,
  ...photoEvents,
  ...noticeEvents,
  ...calendarEvents,
  ...searchEvents,
  ...caseEvents,
  ...coveringEvents,
  ...promiseEvents,
  ...policyEvents,
  ...leavingEvents,
  ...statusEvents,
  ...recordEvents,
  ...bringingEvents,
  ...orderEvents,
  ...deskEvents,
  ...disputeEvents,
  ...leaverKeyEvents,
} as const

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]['payload']>
