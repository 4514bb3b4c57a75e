/** What a person can be in a school. */
export const roles = [
  'administrator',
  'head',
  'office',
  'teacher',
  'substitute',
  'pupil',
  'guardian',
  'dpo',
  'support',
  'operator',
] as const
export type PersonRole = (typeof roles)[number]

/** How a guardian says to stand to a child. */
export const relationsToChild = ['mother', 'father', 'parent', 'guardian', 'foster', 'relative', 'other'] as const
export type RelationToChild = (typeof relationsToChild)[number]

/** How the school made sure that a guardian is who they say. */
export const checkWays = ['known_in_person', 'identity_seen', 'school_list', 'called_back'] as const
export type CheckWay = (typeof checkWays)[number]

/** The law that a school lives under; its numbers are in the profile tables. */
export const profiles = ['EU-FR', 'EU-SE', 'QC-PRIV', 'QC-PUB', 'US', 'JP'] as const
export type Profile = (typeof profiles)[number]

export const schoolKinds = ['public', 'private', 'training'] as const
