import type { PassingThing } from '#contract/hand-overs.ts'

/**
 * What becomes of a row when the teacher who bears it hands over. `with_class`: whoever teaches the class has it, with nothing to write; `open`
 * says which rows wait, so that they can be counted. `moves`: those that are open get the successor's name. `stays`: says why it is hers for good.
 */
export type Passing =
  | { readonly how: 'with_class'; readonly as: PassingThing; readonly of: 'class' | 'pupil'; readonly open: string }
  | { readonly how: 'moves'; readonly open: string; readonly why: string }
  | { readonly how: 'stays'; readonly why: string }

/** By `table.column`: every column in which a teacher can stand as who does something, and every column that names a class. */
export type Passings = Readonly<Record<string, Passing>>

/** Stays as it is written, and says why. */
export const stays = (why: string): Passing => ({ how: 'stays', why })
/** Who did it did it, whoever comes after. */
export const done = stays('says who did something, and that does not change with who teaches')
/** Only those who run the school stand here. */
export const office = stays('is work of those who run the school, which no class takes along')
