import type { Profile } from './roles.ts'

/** How many months a step lasts, and where that stands. `isLaw`: the number stands in the article; otherwise it is what the school holds itself to. */
export type StepClock = { months: number; article: string; isLaw: boolean; verifiedOn: string | null; by: string | null }
const unverified = { verifiedOn: null, by: null } as const
const own = (months: number, article: string): StepClock => ({ ...{ months, article, isLaw: false }, ...unverified })

/** Nobody reads for guidance for longer than a year after somebody has left, whatever a school would like. */
export const mostGuidanceMonths = 12
export const mostArchiveMonths = 120

/** What may last how long after somebody has left. What a law orders to be kept for longer stays in the register, and names nobody but there. */
export const leavingClocks: Readonly<Record<Profile, Readonly<Record<'guidance' | 'archive', StepClock>>>> = {
  'EU-FR': { guidance: own(12, 'RGPD, art. 5(1)(e)'), archive: own(12, 'RGPD, art. 5(1)(e)') },
  'EU-SE': { guidance: own(6, 'dataskyddsförordningen, art. 5.1 e'), archive: own(12, 'arkivlagen (1990:782)') },
  'QC-PRIV': { guidance: own(12, 'LPRPSP, art. 23'), archive: own(24, 'LPRPSP, art. 23') },
  'QC-PUB': { guidance: own(12, 'Loi sur l’accès, art. 73'), archive: own(24, 'Loi sur l’accès, art. 73') },
  US: { guidance: own(12, 'FERPA'), archive: own(24, '34 CFR 99.10(e)') },
  JP: { guidance: own(12, '個人情報保護法 第22条'), archive: own(60, '学校教育法施行規則 第28条') },
}
