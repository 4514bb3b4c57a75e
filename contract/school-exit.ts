import * as z from 'zod/mini'
import { day, endpoint, id, instant } from './endpoint.ts'

/** From the announcement to the day on which nobody writes any more: families are told, and can take what is theirs. */
export const NOTICE_DAYS = 30
/** From there to being locked, at least: in this time the school takes everything along and signs for it. */
export const READ_ONLY_DAYS = 30
/** From being locked to the keys being destroyed: in this time the operator can open the school again. */
export const LOCKED_DAYS = 30

export const exitStates = ['announced', 'signed', 'read_only', 'locked', 'destroyed'] as const

const exit = z.object({
  id,
  state: z.enum(exitStates),
  announcedAt: instant,
  announcedBy: z.nullable(z.string()),
  signedBy: z.nullable(z.string()),
  readOnlyOn: day,
  locksOn: day,
  destroysOn: day,
  exportedAt: z.nullable(instant),
  receiptAt: z.nullable(instant),
  can: z.object({ sign: z.boolean(), withdraw: z.boolean(), export: z.boolean(), receipt: z.boolean() }),
})

/** How far the school is with leaving, if it is. */
export const readSchoolExit = endpoint({
  name: 'school.exit.read',
  method: 'GET',
  path: '/school-exit',
  purposes: ['administration', 'legal'],
  output: z.object({
    exit: z.nullable(exit),
    /** The first day from which on it could be read only. */
    firstDay: day,
    canAnnounce: z.boolean(),
  }),
})

/** Announces that the school leaves; holds once a second person has signed. */
export const announceExit = endpoint({
  name: 'school.exit.announce',
  method: 'POST',
  path: '/school-exit',
  purposes: ['legal', 'administration'],
  confirmed: true,
  body: z.object({ readOnlyOn: day }),
  output: z.object({ id, locksOn: day }),
  errors: ['exit.under_way', 'exit.too_soon'],
})

/** The second signature: from now on everybody knows. */
export const signExit = endpoint({
  name: 'school.exit.sign',
  method: 'POST',
  path: '/school-exit/signature',
  purposes: ['legal', 'administration'],
  confirmed: true,
  output: z.object({ id }),
  errors: ['exit.none', 'exit.already_signed', 'exit.own_signature'],
})

/** The school stays after all; not once it is locked. */
export const withdrawExit = endpoint({
  name: 'school.exit.withdraw',
  method: 'POST',
  path: '/school-exit/withdrawal',
  purposes: ['legal', 'administration'],
  confirmed: true,
  while: ['closing'],
  output: z.object({ id }),
  errors: ['exit.none'],
})

/** Begins to take everything along; the archive itself is at `school-exit/export.zip`. */
export const exportSchool = endpoint({
  name: 'school.exit.export',
  method: 'POST',
  path: '/school-exit/export',
  purposes: ['legal', 'administration'],
  confirmed: true,
  while: ['closing'],
  output: z.object({ id, exportId: id, madeAt: instant }),
  errors: ['exit.none', 'exit.not_signed'],
})

/** Signs for the export: whoever has it copies the digest of its manifest from its note. The code leads to the certificate. */
export const signReceipt = endpoint({
  name: 'school.exit.receipt',
  method: 'POST',
  path: '/school-exit/receipt',
  purposes: ['legal', 'administration'],
  confirmed: true,
  once: true,
  while: ['closing'],
  body: z.object({ manifest: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  output: z.object({ id, code: z.string() }),
  errors: ['exit.none', 'exit.no_export', 'exit.other_manifest', 'exit.receipt_given'],
})
