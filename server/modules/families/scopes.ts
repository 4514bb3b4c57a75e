import { type Scope, scopes } from '#contract/families.ts'

/**
 * What each scope of a guardian opens: relations of the permissions table, and what row-level security shows. A module that adds
 * something a guardian may do hooks it on here, and asks `app.my_children_for('…')` in its own relations and policies.
 */
export const opens = {
  feed: {
    relations: ['class.family', 'post.reader', 'post.answerer', 'file.of_post', 'person.photographed'],
    shows: ['public.class'],
  },
  progress: { relations: ['file.of_person'], shows: [] },
  message: {
    relations: ['conversation.partner', 'conversation.writer', 'message.partner'],
    shows: ['public.conversation', 'public.message'],
  },
  absence: { relations: [], shows: [] },
  sign: { relations: ['support_access.guardian', 'person.image_guardian'], shows: ['public.support_access'] },
  pick_up: { relations: ['person.fetched', 'pick_up_adult.author'], shows: [] },
  pay: { relations: [], shows: [] },
  other_guardian: { relations: [], shows: ['public.guardianship', 'public.person'] },
  copies: { relations: ['person.guardian', 'person.parent'], shows: [] },
} as const satisfies Record<Scope, { relations: readonly string[]; shows: readonly string[] }>

/** Scopes in the order of the contract, each once: two who tick the same boxes ask for the same. */
export const tidy = (some: readonly string[]): Scope[] => scopes.filter((scope) => some.includes(scope))
