import { office, type Place } from '../../place.ts'

export const importPlaces: readonly Place[] = [
  { to: '/s/$slug/import', icon: 'import', word: 'app.nav.import', for: office, group: 'school', rank: 50 },
]
