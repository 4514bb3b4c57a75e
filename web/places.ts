import type { Me, Place } from './place.ts'
import { calendarPlaces } from './screens/calendar/places.ts'
import { classPlaces } from './screens/classes/places.ts'
import { conversationPlaces } from './screens/conversations/places.ts'
import { exitPlaces } from './screens/exit/places.ts'
import { familyPlaces } from './screens/families/places.ts'
import { handOverPlaces } from './screens/handover/places.ts'
import { homePlaces } from './screens/home/places.ts'
import { imagePlaces } from './screens/images/places.ts'
import { importPlaces } from './screens/imports/places.ts'
import { leavingPlaces } from './screens/leaving/places.ts'
import { myDataPlaces } from './screens/my-data/places.ts'
import { noticePlaces } from './screens/notices/places.ts'
import { notificationPlaces } from './screens/notifications/places.ts'
import { orderPlaces } from './screens/orders/places.ts'
import { oversightPlaces } from './screens/oversight/places.ts'
import { peoplePlaces } from './screens/people/places.ts'
import { photoPlaces } from './screens/photos/places.ts'
import { policyPlaces } from './screens/policies/places.ts'
import { recordPlaces } from './screens/records/places.ts'
import { retentionPlaces } from './screens/retention/places.ts'
import { rolePlaces } from './screens/roles/places.ts'
import { slipPlaces } from './screens/slips/places.ts'
import { supplierPlaces } from './screens/suppliers/places.ts'
import { yearPlaces } from './screens/years/places.ts'

/** What exists today, room by room; nothing that does not work. */
const places: readonly Place[] = [
  ...homePlaces,
  ...calendarPlaces,
  ...classPlaces,
  ...noticePlaces,
  ...conversationPlaces,
  ...peoplePlaces,
  ...familyPlaces,
  ...imagePlaces,
  ...policyPlaces,
  ...importPlaces,
  ...slipPlaces,
  ...photoPlaces,
  ...rolePlaces,
  ...handOverPlaces,
  ...retentionPlaces,
  ...leavingPlaces,
  ...notificationPlaces,
  ...yearPlaces,
  ...oversightPlaces,
  ...myDataPlaces,
  ...orderPlaces,
  ...exitPlaces,
  ...recordPlaces,
  ...supplierPlaces,
]

/** As many as a phone's bar holds. */
const mostInBar = 5

/** Where this person can go, and which of it a phone shows at once; the rest stands behind "More". */
export const placesOf = ({ person: { roles } }: Pick<Me, 'person'>) => {
  const mine = places.filter((place) => place.for.some((role) => roles.includes(role))).toSorted((a, b) => a.rank - b.rank)
  const inBar = mine.length <= mostInBar ? mine : mine.slice(0, mostInBar - 1)
  return { mine, inBar: new Set(inBar.map(({ to }) => to)) }
}
