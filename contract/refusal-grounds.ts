import { type GdprCited, gdprCited } from './gdpr-citing.ts'
import { clockOf, type RightKind } from './rights-clocks.ts'
import type { Profile } from './roles.ts'

/** Grounds on which a request may be refused. Which of them a law gives for which kind stands below; none is made up on the spot. */
export const refusalGrounds = [
  'kept_by_law',
  'public_task',
  'rights_of_others',
  'not_identified',
  'already_answered',
  'excessive',
  'is_accurate',
  'not_met',
  'claims',
  'expression',
  'archive',
  'compelling',
  'not_feasible',
  'hinders',
  'otherwise_protected',
  'stands',
  'no_duty',
] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/** The article of a ground, and who compared it with the law, and when; nobody has, as long as both are null. */
export type GroundArticle = { article: string; verifiedOn: string | null; by: string | null }

type Grounds = Readonly<Partial<Record<RefusalGround, string>>>
type ByKind = Readonly<Record<RightKind, Grounds>>

/** What excuses from deleting. */
const gdprErasure = (cited: GdprCited): Grounds => ({
  kept_by_law: cited('17(3)(b)'),
  public_task: cited('17(3)(b)'),
  claims: cited('17(3)(e)'),
  expression: cited('17(3)(a)'),
  archive: cited('17(3)(d)'),
  not_met: cited('17(1)'),
})
const gdprPortability = (cited: GdprCited): Grounds => ({
  not_met: cited('20(1)'),
  not_feasible: cited('20(2)'),
  public_task: cited('20(3)'),
  rights_of_others: cited('20(4)'),
})

/** Who asks is nobody whom the school knows, or asks the same again and again: of every kind. */
const gdpr = (cited: GdprCited): ByKind => {
  const always = {
    not_identified: cited('11(2), 12(6)'),
    already_answered: cited('12(5)'),
    excessive: cited('12(5)(b)'),
  }
  return {
    access: { rights_of_others: cited('15(4)'), ...always },
    portability: { ...gdprPortability(cited), ...always },
    rectification: { is_accurate: cited('5(1)(d), 16'), ...always },
    erasure: { ...gdprErasure(cited), ...always },
    restriction: { not_met: cited('18(1)'), ...always },
    objection: {
      compelling: cited('21(1)'),
      claims: cited('21(1)'),
      archive: cited('21(6)'),
      not_met: cited('21(1)'),
      ...always,
    },
    human: { rights_of_others: cited('38(4), 38(5)'), ...always },
    complaint: { stands: cited('12(4), 77'), ...always },
    // Agreeing is taken back without anybody's leave: there is nothing to refuse.
    withdrawal: {},
    hearing: {},
    deindexing: {},
  }
}

const quebecPrivate: ByKind = {
  access: {
    hinders: 'LPRPSP, art. 39',
    rights_of_others: 'LPRPSP, art. 40',
    not_identified: 'LPRPSP, art. 30',
    excessive: 'LPRPSP, art. 46',
  },
  portability: { not_feasible: 'LPRPSP, art. 27', rights_of_others: 'LPRPSP, art. 40', not_identified: 'LPRPSP, art. 30' },
  rectification: {
    is_accurate: 'LPRPSP, art. 28, 53 ; C.c.Q., art. 40',
    not_identified: 'LPRPSP, art. 30',
    excessive: 'LPRPSP, art. 46',
  },
  erasure: { not_met: 'LPRPSP, art. 28 ; C.c.Q., art. 40', kept_by_law: 'LPRPSP, art. 23', not_identified: 'LPRPSP, art. 30' },
  restriction: { no_duty: 'LPRPSP, art. 34', not_identified: 'LPRPSP, art. 30' },
  objection: { no_duty: 'LPRPSP, art. 34', not_identified: 'LPRPSP, art. 30' },
  human: { rights_of_others: 'LPRPSP, art. 40', not_identified: 'LPRPSP, art. 30', excessive: 'LPRPSP, art. 46' },
  complaint: { stands: 'LPRPSP, art. 34, 42', excessive: 'LPRPSP, art. 46' },
  withdrawal: {},
  hearing: {},
  deindexing: { not_met: 'LPRPSP, art. 28.1', expression: 'LPRPSP, art. 28.1', not_identified: 'LPRPSP, art. 30' },
}

