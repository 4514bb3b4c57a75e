import { families, office, type Place } from '../../place.ts'

export const conversationPlaces: readonly Place[] = [
  {
    to: '/s/$slug/messages',
    icon: 'message',
    word: 'app.nav.messages',
    for: [...office, 'dpo', 'teacher', 'substitute', ...families],
    group: 'daily',
    rank: 8,
  },
]
