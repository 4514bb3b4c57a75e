import type { Basis } from '#kernel/grounds.ts'
import { protection } from '#kernel/grounds.ts'
import { digest, link, loose, none, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { kept } from './keeping.ts'
import { subscriberTable, weakPointTable } from './sealed.ts'

const agreed: Basis = { public: 'consent', private: 'consent', training: 'consent' }
const typed = { origin: 'provided', rectify: 'self' } as const
const seen = { origin: 'observed', rectify: 'nobody' } as const
const activity = personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen })
/** Whoever gave an address at a public page has no account: the id is as good as one, and is nobody else's. */
const stranger = loose('id', 'came without an account, and is found by the link of a mail alone', 'account')

export const statusData = [
  plainTable('directory.component_day', 'How often each part of the installation was measured on a day, and how it answered.', [
    ...(['day', 'component', 'seen', 'slow', 'down'] as const),
  ]),
  plainTable('directory.component_now', 'How each part of the installation answered last.', [
    ...(['component', 'state', 'since_at', 'measured_at'] as const),
  ]),
  plainTable('directory.incident', 'What went wrong with the machine, and from when to when.', [
    ...(['id', 'impact', 'components', 'began_at', 'opened_at', 'closed_at'] as const),
  ]),
  plainTable('directory.incident_update', 'Each time that something was said of an incident.', [
    ...(['incident_id', 'number', 'state', 'at'] as const),
  ]),
  plainTable('directory.incident_text', 'What was said of an incident: public, of a machine, and about nobody.', {
    ...{ incident_id: none(), number: none(), place: none(), language: none() },
    title: none('The heading of what whoever runs the machine has published.'),
    body: none('The words that whoever runs the machine has published.'),
  }),
  personalTable({
    table: 'directory.status_subscriber',
    subjects: { self: stranger },
    purposes: ['self'],
    basis: agreed,
    retention: { anchor: { column: 'made_at' }, keep: kept.subscriber, end: 'erase' },
    sooner: [{ by: 'status.sweep', after: kept.subscriber }],
    erase: { self: 'delete' },
    restrict: { exempt: 'one mail when the service has a problem, and its own link ends it' },
    recipients: ['self', 'operator', 'mail_server'],
    changes: { exempt: 'is asked for, confirmed and ended, and each is a fact' },
    columns: {
      id: link('self'),
      locale: personal({ category: 'technical.preference', level: 'L1', export: 'full', ...typed }),
      made_at: activity,
      asked_at: activity,
      confirmed_at: activity,
      told_at: activity,
      claimed_at: none('Since when a mail is on its way.'),
      token_digest: digest('SHA-256 of 256 random bits'),
      sealed: sealed(subscriberTable, [{ kind: 'account', column: 'id' }], {
        email: personal({ category: 'identity.contact', level: 'L2', export: 'full', ...typed }),
        token: personal({ category: 'technical.credential', level: 'L2', export: 'none', ...seen }),
      }),
    },
  }),
  personalTable({
    table: 'directory.weak_point',
    subjects: { author: stranger },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'made_at' }, keep: kept.weakPoint, end: 'erase' },
    sooner: [{ by: 'weak_point.sweep', after: kept.weakPoint }],
    erase: { author: 'delete' },
    restrict: { exempt: 'says what is not safe; without it nobody could mend it' },
    recipients: ['self', 'operator'],
    changes: { exempt: 'is made, answered and closed, and each is a fact' },
    columns: {
      id: link('author'),
      made_at: activity,
      claimed_at: none('Since when somebody is sending the letter.'),
      told_at: none('Since when the letter to whoever answers for security is on its way.'),
      answered_at: activity,
      closed_at: activity,
      outcome: personal({ category: 'communication.metadata', level: 'L1', export: 'full', ...seen }),
      sealed: sealed(weakPointTable, [{ kind: 'account', column: 'id' }], {
        words: personal({ category: 'communication.content', level: 'L2', export: 'full', ...typed }),
        where: personal({ category: 'communication.content', level: 'L2', export: 'full', ...typed }),
        answerTo: personal({ category: 'identity.contact', level: 'L2', export: 'full', ...typed }),
      }),
    },
  }),
] as const
