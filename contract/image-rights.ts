import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'
import { locales } from './locales.ts'
import type { Profile } from './roles.ts'

/** To whom pictures of a pupil may be shown. `outside`: the school's site, the press, an exhibition; Préau itself shows nothing outside. */
export const imageAudiences = ['class', 'school', 'outside'] as const
export type ImageAudience = (typeof imageAudiences)[number]

/** The wording that is shown now; every answer says to which it was given. A wording is never edited, only followed by another. */
export const imageWording = 1

type Rule = { together: boolean; article: string; verifiedOn: string | null; by: string | null }
const unverified = { verifiedOn: null, by: null } as const
/** Whether every guardian who signs has to agree. The database has the same list; a test compares them. The pupil's own age stands in `ages.ts`. */
export const imageRules: Readonly<Record<Profile, Rule>> = {
  'EU-FR': { together: true, article: 'Code civil, art. 9, 371-1, 372', ...unverified },
  'EU-SE': { together: true, article: 'föräldrabalken, 6 kap. 13 §', ...unverified },
  'QC-PRIV': { together: false, article: 'Code civil du Québec, art. 36, 603', ...unverified },
  'QC-PUB': { together: false, article: 'Code civil du Québec, art. 36, 603', ...unverified },
  US: { together: false, article: '34 CFR 99.4, 99.30', ...unverified },
  JP: { together: false, article: '個人情報保護法 第20条', ...unverified },
}

const audience = z.enum(imageAudiences)
const answer = z.enum(['yes', 'no'])
const words = { wording: z.int().check(z.positive()), language: z.enum(locales) }

const receipt = z.object({
  id,
  /** To quote, and to find it again by. */
  number: z.string(),
  pupil: z.object({ id, display: z.string() }),
  year: z.object({ from: day, to: day }),
  audience,
  says: answer,
  wording: z.int(),
  language: z.string(),
  saidAt: instant,
  replacedAt: z.nullable(instant),
  /** It came on paper: who wrote it down, where they are still known. The original is kept at the school. */
  paper: z.nullable(z.object({ by: z.nullable(z.string()) })),
})
export type ImageReceipt = z.output<typeof receipt>

/** For whom the reader answers, what the reader has said this year, and the receipts of all that. What another guardian said is nobody else's. */
export const readImageRights = endpoint({
  name: 'image_right.mine',
  method: 'GET',
  path: '/image-rights',
  purposes: ['self', 'family_communication'],
  output: z.object({
    year: z.object({ from: day, to: day }),
    wording: z.int(),
    people: z.array(
      z.object({
        ...{ id, display: z.string(), isSelf: z.boolean(), mayAgree: z.boolean(), isJoint: z.boolean() },
        rights: z.array(
          z.object({
            audience,
            said: z.enum(['yes', 'no', 'open']),
            saidAt: z.nullable(instant),
            receiptId: z.nullable(id),
            isAllowed: z.boolean(),
          }),
        ),
      }),
    ),
    receipts: z.array(receipt),
  }),
})

/** Says yes or no, for one audience and this school year. A no holds at once. */
export const sayImageRight = endpoint({
  name: 'image_right.say',
  method: 'PUT',
  path: '/people/:id/image-rights',
  purposes: ['self', 'family_communication'],
  while: ['leaving'],
  params: byId,
  body: z.object({ audience, says: answer, ...words }),
  output: z.object({ receiptId: id, number: z.string(), isAllowed: z.boolean() }),
  errors: ['image_right.wording_changed', 'image_right.pupil_decides'],
})

/** Writes down what somebody answered on paper. The original is kept at the school, and the one who answered is told, and may change it. */
export const recordImageRight = endpoint({
  name: 'image_right.record',
  method: 'PUT',
  path: '/people/:id/image-rights/paper',
  purposes: ['class_life', 'administration'],
  params: byId,
  body: z.object({ byId: id, audience, says: answer, originalKept: z.literal(true), ...words }),
  output: z.object({ receiptId: id, number: z.string() }),
  errors: ['image_right.wording_changed', 'image_right.pupil_decides', 'image_right.has_answered', 'image_right.not_theirs'],
})

/** May, or may not, for each pupil of a class; why not is told to nobody. `signs`: who answers. */
export const readClassImageRights = endpoint({
  name: 'image_right.of_class',
  method: 'GET',
  path: '/classes/:id/image-rights',
  purposes: ['class_life', 'teaching', 'family_communication', 'administration'],
  reads: 'fact',
  params: byId,
  output: z.object({
    wording: z.int(),
    pupils: z.array(
      z.object({
        ...{ id, display: z.string(), may: z.object({ class: z.boolean(), school: z.boolean(), outside: z.boolean() }) },
        signs: z.array(z.object({ id, display: z.string() })),
      }),
    ),
  }),
})
