import { office, type Passings } from '#kernel/passing.ts'

export const privacyPassing = { 'public.erasure.made_by': office } as const satisfies Passings
