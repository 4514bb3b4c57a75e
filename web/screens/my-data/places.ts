import { roles } from '#contract/roles.ts'
import type { Place } from '../../place.ts'

export const myDataPlaces: readonly Place[] = [
  { to: '/s/$slug/my-data', icon: 'oversight', word: 'app.nav.my_data', for: roles, group: 'privacy', rank: 38 },
  {
    to: '/s/$slug/data-requests',
    icon: 'requests',
    word: 'app.nav.rights_cases',
    for: ['dpo', 'head'],
    group: 'privacy',
    rank: 36,
  },
]
