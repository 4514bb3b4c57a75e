import { done, type Passings, stays } from '#kernel/passing.ts'

export const photoPassing = {
  'public.photo.tagged_by': stays(
    'goes with the photo, which stays where it was posted; what a withdrawal hides stays hidden, whoever teaches',
  ),
  'public.depiction.tagged_by': done,
  'public.photo_removal.removed_by': done,
} as const satisfies Passings
