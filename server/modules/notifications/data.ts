import { schooling } from '#kernel/grounds.ts'
import { digest, link, none, path, personal, personalTable, sealed } from '#kernel/personal-data.ts'
import { pushDeviceTable } from './sealed.ts'

const seen = { origin: 'observed', rectify: 'nobody' } as const
const activity = personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen })
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
      preset: personal({
        category: 'technical.preference',
        level: 'L1',
        export: 'full',
        origin: 'provided',
        rectify: 'self',
      }),
      told_at: activity,
    },
  }),
  personalTable({
    table: 'public.push_device',
    subjects: { self: path('person_id') },
    purposes: ['family_communication', 'self'],
    basis: schooling,
    retention: { anchor: { column: 'made_at' }, keep: 'P24M', end: 'erase' },
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
] as const
