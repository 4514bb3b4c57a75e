import { families, type Place } from '../../place.ts'

export const imagePlaces: readonly Place[] = [
  { to: '/s/$slug/image-rights', icon: 'photo', word: 'app.nav.images', for: families, group: 'privacy', rank: 45 },
]
