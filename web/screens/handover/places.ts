import { office, type Place } from '../../place.ts'

export const handOverPlaces: readonly Place[] = [
  { to: '/s/$slug/hand-overs', icon: 'leave', word: 'app.nav.hand_overs', for: office, group: 'school', rank: 75 },
  {
    to: '/s/$slug/hand-overs/mine',
    icon: 'leave',
    word: 'app.nav.came',
    for: ['teacher', 'substitute'],
    group: 'school',
    rank: 76,
  },
]
