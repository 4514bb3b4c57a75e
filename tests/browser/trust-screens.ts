import { at, type Screen } from './steps.ts'

const pages = [
  'who',
  'keeps',
  'suppliers',
  'measures',
  'sharing',
  'certificates',
  'children',
  'accessibility',
  'changes',
  'reporting',
]

/** What anybody may read of what is promised, and how it stands. */
export const trustScreens: readonly Screen[] = [
  { name: 'trust', cast: 'visitor', path: () => '/trust' },
  { name: 'trust-school', cast: 'visitor', path: at('/trust') },
  { name: 'trust-theme', cast: 'visitor', path: at('/trust/door') },
  { name: 'status', cast: 'visitor', path: () => '/status' },
  { name: 'status-confirm', cast: 'visitor', path: () => '/status/confirm?token=x' },
  { name: 'status-stop', cast: 'visitor', path: () => '/status/stop?token=x' },
  { name: 'legal', cast: 'visitor', path: () => '/legal' },
  { name: 'legal-school', cast: 'visitor', path: at('/legal') },
  {
    name: 'status-asked',
    cast: 'visitor',
    path: () => '/status',
    before: (page) =>
      page
        .fill('#email', 'kim@example.org')
        .then(() => page.click('#follow button'))
        .then(() => page.waitForSelector('.banner.ok')),
  },
  {
    name: 'report-sent',
    cast: 'visitor',
    path: () => '/trust/reporting',
    before: (page) =>
      page
        .fill('#words', 'Another class can be seen.')
        .then(() => page.click('#report button'))
        .then(() => page.waitForSelector('.banner.ok')),
  },
  ...pages.map((page): Screen => ({ name: `trust-${page}`, cast: 'visitor', path: at(`/trust/${page}`) })),
]
