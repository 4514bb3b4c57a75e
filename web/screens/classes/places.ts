import { deciders, families, type Place } from '../../place.ts'

export const classPlaces: readonly Place[] = [
  {
    to: '/s/$slug/classes',
    icon: 'classes',
    word: 'app.nav.classes',
    for: [...deciders, 'substitute', ...families],
    group: 'daily',
    rank: 10,
  },
  {
    to: '/s/$slug/requests',
    icon: 'requests',
    word: 'app.nav.requests',
    for: deciders,
    group: 'daily',
    rank: 5,
    count: ({ requestsToDecide }) => requestsToDecide,
  },
]
