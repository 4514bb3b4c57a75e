import { office, type Place } from '../../place.ts'

export const notificationPlaces: readonly Place[] = [
  {
    to: '/s/$slug/mail-troubles',
    icon: 'bell',
    word: 'app.nav.mail_troubles',
    for: office,
    group: 'school',
    rank: 45,
  },
]
