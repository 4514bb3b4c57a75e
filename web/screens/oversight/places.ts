import type { Place } from '../../place.ts'

export const oversightPlaces: readonly Place[] = [
  {
    to: '/s/$slug/oversight',
    icon: 'oversight',
    word: 'app.nav.oversight',
    for: ['head', 'office', 'dpo'],
    group: 'privacy',
    rank: 35,
  },
]
