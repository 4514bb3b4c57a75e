import { arranged, at, ofNoor, openNaming, press, type Screen } from './steps.ts'

/** The screens of families: what the office and teachers see of a pupil's, one's own, and records that may be of one person. */
export const familyScreens: readonly Screen[] = [
  { name: 'family-rights', cast: 'office', path: ofNoor('/family') },
  {
    name: 'family-protect',
    cast: 'office',
    path: ofNoor('/family'),
    before: (page) => press(page, 'details.why summary').then(() => page.waitForSelector('input[name=kind]')),
  },
  {
    name: 'family-name',
    cast: 'office',
    path: ofNoor('/family'),
    before: (page) => openNaming(page, 'main > .stack > section:nth-of-type(3) > p .button'),
  },
  {
    name: 'my-family-name',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) => openNaming(page, 'main article > div:nth-of-type(3) > p .button'),
  },
  {
    name: 'my-family-end',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) =>
      press(page, 'main article .rows li .button:nth-of-type(2)').then(() => page.waitForSelector('[role=alertdialog]')),
  },
  { name: 'pupil-office', cast: 'office', path: ofNoor('?why=family_communication') },
  { name: 'family-teacher', cast: 'teacher', path: ofNoor('/family') },
  { name: 'my-family', cast: 'parent', path: arranged('/family') },
  {
    name: 'my-family-lend',
    cast: 'parent',
    path: arranged('/family'),
    before: (page) =>
      press(page, 'main article > div:last-of-type p .button').then(() =>
        page.waitForSelector('[role=alertdialog] input[type=date]'),
      ),
  },
  { name: 'my-family-pupil', cast: 'pupil', path: at('/family') },
  { name: 'same-people', cast: 'office', path: arranged('/same-people') },
  {
    name: 'same-people-compare',
    cast: 'office',
    path: arranged('/same-people'),
    before: (page) => press(page, 'tbody .button.primary').then(() => page.waitForSelector('[role=alertdialog] .primary')),
  },
]
