import type { Page } from 'playwright-core'
import { themes } from '#modules/assurance/index.ts'
import { calendarScreens } from './calendar-screens.ts'
import { conversationScreens } from './conversation-screens.ts'
import { coveringScreens } from './covering-screens.ts'
import { disputeScreens } from './dispute-screens.ts'
import { familyScreens } from './family-screens.ts'
import { leavingScreens } from './leaving-screens.ts'
import { myDataScreens } from './my-data-screens.ts'
import { noticeScreens } from './notice-screens.ts'
import { arrangeOversight, supportIsOver } from './overseeing.ts'
import { photoScreens } from './photo-screens.ts'
import { policyScreens } from './policy-screens.ts'
import { postScreens } from './post-screens.ts'
import { retentionScreens } from './retention-screens.ts'
import { roster } from './school.ts'
import { serviceScreens } from './service-screens.ts'
import {
  arrives,
  asksOnceMore,
  at,
  beginReview,
  chooseTwo,
  fillLastStep,
  foreignList,
  hasWords,
  helpIn,
  leaves,
  ofClass,
  openPupil,
  press,
  printNobody,
  printOne,
  type Screen,
  submit,
  toAccess,
  toLastStep,
  upload,
  withDevices,
  wouldLeave,
  wouldShut,
  wrongCode,
  wrongSetUp,
} from './steps.ts'
import { trustScreens } from './trust-screens.ts'
import { yearScreens } from './year-screens.ts'

/** Somebody opens the search of the roof and asks for this. */
const looksFor = (words: string) => async (page: Page) => {
  await press(page, '.search-open')
  await page.fill('[role=dialog] input[type=search]', words)
  await press(page, '[role=dialog] button[type=submit]')
  await page.waitForSelector('[role=dialog] [role=status]')
}

