import type activation from './activation.en.json'
import type app from './app.en.json'
import type bringing from './bringing.en.json'
import type calendar from './calendar.en.json'
import type classes from './classes.en.json'
import type conversations from './conversations.en.json'
import type covering from './covering.en.json'
import type errors from './errors.en.json'
import type exit from './exit.en.json'
import type families from './families.en.json'
import type groups from './groups.en.json'
import type handover from './handover.en.json'
import type home from './home.en.json'
import type images from './images.en.json'
import type imports from './import.en.json'
import type join from './join.en.json'
import type leaving from './leaving.en.json'
import type ledger from './ledger.en.json'
import type legal from './legal.en.json'
import type mail from './mail.en.json'
import type mydata from './mydata.en.json'
import type notices from './notices.en.json'
import type notifications from './notifications.en.json'
import type offline from './offline.en.json'
import type openness from './openness.en.json'
import type orders from './orders.en.json'
import type oversight from './oversight.en.json'
import type papers from './papers.en.json'
import type people from './people.en.json'
import type photos from './photos.en.json'
import type policies from './policies.en.json'
import type posts from './posts.en.json'
import type privacy from './privacy.en.json'
import type promises from './promises.en.json'
import type pupil from './pupil.en.json'
import type records from './records.en.json'
import type retention from './retention.en.json'
import type roles from './roles.en.json'
import type rosters from './rosters.en.json'
import type search from './search.en.json'
import type security from './security.en.json'
import type service from './service.en.json'
import type session from './session.en.json'
import type setup from './setup.en.json'
import type site from './site.en.json'
import type slips from './slips.en.json'
import type status from './status.en.json'
import type suppliers from './suppliers.en.json'
import type trust from './trust.en.json'
import type years from './years.en.json'

/** Every module that has sentences, each in four files `i18n/<module>.<locale>.json`. */
export const modules = [
  'activation',
  'app',
  'bringing',
  'calendar',
  'classes',
  'conversations',
  'covering',
  'errors',
  'exit',
  'families',
  'groups',
  'handover',
  'home',
  'images',
  'import',
  'join',
  'leaving',
  'ledger',
  'legal',
  'mail',
  'mydata',
  'notices',
  'notifications',
  'offline',
  'openness',
  'orders',
  'oversight',
  'papers',
  'people',
  'photos',
  'policies',
  'posts',
  'privacy',
  'promises',
  'pupil',
  'records',
  'retention',
  'roles',
  'rosters',
  'search',
  'security',
  'service',
  'session',
  'setup',
  'site',
  'slips',
  'status',
  'suppliers',
  'trust',
  'years',
] as const

export type Module = (typeof modules)[number]

type English = typeof activation &
  typeof app &
  typeof bringing &
  typeof calendar &
  typeof classes &
  typeof conversations &
  typeof covering &
  typeof errors &
  typeof exit &
  typeof families &
  typeof groups &
  typeof handover &
  typeof home &
  typeof images &
  typeof imports &
  typeof join &
  typeof leaving &
  typeof ledger &
  typeof legal &
  typeof mail &
  typeof mydata &
  typeof notices &
  typeof notifications &
  typeof offline &
  typeof openness &
  typeof orders &
  typeof oversight &
  typeof papers &
  typeof people &
  typeof photos &
  typeof policies &
  typeof posts &
  typeof privacy &
  typeof promises &
  typeof pupil &
  typeof rosters &
  typeof records &
  typeof retention &
  typeof roles &
  typeof search &
  typeof security &
  typeof service &
  typeof session &
  typeof setup &
  typeof site &
  typeof slips &
  typeof status &
  typeof suppliers &
  typeof trust &
  typeof years

/** The id of a sentence: a key of the English files. */
export type Word = keyof English
