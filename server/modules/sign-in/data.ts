import { protection, schooling } from '#kernel/grounds.ts'
import { digest, link, none, path, personal, personalTable, plainTable, sealed } from '#kernel/personal-data.ts'
import { accountTable } from './accounts.ts'

const bySelf = { origin: 'provided', rectify: 'self' } as const
const seen = { origin: 'observed', rectify: 'nobody' } as const

export const signInData = [
  personalTable({
    table: 'directory.account',
    subjects: { self: path('id') },
    purposes: ['security', 'self'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: ['self', 'operator', 'mail_server'],
    changes: 'logged',
    columns: {
      id: link('self'),
      locale: personal({ category: 'technical.preference', level: 'L1', export: 'full', ...bySelf }),
      time_zone: personal({
        category: 'technical.preference',
        level: 'L1',
        export: 'full',
        bounded: 'the name of an IANA time zone, chosen from a list',
        ...bySelf,
      }),
      password_hash: digest('argon2id, salted: made to be useless to whoever reads it'),
      password_changed_at: personal({ category: 'technical.credential', level: 'L1', export: 'full', ...seen }),
      must_change: personal({ category: 'technical.credential', level: 'L1', export: 'full', ...seen }),
      sealed: sealed(accountTable, [{ kind: 'account', column: 'id' }], {
        email: personal({ category: 'identity.contact', level: 'L2', export: 'full', ...bySelf }),
      }),
      created_at: personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen }),
      version: none(),
    },
  }),
  personalTable({
    table: 'directory.membership',
    subjects: { self: [path('person_id'), path('account_id')] },
    purposes: ['security', 'self'],
    basis: schooling,
    retention: { anchor: { with: 'self' } },
    erase: { self: 'delete' },
    restrict: 'freeze',
    recipients: ['self', 'school_office', 'operator'],
    changes: 'logged',
    columns: {
      account_id: link('self'),
      school_id: none(),
      person_id: link('self'),
      created_at: personal({ category: 'usage.activity', level: 'L1', export: 'full', ...seen }),
    },
  }),
  personalTable({
    table: 'directory.session',
    subjects: { self: [path('person_id'), path('account_id')] },
    purposes: ['security'],
    basis: protection,
    retention: { anchor: { column: 'expires_at' }, keep: 'P90D', end: 'erase' },
    erase: { self: 'delete' },
    restrict: { exempt: 'whoever is restricted may still sign in and out' },
    recipients: ['self', 'operator'],
    changes: { exempt: 'moves with every request; its beginning and end are facts' },
    columns: {
      id: none(),
      account_id: link('self'),
      school_id: none(),
      person_id: link('self'),
      token_digest: digest('SHA-256 of 256 random bits'),
      started_at: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...seen }),
      seen_at: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...seen }),
      expires_at: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...seen }),
      ended_at: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...seen }),
      authenticated_at: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...seen }),
      shared_device: personal({ category: 'usage.activity', level: 'L2', export: 'full', ...bySelf }),
    },
  }),
  plainTable(
    'directory.throttle',
    'How often something was tried in vain: a digest of what, swept after a day. Nobody can be found from it.',
    ['digest', 'tries', 'first_at', 'until_at'],
  ),
] as const
