import { makePolicy } from '#contract/policies.ts'
import { asker } from '#tests/world.ts'
import type { School } from './school.ts'
import { arranged, at, press, type Screen } from './steps.ts'

const asking = new WeakMap<School, Promise<unknown>>()
const letter = {
  en: {
    title: 'Photo club letter',
    body: 'We send the photo club’s letter once a month, to the address that you gave the school.',
  },
  fr: {
    title: 'Lettre du club photo',
    body: 'Nous envoyons la lettre du club photo une fois par mois, à l’adresse donnée à l’école.',
  },
  sv: { title: 'Fotoklubbens brev', body: 'Vi skickar fotoklubbens brev en gång i månaden till adressen som skolan har.' },
  ja: { title: '写真クラブのお便り', body: '写真クラブのお便りを月に一度、学校に届け出たアドレスへお送りします。' },
}
const rules = {
  en: {
    title: 'How we write to each other',
    body: 'We write as we would speak.\nWhat is written here is answered on school days.',
  },
  fr: { title: 'Comment nous nous écrivons', body: 'Nous écrivons comme nous parlerions.\nNous répondons les jours d’école.' },
  sv: { title: 'Så skriver vi till varandra', body: 'Vi skriver som vi skulle tala.\nVi svarar på skoldagar.' },
  ja: { title: 'やりとりの約束', body: '話すときと同じ気持ちで書きましょう。\n返信は登校日に行います。' },
}

/** The data protection officer asks for a consent about each pupil, and for terms. */
const askedBoth = async (school: School) => {
  const officer = asker(school.world.app, 'demo', (await school.enter('dpo')).token)
  await officer(makePolicy, { body: { kind: 'consent', about: 'pupil', texts: letter } })
  await officer(makePolicy, { body: { kind: 'terms', about: 'self', texts: rules } })
}
const once = (school: School) => {
  const known = asking.get(school) ?? askedBoth(school)
  asking.set(school, known)
  return known
}
const withTexts = (path: string) => async (school: School, slug: string) => once(school).then(() => arranged(path)(school, slug))

/** What a school asks people to accept or to agree to. */
export const policyScreens: readonly Screen[] = [
  { name: 'consents', cast: 'parent', path: withTexts('/consents') },
  {
    name: 'consents-receipt',
    cast: 'parent',
    path: withTexts('/consents'),
    before: async (page) => {
      await page.waitForSelector('.consent .button')
      // Whoever looked in another language has agreed already.
      if ((await page.locator('.consent .button.plain').count()) === 0) await press(page, '.consent .button')
      await press(page, '.consent .button.plain')
      await page.waitForSelector('[role=dialog] .receipt')
    },
  },
  { name: 'policies', cast: 'dpo', path: withTexts('/policies') },
  {
    name: 'policies-make',
    cast: 'dpo',
    path: withTexts('/policies'),
    before: async (page) => {
      await press(page, '.button.primary')
      await page.waitForSelector('[role=dialog] textarea')
    },
  },
  { name: 'paper-notice', cast: 'visitor', path: at('/trust/notice') },
  { name: 'paper-record', cast: 'visitor', path: at('/trust/record') },
  { name: 'paper-flows', cast: 'visitor', path: at('/trust/flows') },
  { name: 'paper-editions', cast: 'visitor', path: at('/trust/editions') },
  { name: 'verify-copy', cast: 'visitor', path: () => '/verify/copy?note=abc' },
]
