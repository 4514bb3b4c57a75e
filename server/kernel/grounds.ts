import { type GdprCited, gdprCited } from '#contract/gdpr-citing.ts'
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

const gdpr = (cited: GdprCited): Record<Ground, string> => ({
  public_task: cited('6(1)(e)'),
  contract: cited('6(1)(b)'),
  legal_obligation: cited('6(1)(c)'),
  legitimate_interest: cited('6(1)(f)'),
  consent: cited('6(1)(a)'),
  vital_interest: cited('6(1)(d)'),
})
const one = (law: string, consent = law): Record<Ground, string> => ({
  ...{ public_task: law, contract: law, legal_obligation: law, legitimate_interest: law, vital_interest: law },
  consent,
})

/** The passage of law that a ground is under, by profile, as that law is cited where it holds. The words of a profile are signed off by its data protection officer. */
export const lawOf: Readonly<Record<Profile, Readonly<Record<Ground, string>>>> = {
  'EU-FR': gdpr(gdprCited['EU-FR']),
  'EU-SE': gdpr(gdprCited['EU-SE']),
  'QC-PRIV': one('LPRPSP, art. 5', 'LPRPSP, art. 14'),
  'QC-PUB': one('Loi sur l’accès, art. 64', 'Loi sur l’accès, art. 53.1'),
  US: one('FERPA, 34 CFR 99.31(a)(1)', 'FERPA, 34 CFR 99.30'),
  JP: one('個人情報保護法 第17条、第18条', '個人情報保護法 第20条'),
}
