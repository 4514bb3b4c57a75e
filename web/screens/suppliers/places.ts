import type { Place } from '../../place.ts'

export const supplierPlaces: readonly Place[] = [
  {
    to: '/s/$slug/suppliers',
    icon: 'people',
    word: 'app.nav.suppliers',
    for: ['dpo', 'head'],
    group: 'privacy',
    rank: 97,
  },
]