const quebecPublic: ByKind = {
  access: {
    hinders: 'Loi sur l’accès, art. 28, 87',
    rights_of_others: 'Loi sur l’accès, art. 88',
    not_identified: 'Loi sur l’accès, art. 94',
    excessive: 'Loi sur l’accès, art. 137.1',
  },
  portability: {
    not_feasible: 'Loi sur l’accès, art. 84',
    rights_of_others: 'Loi sur l’accès, art. 88',
    not_identified: 'Loi sur l’accès, art. 94',
  },
  rectification: {
    is_accurate: 'Loi sur l’accès, art. 89, 90',
    not_identified: 'Loi sur l’accès, art. 94',
    excessive: 'Loi sur l’accès, art. 137.1',
  },
  erasure: {
    not_met: 'Loi sur l’accès, art. 89 ; C.c.Q., art. 40',
    kept_by_law: 'Loi sur l’accès, art. 73',
    not_identified: 'Loi sur l’accès, art. 94',
  },
  restriction: { no_duty: 'Loi sur l’accès, art. 100', not_identified: 'Loi sur l’accès, art. 94' },
  objection: { no_duty: 'Loi sur l’accès, art. 100', not_identified: 'Loi sur l’accès, art. 94' },
  human: {
    rights_of_others: 'Loi sur l’accès, art. 88',
    not_identified: 'Loi sur l’accès, art. 94',
    excessive: 'Loi sur l’accès, art. 137.1',
  },
  complaint: { stands: 'Loi sur l’accès, art. 100, 135', excessive: 'Loi sur l’accès, art. 137.1' },
  withdrawal: {},
  hearing: {},
  deindexing: {},
}

const ferpa: ByKind = {
  access: { rights_of_others: '34 CFR 99.12(a)', not_identified: '34 CFR 99.31(c)' },
  portability: { no_duty: '34 CFR 99.10', rights_of_others: '34 CFR 99.12(a)', not_identified: '34 CFR 99.31(c)' },
  rectification: { is_accurate: '34 CFR 99.20(b)–(c)', not_identified: '34 CFR 99.31(c)' },
  erasure: { no_duty: 'FERPA', kept_by_law: '34 CFR 99.10(e)', not_identified: '34 CFR 99.31(c)' },
  restriction: { no_duty: 'FERPA', not_identified: '34 CFR 99.31(c)' },
  objection: { no_duty: 'FERPA', not_identified: '34 CFR 99.31(c)' },
  human: { rights_of_others: '34 CFR 99.12(a)', not_identified: '34 CFR 99.31(c)' },
  complaint: { stands: '34 CFR 99.63', not_identified: '34 CFR 99.31(c)' },
  withdrawal: {},
  hearing: { stands: '34 CFR 99.21(b)(2)' },
  deindexing: {},
}

const LAW_JP = '個人情報保護法'
const appi: ByKind = {
  access: {
    rights_of_others: `${LAW_JP} 第33条2項1号`,
    hinders: `${LAW_JP} 第33条2項2号`,
    kept_by_law: `${LAW_JP} 第33条2項3号`,
    not_identified: `${LAW_JP} 第37条`,
  },
  portability: { no_duty: `${LAW_JP} 第33条`, rights_of_others: `${LAW_JP} 第33条2項1号`, not_identified: `${LAW_JP} 第37条` },
  rectification: { is_accurate: `${LAW_JP} 第34条2項、3項`, not_identified: `${LAW_JP} 第37条` },
  erasure: {
    not_met: `${LAW_JP} 第35条1項、5項`,
    otherwise_protected: `${LAW_JP} 第35条2項、6項`,
    kept_by_law: `${LAW_JP} 第22条`,
    not_identified: `${LAW_JP} 第37条`,
  },
  restriction: {
    not_met: `${LAW_JP} 第35条1項、5項`,
    otherwise_protected: `${LAW_JP} 第35条2項、6項`,
    not_identified: `${LAW_JP} 第37条`,
  },
  objection: {
    not_met: `${LAW_JP} 第35条3項、5項`,
    otherwise_protected: `${LAW_JP} 第35条4項、6項`,
    not_identified: `${LAW_JP} 第37条`,
  },
  human: { rights_of_others: `${LAW_JP} 第33条2項1号`, not_identified: `${LAW_JP} 第37条` },
  complaint: { stands: `${LAW_JP} 第36条、第40条`, not_identified: `${LAW_JP} 第37条` },
  withdrawal: {},
  hearing: {},
  deindexing: {},
}

const refusals: Readonly<Record<Profile, ByKind>> = {
  'EU-FR': gdpr(gdprCited['EU-FR']),
  'EU-SE': gdpr(gdprCited['EU-SE']),
  'QC-PRIV': quebecPrivate,
  'QC-PUB': quebecPublic,
  US: ferpa,
  JP: appi,
}

/** The grounds that a law gives for refusing a kind of request, the most particular first. */
export const groundsFor = (profile: Profile, kind: RightKind): readonly RefusalGround[] =>
  Object.keys(refusals[profile][kind]).flatMap((name) => refusalGrounds.filter((ground) => ground === name))

/** Whether a law gives this ground for refusing such a request. */
export const isGroundFor = (profile: Profile, kind: RightKind, ground: RefusalGround): boolean =>
  refusals[profile][kind][ground] !== undefined

/** Where a ground stands; of a refusal from before the law was written down so, the article of the right itself. */
export const refusalArticle = (profile: Profile, kind: RightKind, ground: RefusalGround): GroundArticle => ({
  article: refusals[profile][kind][ground] ?? clockOf(profile, kind).article,
  verifiedOn: null,
  by: null,
})
