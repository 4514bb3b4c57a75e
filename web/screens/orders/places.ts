import type { Place } from '../../place.ts'

export const orderPlaces: readonly Place[] = [
  { to: '/s/$slug/judicial-orders', icon: 'oversight', word: 'app.nav.orders', for: ['dpo', 'head'], group: 'privacy', rank: 37 },
]
