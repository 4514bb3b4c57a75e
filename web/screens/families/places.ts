import { families, office, type Place } from '../../place.ts'

export const familyPlaces: readonly Place[] = [
  { to: '/s/$slug/family', icon: 'people', word: 'app.nav.family', for: families, group: 'daily', rank: 25 },
  {
    to: '/s/$slug/same-people',
    icon: 'same',
    word: 'app.nav.same',
    for: office,
    group: 'school',
    rank: 70,
  },
]
