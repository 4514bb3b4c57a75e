import { choosePictures, lookAtDevice, startByPictures, startByWords } from '#contract/activation-pupils.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Word } from './catalogue.ts'

const anyTime: readonly ErrorCode[] = [
  ...(['invalid_input', 'malformed', 'not_signed_in', 'session_ended', 'forgery', 'not_allowed', 'not_found'] as const),
  ...(['too_large', 'too_many_tries', 'unavailable', 'internal', 'session.must_confirm', 'session.wrong_factor'] as const),
]
const atTheDoor = [startByWords, startByPictures, choosePictures, lookAtDevice].flatMap(({ errors = [] }) => errors)

/** A sentence, or all whose id begins so. */
type Seen = Word | `${string}.`

/** What pupils read, at the young pupils' door and in the app: each kanji there has its reading in `readings.ja.json`. */
export const seenByPupils: readonly Seen[] = [
  ...(['activation.class.', 'activation.pictures.', 'activation.picture.', 'offline.', 'security.confirm.'] as const),
  ...(['app.skip', 'app.field_wrong', 'app.furigana.on', 'app.furigana.off', 'app.language', 'site.name'] as const),
  ...([
    'app.nav.today',
    'app.nav.notices',
    'app.nav.classes',
    'app.nav.family',
    'app.nav.who_saw',
    'app.nav.my_data',
    'app.nav.more',
    'app.nav.messages',
    'app.nav.images',
    'app.nav.group.',
  ] as const),
  ...(['app.sign_out', 'app.undo', 'app.close', 'app.cancel', 'app.retry', 'app.loading', 'app.still_loading'] as const),
  ...([
    'app.offline',
    'app.offline_page',
    'app.error_code',
    'app.privacy.who_sees',
    'app.who_saw_me',
    'app.my_data',
    'app.my_family',
  ] as const),
  ...([
    'app.security',
    'app.notifications',
    'app.other_schools',
    'app.wrong_account',
    'app.wrong_account_as',
    'app.wrong_account_do',
    'app.wrong_school',
    'app.wrong_school_how',
    'app.wrong_school_do',
    'app.account',
    'security.password',
  ] as const),
  ...(['notifications.offer', 'notifications.offer_how', 'notifications.offer_yes', 'notifications.offer_no'] as const),
  ...(['home.to_do', 'home.notice.', 'home.notices_more'] as const),
  ...(['home.hello', 'home.classes', 'home.no_classes', 'home.no_classes_how'] as const),
  ...(['classes.title', 'classes.none', 'classes.none_how', 'classes.no_teacher', 'classes.pupils', 'classes.teachers'] as const),
  ...(['classes.own_children', 'classes.who_saw', 'classes.seen.'] as const),
  ...([
    'posts.none',
    'posts.none_how',
    'posts.up_to_date',
    'posts.earlier',
    'posts.place.',
    'posts.nobody',
    'posts.today_at',
    'posts.day_at',
    'posts.edited',
    'posts.pinned',
    'posts.withdrawn',
    'posts.whole',
    'posts.files',
    'posts.comments',
    'posts.open',
    'posts.reaction.',
    'posts.readers.',
    'posts.by',
    'posts.back',
    'posts.until',
    'posts.earlier_versions',
    'posts.comment_gone',
    'posts.answer_send',
  ] as const),
  ...[...anyTime, ...atTheDoor].map((code) => `errors.${code}` as const),
]

/** Whether pupils read the sentence of this id. */
export const isSeenByPupils = (id: string) =>
  seenByPupils.some((seen) => id === seen || (seen.endsWith('.') && id.startsWith(seen)))
