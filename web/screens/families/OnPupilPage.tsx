import { readFamily } from '#contract/families.ts'
import type { Purpose } from '#contract/purposes.ts'
import { useEndpoint } from '../../useEndpoint.ts'
import { readingOf } from './purpose.ts'
import { GuardiansAndRights } from './Rights.tsx'

/** Guardians and rights, where the office and the head stand already. */
export const OnPupilPage = ({ personId, why }: { personId: string; why: Purpose }) => (
  <GuardiansAndRights family={useEndpoint(readFamily, readingOf(personId, why))} />
)
