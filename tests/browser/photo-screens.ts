import { at, ofClass, type Screen } from './steps.ts'

/** Image rights and photos. */
export const photoScreens: readonly Screen[] = [
  { name: 'image-rights', cast: 'parent', path: at('/image-rights') },
  { name: 'image-rights-class', cast: 'teacher', path: ofClass('/image-rights') },
  { name: 'photos-hidden', cast: 'teacher', path: at('/photos') },
]
