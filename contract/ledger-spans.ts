import { type FactClass, factClasses } from './ledger.ts'
import { type Profile, profiles } from './roles.ts'

/** How long a fact says what it was (`detail`) and who it was (`stub`), in months; then only its hash stays, so that the tree holds. */
export type FactSpan = { detail: number; stub: number }

const europe: Record<FactClass, FactSpan> = {
  // How many entries an erasure unlinked must be readable for as long as any unlinked entry is counted.
  security: { detail: 36, stub: 36 },
  login: { detail: 12, stub: 12 },
  operation: { detail: 12, stub: 36 },
  change: { detail: 12, stub: 36 },
  access: { detail: 12, stub: 36 },
}
const fiveYears: Record<FactClass, FactSpan> = {
  security: { detail: 60, stub: 60 },
  login: { detail: 12, stub: 60 },
  operation: { detail: 12, stub: 60 },
  change: { detail: 24, stub: 60 },
  access: { detail: 24, stub: 60 },
}

/** By the law that the school lives under. */
export const factSpans: Readonly<Record<Profile, Readonly<Record<FactClass, FactSpan>>>> = {
  'EU-FR': europe,
  'EU-SE': europe,
  'QC-PRIV': fiveYears,
  'QC-PUB': fiveYears,
  US: fiveYears,
  JP: fiveYears,
}

const longest = (of: FactClass, part: keyof FactSpan) => Math.max(...profiles.map((profile) => factSpans[profile][of][part]))

/** When the span of facts of a class ended that are made now: earlier ones have lost the part. Where no school applies the longest holds. */
export const endedBefore = (profile: Profile | undefined, of: FactClass, part: keyof FactSpan, now: Date): Date => {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() - (profile ? factSpans[profile][of][part] : longest(of, part)))
  return end
}

/** The class of a number in the leaf. */
export const classOfNumber = (number: number): FactClass | undefined =>
  (Object.keys(factClasses) as FactClass[]).find((name) => factClasses[name] === number)
