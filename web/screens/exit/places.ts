import type { Place } from '../../place.ts'

export const exitPlaces: readonly Place[] = [
  {
    to: '/s/$slug/school-exit',
    icon: 'leave',
    word: 'app.nav.school_exit',
    for: ['administrator', 'head'],
    group: 'privacy',
    rank: 95,
  },
]
