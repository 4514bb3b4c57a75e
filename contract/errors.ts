import { classLifeErrors } from './errors/class-life.ts'
import { commonErrors } from './errors/common.ts'
import { fileErrors } from './errors/files.ts'
import { leavingErrors } from './errors/leaving.ts'
import { messageErrors } from './errors/messages.ts'
import { peopleErrors } from './errors/people.ts'
import { rightsErrors } from './errors/rights.ts'
import { rosterErrors } from './errors/rosters.ts'
import { signInErrors } from './errors/sign-in.ts'

/**
 * Every foreseen answer that is not yes: its code and status, a file to a room. Words live in `i18n/errors.<locale>.json`, nowhere else.
 */
export const errors = {
  ...commonErrors,
  ...signInErrors,
  ...peopleErrors,
  ...rosterErrors,
  ...fileErrors,
  ...classLifeErrors,
  ...messageErrors,
  ...rightsErrors,
  ...leavingErrors,
} as const satisfies Record<string, { status: number }>

export type ErrorCode = keyof typeof errors
