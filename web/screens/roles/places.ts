import { office, type Place } from '../../place.ts'

export const rolePlaces: readonly Place[] = [
  {
    to: '/s/$slug/people/review',
    icon: 'check',
    word: 'app.nav.review',
    for: [...office, 'dpo'],
    group: 'privacy',
    rank: 60,
  },
  { to: '/s/$slug/people/orphans', icon: 'question', word: 'app.nav.orphans', for: office, group: 'school', rank: 65 },
  { to: '/s/$slug/support', icon: 'info', word: 'app.nav.support', for: [...office, 'support'], group: 'privacy', rank: 70 },
]
