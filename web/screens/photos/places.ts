import { office, type Place } from '../../place.ts'

export const photoPlaces: readonly Place[] = [
  {
    to: '/s/$slug/photos',
    icon: 'photo',
    word: 'app.nav.photos',
    for: [...office, 'teacher', 'substitute'],
    group: 'daily',
    rank: 75,
  },
]
