import type { Live } from '#kernel/live.ts'

const there = { id: 'entryId', to: 'audience' } as const

/** What an open calendar has to know of. An answer is told to those who are asked for it when they look. */
export const calendarLive = {
  'calendar.entered': there,
  'calendar.changed': there,
  'calendar.cancelled': there,
} as const satisfies Live
