import type { Profile } from './roles.ts'

/** A number of the law: where it stands, and who compared it with the law when; nobody has, as long as both are null. */
export type LawNumber = { years: number; article: string; verifiedOn: string | null; by: string | null }
const unverified = { verifiedOn: null, by: null } as const

const quebec = { years: 14, article: 'LPRPSP, art. 4.1; Loi sur l’accès, art. 53.1', ...unverified } as const

/** From which age a pupil uses rights alone, and at which others lose theirs. The database has the same numbers; a test compares them. */
export const ages = {
  'EU-FR': {
    consent: { years: 15, article: 'RGPD, art. 8; loi 78-17, art. 45', ...unverified },
    majority: { years: 18, article: 'Code civil, art. 414', ...unverified },
  },
  'EU-SE': {
    consent: { years: 13, article: 'lag (2018:218), 2 kap. 4 §', ...unverified },
    majority: { years: 18, article: 'föräldrabalken, 9 kap. 1 §', ...unverified },
  },
  'QC-PRIV': { consent: quebec, majority: { years: 18, article: 'Code civil du Québec, art. 153', ...unverified } },
  'QC-PUB': { consent: quebec, majority: { years: 18, article: 'Code civil du Québec, art. 153', ...unverified } },
  US: {
    consent: { years: 13, article: '16 CFR 312.2', ...unverified },
    majority: { years: 18, article: '34 CFR 99.3, 99.5', ...unverified },
  },
  JP: {
    consent: { years: 16, article: '個人情報保護法ガイドラインQ&A（同意できる年齢）', ...unverified },
    majority: { years: 18, article: '民法4条', ...unverified },
  },
} as const satisfies Record<Profile, { consent: LawNumber; majority: LawNumber }>