const inTheApp: readonly Screen[] = [
  ...yearScreens,
  ...myDataScreens,
  ...disputeScreens,
  ...coveringScreens,
  ...leavingScreens,
  ...noticeScreens,
  ...serviceScreens,
  ...postScreens,
  ...photoScreens,
  ...policyScreens,
  ...retentionScreens,
  ...calendarScreens,
  ...conversationScreens,
  { name: 'roles-access', cast: 'office', path: at('/people'), before: toAccess },
  { name: 'roles-review', cast: 'office', path: at('/people/review'), before: beginReview },
  { name: 'roles-support', cast: 'office', path: at('/support') },
  { name: 'roles-support-over', cast: 'office', path: at('/support'), before: supportIsOver },
  { name: 'search', cast: 'teacher', path: at('/today'), before: looksFor('noor') },
  { name: 'search-none', cast: 'office', path: at('/today'), before: looksFor('zzzz') },
  { name: 'roles-orphans', cast: 'office', path: at('/people/orphans') },
  { name: 'records', cast: 'head', path: at('/records') },
  { name: 'slips', cast: 'office', path: at('/slips') },
  { name: 'slips-staff', cast: 'office', path: at('/slips/staff') },
  { name: 'slips-class', cast: 'office', path: ofClass('/slips') },
  { name: 'slips-nobody', cast: 'office', path: ofClass('/slips'), before: printNobody },
  { name: 'slips-one', cast: 'office', path: ofClass('/slips'), before: printOne },
  { name: 'slips-help-in', cast: 'teacher', path: ofClass(), before: helpIn },
  { name: 'slips-class-door', cast: 'teacher', path: ofClass('/door') },
  { name: 'slips-class-words', cast: 'visitor', path: at('/class') },
  { name: 'slips-first-sign-in', cast: 'visitor', path: () => '/first-sign-in#t=1908427803502226' },
  { name: 'slips-first-sign-in-wrong', cast: 'visitor', path: () => '/first-sign-in', before: wrongCode },
  ...(['parent', 'teacher', 'office', 'pupil', 'dpo'] as const).map((cast) => ({
    name: `today-${cast}`,
    cast,
    path: at('/today'),
  })),
  { name: 'security', cast: 'office', path: at('/security') },
  {
    name: 'security-confirm',
    cast: 'founder',
    path: at('/security'),
    before: async (page, { world }) => {
      await page.waitForSelector('#calendar')
      await world.owner.query("update directory.session set authenticated_at = now() - interval '1 hour'")
      await page.selectOption('#calendar ~ .field select', '365')
      await page.waitForSelector('[role=dialog]')
    },
  },
  { name: 'notifications', cast: 'parent', path: at('/notifications') },
  { name: 'notifications-devices', cast: 'teacher', path: at('/notifications'), before: withDevices },
  {
    name: 'notifications-customise',
    cast: 'office',
    path: at('/notifications'),
    before: (page) =>
      press(page, 'details.fold summary')
        .then(() => press(page, 'details.fold fieldset label.choice'))
        .then(() => page.waitForSelector('details[open] input[type=time]')),
  },
  {
    name: 'mail-troubles',
    cast: 'office',
    path: at('/mail-troubles'),
    before: async (page, { world }) => {
      await world.owner.query(
        `insert into directory.mail_trouble (account_id, way, status, since_at, salt, address_digest)
         select account_id, 'refused', '5.1.1', now(), decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex') from directory.membership
         order by person_id limit 3 on conflict do nothing`,
      )
      await page.reload()
      await page.waitForSelector('li.card')
    },
  },
  { name: 'mail-troubles-none', cast: 'founder', path: at('/mail-troubles') },
  { name: 'mail-stop', cast: 'visitor', path: () => '/mail/stop?token=abc' },
  { name: 'mail-address', cast: 'visitor', path: () => '/mail/address?token=abc' },
  { name: 'second-factor', cast: 'office', path: () => '/second-factor?next=/s/demo/security' },
  {
    name: 'authenticator',
    cast: 'office',
    path: () => '/second-factor?next=/s/demo/security',
    before: async (page, { world }) => {
      await world.owner.query('update directory.session set authenticated_at = now()')
      await submit(page)
      await page.waitForSelector('svg.qr')
    },
  },
  { name: 'password', cast: 'office', path: () => '/password' },
  { name: 'confirm', cast: 'office', path: () => '/confirm' },
  { name: 'confirm-words', cast: 'founder', path: hasWords },
  { name: 'security-evidence', cast: 'dpo', path: at('/security'), before: (page) => page.waitForSelector('#evidence') },
  { name: 'forgotten', cast: 'visitor', path: () => '/s/demo/forgotten' },
  { name: 'recover', cast: 'visitor', path: () => '/s/demo/recover' },
  { name: 'reset', cast: 'visitor', path: () => '/reset?token=abcdefghijklmnopqrstuvwxyz' },
  { name: 'password-rules', cast: 'visitor', path: () => '/s/demo/password-rules' },
  { name: 'today-empty', cast: 'founder', path: at('/today') },
  { name: 'classes', cast: 'office', path: at('/classes') },
  { name: 'classes-empty', cast: 'founder', path: at('/classes') },
  { name: 'class', cast: 'teacher', path: ofClass() },
  {
    name: 'class-who-sees',
    cast: 'teacher',
    path: ofClass(),
    before: (page) => press(page, '.eye').then(() => page.waitForSelector('[role=dialog]')),
  },
  { name: 'class-parent', cast: 'parent', path: ofClass() },
  {
    name: 'who-saw',
    cast: 'parent',
    path: ofClass(),
    before: (page) => press(page, 'a.eye').then(() => page.waitForSelector('.log tbody tr')),
  },
  {
    name: 'who-saw-ask',
    cast: 'parent',
    path: ofClass(),
    before: (page) =>
      press(page, 'a.eye')
        .then(() => page.waitForSelector('.log tbody tr'))
        .then(() => press(page, '.log .why summary')),
  },
  {
    name: 'pupil-parent',
    cast: 'parent',
    path: ofClass(),
    before: (page) => openPupil(page).then(() => page.waitForSelector('.persons')),
  },
  {
    name: 'pupil-why',
    cast: 'teacher',
    path: ofClass(),
    before: (page) => openPupil(page).then(() => page.waitForSelector('.tap')),
  },
  {
    name: 'pupil-why-head',
    cast: 'head',
    path: ofClass(),
    before: (page) => openPupil(page).then(() => press(page, '.why summary')),
  },
  {
    name: 'pupil',
    cast: 'teacher',
    path: ofClass(),
    before: (page) =>
      openPupil(page)
        .then(() => press(page, '.tap'))
        .then(() => page.waitForSelector('.persons')),
  },
  { name: 'oversight-empty', cast: 'dpo', path: at('/oversight') },
  {
    name: 'oversight',
    cast: 'head',
    path: at('/oversight'),
    before: (page, school) =>
      arrangeOversight(school)
        .then(() => page.reload())
        .then(() => page.waitForSelector('.said')),
  },
  { name: 'class-pupil', cast: 'pupil', path: ofClass() },
  ...familyScreens,
  { name: 'key', cast: 'teacher', path: ofClass('/key') },
  { name: 'key-none', cast: 'substitute', path: ({ keyless }) => `/s/preau/classes/${keyless}/key` },
  { name: 'class-empty', cast: 'substitute', path: ({ keyless }) => `/s/preau/classes/${keyless}` },
  { name: 'requests', cast: 'teacher', path: at('/requests') },
  { name: 'requests-none', cast: 'founder', path: at('/requests') },
  {
    name: 'requests-pick',
    cast: 'teacher',
    path: at('/requests'),
    before: (page) =>
      page
        .locator('tr', { hasText: 'Montbazon' })
        .locator('.button.primary')
        .click()
        .then(() => page.waitForSelector('[role=dialog] select')),
  },
  { name: 'requests-accepted', cast: 'teacher', path: at('/requests'), before: asksOnceMore },
  { name: 'people', cast: 'office', path: at('/people') },
  { name: 'people-chosen', cast: 'office', path: at('/people'), before: chooseTwo },
  { name: 'people-shut', cast: 'office', path: at('/people'), before: wouldShut },
  { name: 'requests-chosen', cast: 'teacher', path: at('/requests'), before: chooseTwo },
  { name: 'import', cast: 'founder', path: at('/import') },
  { name: 'import-arrived', cast: 'founder', path: at('/import'), before: arrives },
  { name: 'import-preview', cast: 'founder', path: at('/import'), before: (page) => upload(page, roster(), '.figures') },
  {
    name: 'import-many-leave',
    cast: 'importer',
    path: at('/import'),
    before: (page) => wouldLeave(page).then(() => page.waitForSelector('[role=alertdialog]')),
  },
  {
    name: 'import-applying',
    cast: 'importer',
    path: at('/import'),
    before: (page) =>
      wouldLeave(page)
        .then(() => press(page, '.button.danger'))
        .then(() => page.waitForSelector('main progress')),
  },
  {
    name: 'import-refused',
    cast: 'founder',
    path: at('/import'),
    before: (page) => upload(page, roster({ spoilt: true }), '.banner.bad'),
  },
  { name: 'import-columns', cast: 'founder', path: at('/import'), before: (page) => upload(page, foreignList, '#columns') },
  { name: 'not-theirs', cast: 'substitute', path: () => '/s/demo/today' },
  { name: 'not-there', cast: 'teacher', path: at('/classes/0199a000-0000-7000-8000-000000000001') },
]

