import { at, press, type Screen } from './steps.ts'

/** The calendar, and the addresses at which programs read it. */
export const calendarScreens: readonly Screen[] = [
  { name: 'calendar', cast: 'parent', path: at('/calendar') },
  {
    name: 'calendar-week',
    cast: 'teacher',
    path: at('/calendar'),
    before: (page) => press(page, '.child-filter button:nth-of-type(2)').then(() => page.waitForSelector('.week')),
  },
  {
    name: 'calendar-month',
    cast: 'pupil',
    path: at('/calendar'),
    before: (page) => press(page, '.child-filter button:nth-of-type(3)').then(() => page.waitForSelector('.month')),
  },
  {
    name: 'calendar-form',
    cast: 'teacher',
    path: at('/calendar'),
    before: (page) =>
      press(page, '.calendar > header .button.primary').then(() => page.waitForSelector('[role=alertdialog] form')),
  },
  { name: 'calendar-addresses', cast: 'parent', path: at('/calendar/addresses') },
]
