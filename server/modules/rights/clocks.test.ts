import { expect, test } from 'vitest'
import { groundsFor, isGroundFor, refusalArticle, refusalGrounds } from '#contract/refusal-grounds.ts'
import { clockOf, dayAfter, isKnownUnder, notOverSince, rightKinds, standingOf, strictest } from '#contract/rights-clocks.ts'
import { profiles } from '#contract/roles.ts'
import { lawOf } from '#kernel/grounds.ts'

test('a month ends on the same day, or on the last that there is', () => {
  expect(dayAfter('2026-11-22', 'P1M')).toBe('2026-12-22')
  expect(dayAfter('2026-01-31', 'P1M')).toBe('2026-02-28')
  expect(dayAfter('2028-01-31', 'P1M')).toBe('2028-02-29')
  expect(dayAfter('2026-12-31', 'P2M')).toBe('2027-02-28')
  expect(dayAfter('2026-12-15', 'P30D')).toBe('2027-01-14')
})

test('a number that nobody has checked is unverified, and one that was checked too long ago is stale', () => {
  expect(standingOf({ verifiedOn: null }, '2026-11-22')).toBe('unverified')
  expect(standingOf({ verifiedOn: '2026-11-22' }, '2027-12-27')).toBe('verified') // 400 days
  expect(standingOf({ verifiedOn: '2026-11-22' }, '2027-12-28')).toBe('stale')
})

test('where two laws meet the stricter clock runs', () => {
  const met = strictest('access', ['EU-FR', 'QC-PUB'], '2026-11-22')
  expect([met.profile, met.dueOn]).toEqual(['QC-PUB', '2026-12-12'])
  expect(strictest('access', ['US', 'EU-SE'], '2026-11-22').profile).toBe('EU-SE')
})

test('every number and every ground stands with its article, under every law', () => {
  for (const profile of profiles)
    for (const kind of rightKinds) {
      expect(clockOf(profile, kind).article.length).toBeGreaterThan(3)
      for (const ground of groundsFor(profile, kind))
        expect(refusalArticle(profile, kind, ground).article.length).toBeGreaterThan(3)
    }
})

test('what a law knows can be refused under it on some ground, except that agreeing is taken back without leave', () => {
  for (const profile of profiles)
    for (const kind of rightKinds) {
      const mayBeRefused = kind !== 'withdrawal' && isKnownUnder(kind, [profile])
      expect(groundsFor(profile, kind).length > 0, `${profile} ${kind}`).toBe(mayBeRefused)
    }
})

test('the exceptions of one article excuse from no other: an exception to deletion refuses no copy, correction or objection', () => {
  for (const profile of profiles)
    for (const kind of rightKinds)
      for (const ground of refusalGrounds) {
        const { article } = refusalArticle(profile, kind, ground)
        if (isGroundFor(profile, kind, ground))
          expect(/art\. 17[.(]3/.test(article) && kind !== 'erasure', `${kind} ${ground}`).toBe(false)
      }
  expect(groundsFor('EU-FR', 'rectification')).toEqual(['is_accurate', 'not_identified', 'already_answered', 'excessive'])
  expect(refusalArticle('EU-FR', 'portability', 'rights_of_others').article).toBe('RGPD, art. 20(4)')
  expect(refusalArticle('EU-SE', 'objection', 'compelling').article).toBe('dataskyddsförordningen, art. 21.1')
})

/** What a law is called where it holds: the name that every passage of it begins with. */
const called = {
  'EU-FR': /^RGPD, art\. [^.]*$/,
  'EU-SE': /^dataskyddsförordningen, art\. [^()]*$/,
  'QC-PRIV': /^LPRPSP/,
  'QC-PUB': /^Loi sur l’accès/,
  US: /^(?:FERPA|34 CFR)/,
  JP: /^個人情報保護法/,
} as const

test('a law has one name wherever it is cited, the one that it has at home: on a clock, on a ground, and where somebody asks why', () => {
  for (const profile of profiles) {
    const clocks = rightKinds.map((kind) => clockOf(profile, kind).article)
    const refusals = rightKinds.flatMap((kind) => groundsFor(profile, kind).map((g) => refusalArticle(profile, kind, g).article))
    for (const article of [...clocks, ...refusals, ...Object.values(lawOf[profile])]) expect(article).toMatch(called[profile])
  }
})

test('where a law gives no such right, no number of it stands as the law’s', () => {
  for (const profile of profiles)
    for (const kind of rightKinds)
      if (isGroundFor(profile, kind, 'no_duty')) expect(clockOf(profile, kind).isLaw, `${profile} ${kind}`).toBe(false)
})

test('a day is due when the span of its last day is over, and no day before it is not, at the end of every month', () => {
  const days = Array.from({ length: 800 }, (_, nth) => dayAfter('2031-01-01', `P${nth}D`))
  for (const span of ['P7D', 'P3M', 'P6M', 'P1Y'] as const)
    for (const today of days.slice(400).filter((day) => /-(?:01|02|2[89]|3[01])$/.test(day))) {
      const first = notOverSince(today, span)
      expect(
        days.filter((day) => day < first !== dayAfter(day, span) < today),
        `${span} ${today}`,
      ).toEqual([])
    }
})
