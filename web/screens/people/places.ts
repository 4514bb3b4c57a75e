import { roles } from '#contract/roles.ts'
import { deciders, type Place } from '../../place.ts'

export const peoplePlaces: readonly Place[] = [
  { to: '/s/$slug/people', icon: 'people', word: 'app.nav.people', for: deciders, group: 'daily', rank: 20 },
  { to: '/s/$slug/people/$personId/reads', icon: 'eye', word: 'app.nav.who_saw', for: roles, group: 'privacy', rank: 40 },
]
