import { done, office, type Passings, stays } from '#kernel/passing.ts'

export const rolePassing = {
  'public.grant_request.class_id': stays('says for which class somebody was a substitute'),
  'public.grant_request.asked_by': office,
  'public.grant_request.decided_by': office,
  'public.access_review.opened_by': office,
  'public.access_review_item.decided_by': office,
  'public.support_access.person_id': stays('support helps by a consent of its own, and teaches nobody'),
  'public.support_access.decided_by': done,
  'public.support_access.ended_by': done,
  'public.hand_over.from_id': stays('is the hand-over itself'),
  'public.hand_over.to_id': stays('is the hand-over itself'),
  'public.hand_over.made_by': office,
  'public.hand_over.undone_by': office,
} as const satisfies Passings
