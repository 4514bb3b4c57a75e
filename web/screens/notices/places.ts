import { deciders, families, type Place } from '../../place.ts'

export const noticePlaces: readonly Place[] = [
  {
    to: '/s/$slug/notices',
    icon: 'notice',
    word: 'app.nav.notices',
    for: [...deciders, 'substitute', 'dpo', ...families],
    group: 'daily',
    rank: 15,
  },
]
