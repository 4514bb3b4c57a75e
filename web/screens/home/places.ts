import { roles } from '#contract/roles.ts'
import type { Place } from '../../place.ts'

export const homePlaces: readonly Place[] = [
  { to: '/s/$slug/today', icon: 'home', word: 'app.nav.today', for: roles, group: 'daily', rank: 0 },
]
