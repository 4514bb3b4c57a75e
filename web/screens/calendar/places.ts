import { deciders, families, type Place } from '../../place.ts'

export const calendarPlaces: readonly Place[] = [
  {
    to: '/s/$slug/calendar',
    icon: 'calendar',
    word: 'app.nav.calendar',
    for: [...deciders, 'substitute', ...families],
    group: 'daily',
    rank: 12,
  },
]
