import type { Module } from '#kernel/module.ts'
import { calendarData } from './data.ts'
import * as calendarEntering from './entering.ts'
import * as calendarFeeds from './feeds.ts'
import { findEntries } from './finding.ts'
import { calendarLive } from './live.ts'
import { calendarPassing } from './passing.ts'
import { calendarPermissions } from './permissions.ts'
import * as calendarReading from './reading.ts'
import { calendarRelations } from './relations.ts'
import * as calendarReminding from './reminding.ts'
import * as calendarReplying from './replying.ts'

/** What this room says of itself to the registry. */
export const calendarModule: Module = {
  permissions: calendarPermissions,
  relations: calendarRelations,
  data: calendarData,
  passing: calendarPassing,
  live: calendarLive,
  finders: { calendar: findEntries },
  rooms: [calendarReading, calendarEntering, calendarReplying, calendarReminding, calendarFeeds],
}
