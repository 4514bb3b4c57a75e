import { at, press, type Screen } from './steps.ts'

/** Class life: the feed stands on `today`; here is what is behind it. */
export const postScreens: readonly Screen[] = [
  {
    name: 'feed-who-sees',
    cast: 'parent',
    path: at('/today'),
    before: (page) => press(page, '.post .eye').then(() => page.waitForSelector('[role=dialog] dl')),
  },
  {
    name: 'post',
    cast: 'parent',
    path: at('/today'),
    before: (page) => press(page, '.post .more-of').then(() => page.waitForSelector('main a[href$="/today"]')),
  },
  { name: 'groups', cast: 'teacher', path: at('/groups') },
  {
    name: 'group-new',
    cast: 'office',
    path: at('/groups/new'),
    before: (page) => press(page, 'main details summary').then(() => page.waitForSelector('main details .choice')),
  },
  { name: 'post-write', cast: 'teacher', path: at('/write') },
  {
    name: 'post-schedule',
    cast: 'teacher',
    path: at('/write'),
    before: async (page) => {
      await page.fill('textarea', 'Sortie au musée jeudi.')
      await press(page, 'button[type=submit] + button')
      await page.waitForSelector('input[type=datetime-local]')
    },
  },
]
