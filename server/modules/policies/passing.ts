import { type Passings, stays } from '#kernel/passing.ts'

export const policyPassing = {
  'public.policy_answer.by_id': stays('is what somebody answered, whoever teaches'),
} as const satisfies Passings
