import type { Profile } from '#contract/roles.ts'
import type { Installation } from '#kernel/installation.ts'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { profilesOf } from '#modules/assurance/index.ts'
import { dpoAddressOf } from '#modules/letters/index.ts'
import { imprintIn, type Named } from '#server/outside/imprint.ts'

/** Who has to be named, by the law that a school lives under. The words for each are signed off with the profile. */
export const askedFor = {
  'EU-FR': ['controller', 'publisher', 'privacy'],
  'EU-SE': ['controller', 'publisher', 'privacy'],
  'QC-PRIV': ['controller', 'privacy', 'complaints'],
  'QC-PUB': ['controller', 'privacy', 'complaints'],
  US: ['controller', 'privacy'],
  JP: ['controller', 'privacy', 'complaints'],
} as const satisfies Record<Profile, readonly Answering[]>
export type Answering = 'controller' | 'publisher' | 'privacy' | 'complaints'

/** One who answers for something, or nobody yet. */
export type Answers = { readonly role: Answering; readonly who: Partial<Named> | undefined }
/** What a school says of itself; the installation says it of each of its schools. */
export type SchoolImprint = {
  readonly slug: string
  readonly name: string
  readonly profile: Profile
  readonly answers: readonly Answers[]
}
export type Legal = {
  readonly host: Named | undefined
  readonly security: string | undefined
  readonly schools: readonly SchoolImprint[]
}

/** Who answers for what, as far as it was written down anywhere: by the operator, or by the school in its settings. */
export const legal = async (installation: Installation, schoolId: string | undefined): Promise<Legal> => {
  const { dataFolder, alarmTo, securityTo = alarmTo } = installation
  const { host, schools: written = {} } = imprintIn(dataFolder)
  const profiles = await profilesOf(installation)
  const all = (await schools(installation)).filter((one) => !schoolId || one.schoolId === schoolId)
  const own = all.map(async ({ schoolId: id, slug, name }): Promise<SchoolImprint> => {
    const profile = profiles.get(id) ?? 'EU-FR'
    const dpo = await asSchool(installation, id, 'legal', 'legal.read', ({ tx }) => dpoAddressOf(tx))
    const known: { [role in Answering]?: Partial<Named> | undefined } = {
      ...written[slug],
      controller: { name, ...written[slug]?.controller },
      privacy: written[slug]?.privacy ?? (dpo ? { email: dpo } : undefined),
    }
    return { slug, name, profile, answers: askedFor[profile].map((role) => ({ role, who: known[role] })) }
  })
  return { host, security: securityTo, schools: await Promise.all(own) }
}
