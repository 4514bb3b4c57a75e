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
  ...pages.map((page): Screen => ({ name: `trust-${page}`, cast: 'visitor', path: at(`/trust/${page}`) })),
]
