import type { Profile } from './roles.ts'

/** To whom one complains, by the law of the school: the names of authorities are the same in every language. Nobody has compared them yet. */
export const authorities: Readonly<Record<Profile, string>> = {
  'EU-FR': 'CNIL, www.cnil.fr',
  'EU-SE': 'Integritetsskyddsmyndigheten, www.imy.se',
  'QC-PRIV': 'Commission d’accès à l’information, www.cai.gouv.qc.ca',
  'QC-PUB': 'Commission d’accès à l’information, www.cai.gouv.qc.ca',
  US: 'Student Privacy Policy Office, studentprivacy.ed.gov',
  JP: '個人情報保護委員会, www.ppc.go.jp',
}
