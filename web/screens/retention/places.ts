import type { Place } from '../../place.ts'

export const retentionPlaces: readonly Place[] = [
  { to: '/s/$slug/retention', icon: 'check', word: 'app.nav.retention', for: ['dpo', 'head'], group: 'privacy', rank: 38 },
]
