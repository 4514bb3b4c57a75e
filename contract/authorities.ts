import { gdprCited } from './gdpr-citing.ts'
import { clockOf, type RightKind } from './rights-clocks.ts'
import type { Profile } from './roles.ts'

/** To whom one complains, by the law of the school: the names of authorities are the same in every language. Nobody has compared them yet. */
export const authorities: Readonly<Record<Profile, string>> = {
  'EU-FR': 'CNIL, www.cnil.fr',
  'EU-SE': 'Integritetsskyddsmyndigheten, www.imy.se',
  'QC-PRIV': 'Commission d’accès à l’information, www.cai.gouv.qc.ca',
  'QC-PUB': 'Commission d’accès à l’information, www.cai.gouv.qc.ca',
  US: 'Student Privacy Policy Office, studentprivacy.ed.gov',
  JP: '個人情報保護委員会 www.ppc.go.jp',
}

/** Where a law asks for a record of processing, or for an inventory that says the same; the others ask for none in this form. */
export const recordArticles: Readonly<Partial<Record<Profile, string>>> = {
  'EU-FR': gdprCited['EU-FR']('30'),
  'EU-SE': gdprCited['EU-SE']('30'),
  'QC-PUB': 'Loi sur l’accès, art. 76',
}

const silences: Readonly<Partial<Record<Profile, string>>> = {
  'QC-PRIV': 'LPRPSP, art. 32',
  'QC-PUB': 'Loi sur l’accès, art. 102',
}
/** Where a law takes it for a refusal that a request of a kind was not answered in time. */
export const silenceArticle = (profile: Profile, kind: RightKind): string | null =>
  (clockOf(profile, kind).isLaw && silences[profile]) || null
