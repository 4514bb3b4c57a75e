import { office, type Place } from '../../place.ts'

export const slipPlaces: readonly Place[] = [
  { to: '/s/$slug/slips', icon: 'key', word: 'app.nav.slips', for: office, group: 'school', rank: 60 },
]
