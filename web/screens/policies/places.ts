import type { Place } from '../../place.ts'

export const policyPlaces: readonly Place[] = [
  {
    to: '/s/$slug/policies',
    icon: 'check',
    word: 'app.nav.policies',
    for: ['dpo', 'head', 'office'],
    group: 'privacy',
    rank: 47,
  },
]
