import { office, type Place } from '../../place.ts'

export const yearPlaces: readonly Place[] = [
  { to: '/s/$slug/years', icon: 'year', word: 'app.nav.years', for: office, group: 'school', rank: 80 },
]
