import type { Passing, Passings } from '#kernel/passing.ts'
import { activationPassing } from '#modules/activation/passing.ts'
import { classPassing } from '#modules/classes/passing.ts'
import { familyPassing } from '#modules/families/passing.ts'
import { filePassing } from '#modules/files/passing.ts'
import { peoplePassing } from '#modules/people/passing.ts'
import { privacyPassing } from '#modules/privacy/passing.ts'
import { readsPassing } from '#modules/reads/passing.ts'
import { rolePassing } from '#modules/roles/passing.ts'
import { rosterPassing } from '#modules/rosters/passing.ts'
import { yearPassing } from '#modules/years/passing.ts'
import { gather } from './gathering.ts'

/** What becomes of everything that a teacher bears, when another takes over. */
export const passings: Passings = gather<Passing>(
  'passing',
  activationPassing,
  classPassing,
  familyPassing,
  filePassing,
  peoplePassing,
  privacyPassing,
  readsPassing,
  rolePassing,
  rosterPassing,
  yearPassing,
)
