import { done, type Passings, stays } from '#kernel/passing.ts'

const print = stays('is a print that was made, and says for which class')

export const activationPassing = {
  'public.activation_code.person_id': {
    ...{ how: 'with_class', as: 'resets', of: 'pupil' },
    open: 't.used_at is null and t.voided_at is null and t.expires_at > now()',
  },
  'public.enrolled_device.class_id': { how: 'with_class', as: 'devices', of: 'class', open: 't.ended_at is null' },
  'public.enrolled_device.made_by': done,
  'public.class_door.class_id': stays('is the door of the class, whoever teaches it'),
  'public.class_door.made_by': done,
  'public.slip_batch.class_id': print,
  'public.slip_batch.made_by': done,
} as const satisfies Passings
