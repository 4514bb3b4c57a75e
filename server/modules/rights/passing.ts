import { office, type Passings, stays } from '#kernel/passing.ts'

export const rightsPassing = {
  'public.rights_request.asked_by': stays('is asked by a person for themselves or their child, whoever teaches now'),
  'public.rights_request.closed_by': office,
  'public.rights_request.taken_by': office,
  'public.rights_request.known_by': office,
  'public.rights_request.confirmed_by': office,
  'public.record_statement.asked_by': stays('are the words of a person about their record or their child’s, whoever teaches now'),
  'public.legal_hold.asked_by': office,
  'public.legal_hold.signed_by': office,
  'public.legal_hold.ended_by': office,
  'public.rights_case_done.closed_by': office,
  'public.carry_token.asked_by': stays('opens a copy for whoever asked for it'),
  'public.correction_recipient.asked_by': stays('is asked by a person for themselves or their child, whoever teaches now'),
  'public.correction_recipient.taken_by': stays('is about what somebody took away, whoever teaches now'),
  'public.correction_recipient.told_by': office,
  'public.family_dispute.begun_by': office,
  'public.family_dispute.ended_by': office,
  'public.head_step.asked_by': stays('is asked by a person for themselves or their child, whoever teaches now'),
  'public.head_step.decided_by': office,
  'public.restriction.made_by': office,
  'public.restriction.lifted_by': office,
} as const satisfies Passings
