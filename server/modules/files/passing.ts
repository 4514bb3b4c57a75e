import { done, type Passings, stays } from '#kernel/passing.ts'

export const filePassing = {
  'public.file.uploaded_by': stays(
    'what belongs to a class is read by whoever teaches it; what is not sent yet is a draft of one’s own, and goes',
  ),
  'public.file.state_by': done,
  'public.attachment.attached_by': done,
} as const satisfies Passings
