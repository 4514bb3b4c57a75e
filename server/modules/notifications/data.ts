import { schooling } from '#kernel/grounds.ts'
import { digest, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { addressChangeTable, mailStopTable, pushDeviceTable } from './sealed.ts'

const seen = { origin: 'observed', rectify: 'nobody' } as const
const activity = personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen })
const preference = personal({
  category: 'technical.preference',
  level: 'L1',
  export: 'full',
  origin: 'provided',
  rectify: 'self',
})
const network = personal({ category: 'technical.network', level: 'L2', export: 'none', ...seen })

export const notificationData = [
  personalTable({
    table: 'public.notification_choice',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: { exempt: 'says how somebody is told, and nothing of what' },
    recipients: ['self'],
    changes: { exempt: 'a choice is a fact; that something was told moves with every notification' },
    columns: {
      ...{ school_id: none(), person_id: link('self') },
      ...{ preset: preference, to_do: preference, messages: preference, class_life: preference, homework: preference },
      ...{ digest_minute: preference, digest_weekday: preference },
      ...{ quiet_from: preference, quiet_until: preference, quiet_days: preference },
      ...{ mails_stopped_at: preference, stopped_kinds: preference },
      told_at: activity,
    },
  }),
  personalTable({
    table: 'public.push_device',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P24M', end: 'erase' },
    sooner: [{ by: 'push.sweep', after: 'P1D' }],
    erase: { self: 'delete' },
    restrict: { exempt: 'carries no content, and ends with the session' },
    recipients: ['self', 'operator'],
    changes: { exempt: 'its beginning, its confirmation and its end are facts' },
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self'), session_id: none() },
      endpoint_digest: digest('SHA-256 of an address that a push service made by chance'),
      made_at: activity,
      test_digest: digest('SHA-256 of 256 random bits'),
      confirmed_at: activity,
      sealed: sealed(pushDeviceTable, [{ kind: 'person', column: 'person_id' }], {
        endpoint: network,
        p256dh: network,
        auth: network,
      }),
    },
  }),
  personalTable({
    table: 'public.telling',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { column: 'happened_at' }, keep: 'P30D', end: 'erase' },
    erase: { self: 'delete' },
    restrict: { exempt: 'says that somebody was told, and nothing of what' },
    recipients: ['self'],
    changes: { exempt: 'moves with every notification' },
    columns: {
      ...{ school_id: none(), id: none('Made of what happened and to whom it is told.'), person_id: link('self') },
      ...{ category: activity, event: personal({ ...activity, bounded: 'the name of an event in contract/events' }) },
      ...{
        happened_at: activity,
        due_at: activity,
        taken_at: activity,
        mail_id: none('Of the mail that says so, which is of the same person.'),
      },
    },
  }),
  personalTable({
    table: 'public.telling_mail',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P30D', end: 'erase' },
    erase: { self: 'delete' },
    restrict: { exempt: 'says that a mail left, and nothing of what it said' },
    recipients: ['self', 'mail_server'],
    changes: { exempt: 'moves with every notification' },
    columns: {
      ...{ school_id: none(), id: none(), person_id: link('self') },
      ...{ made_at: activity, sent_at: activity, answered_at: activity },
    },
  }),
  personalTable({
    table: 'public.mail_stop',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: { exempt: 'the link by which somebody stops the mails to themself' },
    recipients: ['self', 'mail_server'],
    changes: { exempt: 'made once; its use is a fact' },
    columns: {
      ...{ school_id: none(), person_id: link('self') },
      token_digest: digest('SHA-256 of 256 random bits'),
      made_at: activity,
      sealed: sealed(
        mailStopTable,
        [{ kind: 'person', column: 'person_id' }],
        {
          token: personal({ category: 'technical.credential', level: 'L2', export: 'none', ...seen }),
        },
        'person_id',
      ),
    },
  }),
  personalTable({
    table: 'directory.mail_trouble',
    subjects: { self: path('account_id') },
    purposes: ['family_communication', 'administration'],
    basis: schooling,
    retention: {
      anchor: { column: 'since_at' },
      keep: 'P24M',
      end: 'erase',
      history: 'is how their mail stands today, and ends when it arrives again',
    },
    sooner: [{ by: 'privacy.sweep', after: 'P24M' }],
    erase: { self: 'delete' },
    restrict: { exempt: 'says that mail does not arrive; without it the office could not help' },
    recipients: ['self', 'school_office', 'operator'],
    changes: { exempt: 'its beginning and its end are facts' },
    columns: {
      account_id: link('self'),
      ...{ way: activity, status: personal({ ...activity, bounded: 'a status of RFC 3463: three numbers' }), since_at: activity },
      salt: none('Sixteen random bytes.'),
      address_digest: digest('SHA-256 of a salt and the address'),
    },
  }),
  personalTable({
    table: 'directory.address_change',
    subjects: { self: path('account_id') },
    purposes: ['family_communication', 'administration'],
    basis: schooling,
    retention: { anchor: { column: 'expires_at' }, keep: 'P30D', end: 'erase' },
    sooner: [{ by: 'privacy.sweep', after: 'P30D' }],
    erase: { self: 'delete' },
    restrict: { exempt: 'without it mail to them would go on coming back' },
    recipients: ['self', 'school_office', 'mail_server', 'operator'],
    changes: { exempt: 'its beginning and its end are facts' },
    columns: {
      account_id: link('self'),
      ...{ asked_in: none(), by_office: none(), made_at: activity, expires_at: activity },
      token_digest: digest('SHA-256 of 256 random bits'),
      sealed: sealed(
        addressChangeTable,
        [{ kind: 'account', column: 'account_id' }],
        {
          email: personal({ category: 'identity.contact', level: 'L2', export: 'full', origin: 'provided', rectify: 'self' }),
        },
        'account_id',
      ),
    },
  }),
  plainTable('public.notification_rules', 'When a school is quiet, and where its data protection officer is reached.', {
    ...{ school_id: none(), quiet_from: none(), quiet_until: none(), quiet_days: none() },
    dpo_address: none('Of an office: article 37(7) of the GDPR wants it published.'),
  }),
] as const