const onPages: readonly Screen[] = [
  { name: 'welcome', cast: 'visitor', path: () => '/' },
  { name: 'school-home', cast: 'visitor', path: at('/') },
  {
    name: 'sign-in',
    cast: 'visitor',
    path: at('/sign-in'),
    before: async (page) => {
      await page.fill('#login', 'amina.r1')
      await page.fill('#password', 'not this one')
      await submit(page)
      await page.waitForSelector('.banner.bad')
    },
  },
  { name: 'left', cast: 'founder', path: leaves },
  { name: 'set-up', cast: 'visitor', path: ({ empty }) => `${empty.origin}/setup?code=${empty.code}` },
  { name: 'set-up-refused', cast: 'visitor', path: ({ empty }) => `${empty.origin}/setup`, before: wrongSetUp },
  { name: 'join-key', cast: 'visitor', path: () => '/join' },
  { name: 'join-key-wrong', cast: 'visitor', path: () => '/join/K7P2W9M5' },
  { name: 'join-class', cast: 'visitor', path: ({ door }) => `/join/${door.key}` },
  { name: 'join-you', cast: 'visitor', path: ({ door }) => `/join/${door.key}`, before: toLastStep },
  {
    name: 'join-you-wrong',
    cast: 'visitor',
    path: ({ door }) => `/join/${door.key}`,
    before: (page) =>
      toLastStep(page)
        .then(() => fillLastStep(page, 'amina@'))
        .then(() => page.waitForSelector('.banner.bad')),
  },
  {
    name: 'join-sent',
    cast: 'visitor',
    path: ({ door }) => `/join/${door.key}`,
    before: (page) =>
      toLastStep(page)
        .then(() => fillLastStep(page, 'anne-sophie@exemple.org'))
        .then(() => page.waitForSelector('.banner.ok')),
  },
  {
    name: 'join-confirm',
    cast: 'visitor',
    path: ({ door }) => door.writeTo('Noor Benali', 'Karim Haddad', 'father', 'karim@exemple.org').then(({ link }) => link),
  },
  { name: 'my-requests', cast: 'family', path: () => '/requests', before: (page) => page.waitForSelector('.card .badge') },
  { name: 'not-found', cast: 'visitor', path: () => '/nothing' },
  { name: 'trust', cast: 'visitor', path: () => '/trust' },
  { name: 'trust-of-school', cast: 'visitor', path: at('/trust') },
  { name: 'trust-who', cast: 'visitor', path: () => '/trust/who' },
  { name: 'trust-theme', cast: 'visitor', path: () => `/trust/${themes[0]}` },
  { name: 'verify', cast: 'visitor', path: () => '/verify' },
  { name: 'verify-key', cast: 'visitor', path: () => '/verify/key' },
  { name: 'verify-unknown', cast: 'visitor', path: () => '/verify/0000000000000000' },
]

/** Every screen and page there is; a screen that is not listed here is not tested. */
export const screens: readonly Screen[] = [...inTheApp, ...onPages, ...trustScreens]
