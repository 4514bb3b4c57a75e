import { office, type Place } from '../../place.ts'

export const leavingPlaces: readonly Place[] = [
  { to: '/s/$slug/leavers', icon: 'leave', word: 'app.nav.leavers', for: [...office, 'dpo'], group: 'school', rank: 66 },
  {
    to: '/s/$slug/former-pupils',
    icon: 'person',
    word: 'app.nav.former_pupils',
    for: ['teacher', 'substitute', 'head'],
    group: 'school',
    rank: 67,
  },
]
