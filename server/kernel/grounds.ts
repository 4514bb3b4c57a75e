import type { Profile, schoolKinds } from '#contract/roles.ts'
import type { Ground } from './vocabulary.ts'

/** A ground for each kind of school, since the same work stands on other feet in each. */
export type Basis = Readonly<Record<(typeof schoolKinds)[number], Ground>>

/** What a school does because it is a school. Never asked consent for. */
export const schooling: Basis = { public: 'public_task', private: 'contract', training: 'contract' }
/** What keeps everyone's account and data safe. */
export const protection: Basis = {
  public: 'legitimate_interest',
  private: 'legitimate_interest',
  training: 'legitimate_interest',
}
/** What a law orders the school to be able to show. */
export const accountability: Basis = { public: 'legal_obligation', private: 'legal_obligation', training: 'legal_obligation' }

const gdpr = (law: string): Record<Ground, string> => ({
  public_task: `${law}, art. 6(1)(e)`,
  contract: `${law}, art. 6(1)(b)`,
  legal_obligation: `${law}, art. 6(1)(c)`,
  legitimate_interest: `${law}, art. 6(1)(f)`,
  consent: `${law}, art. 6(1)(a)`,
  vital_interest: `${law}, art. 6(1)(d)`,
})
const one = (law: string, consent = law): Record<Ground, string> => ({
  ...{ public_task: law, contract: law, legal_obligation: law, legitimate_interest: law, vital_interest: law },
  consent,
})

/** The passage of law that a ground is under, by profile. The words of a profile are signed off by its data protection officer. */
export const lawOf: Readonly<Record<Profile, Readonly<Record<Ground, string>>>> = {
  'EU-FR': gdpr('RGPD'),
  'EU-SE': gdpr('dataskyddsförordningen'),
  'QC-PRIV': one('P-39.1, s. 5', 'P-39.1, s. 14'),
  'QC-PUB': one('A-2.1, s. 64', 'A-2.1, s. 53.1'),
  US: one('FERPA, 34 CFR 99.31(a)(1)', 'FERPA, 34 CFR 99.30'),
  JP: one('APPI, arts. 17, 18', 'APPI, art. 20'),
}
