import type { Place } from '../../place.ts'

export const recordPlaces: readonly Place[] = [
  {
    to: '/s/$slug/records',
    icon: 'check',
    word: 'app.nav.records',
    for: ['dpo', 'head'],
    group: 'privacy',
    rank: 96,
  },
]
