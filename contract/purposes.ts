/** Why something about a person is read or written; an endpoint's row names the purposes it serves. */
export const purposes = [
  'teaching',
  'class_life',
  'family_communication',
  'enrolment',
  'attendance',
  'safeguarding',
  'support',
  'security',
  'legal',
  'self',
  'administration',
] as const

export type Purpose = (typeof purposes)[number]
