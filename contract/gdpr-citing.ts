/** The passage of the GDPR as lawyers of a country write it: `12(3)` and `6(1)(e)` in French, `12.3` and `6.1 e` in Swedish. */
export const gdprCited = {
  'EU-FR': (passage: string) => `RGPD, art. ${passage}`,
  'EU-SE': (passage: string) =>
    `dataskyddsförordningen, art. ${passage.replace(/\((\d)\)/g, '.$1').replace(/\(([a-z])\)/g, ' $1')}`,
} as const
/** One of these ways. */
export type GdprCited = (typeof gdprCited)[keyof typeof gdprCited]
