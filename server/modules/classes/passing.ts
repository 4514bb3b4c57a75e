import { done, type Passings, stays } from '#kernel/passing.ts'

export const classPassing = {
  'public.enrolment.class_id': stays('is the place itself, which a hand-over ends and begins'),
  'public.enrolment.created_by': done,
  'public.class_key.class_id': {
    how: 'with_class',
    as: 'class_keys',
    of: 'class',
    open: 't.revoked_at is null and t.ends_on >= current_date',
  },
  'public.class_key.issued_by': done,
  'public.class_key.revoked_by': done,
  'public.join_request.class_id': {
    ...{ how: 'with_class', as: 'join_requests', of: 'class' },
    open: 't.confirmed_at is not null and t.decided_at is null and t.withdrawn_at is null and t.expires_at > now()',
  },
  'public.join_request.account_id': stays('a family asks, and not a teacher'),
  'public.join_request.guardian_id': stays('a family asks, and not a teacher'),
  'public.join_request.decided_by': done,
} as const satisfies Passings
