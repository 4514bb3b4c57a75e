import * as z from 'zod/mini'
import { day, endpoint, instant } from './endpoint.ts'

/** Who signs: of a school its officer or its head; of the machine whoever runs it, at the machine itself. */
export const signers = ['dpo', 'head', 'operator'] as const
export type RecordSigner = (typeof signers)[number]

/** What is signed for, by its control and what that asks. */
const check = z.string().check(z.regex(/^[CP]-\d{2}\.[a-z_]{1,40}$/))
const count = z.int().check(z.gte(0), z.lte(100_000))
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const signed = z.object({
  by: z.enum(signers),
  at: instant,
  untilOn: day,
  done: z.nullable(count),
  ofAll: z.nullable(count),
  paper: z.nullable(digest),
  isSample: z.boolean(),
  withdrawnAt: z.nullable(instant),
})

/** What the school may sign for, and how each stands. */
export const listRecords = endpoint({
  name: 'record.list',
  method: 'GET',
  path: '/records',
  purposes: ['administration', 'legal'],
  output: z.object({
    records: z.array(
      z.object({
        check,
        /** The last day until which somebody who signs today may sign. */
        lastDay: day,
        firstDay: day,
        counts: z.boolean(),
        paper: z.boolean(),
        newest: z.nullable(signed),
      }),
    ),
  }),
})

/** Signs that something is so, until a day. Only what nothing can measure can be signed for. */
export const signRecord = endpoint({
  name: 'record.sign',
  method: 'POST',
  path: '/records',
  purposes: ['legal', 'administration'],
  confirmed: true,
  body: z.object({
    check,
    untilOn: day,
    done: z.optional(count),
    ofAll: z.optional(count),
    paper: z.optional(digest),
  }),
  output: z.object({ check, number: z.int(), isSample: z.boolean() }),
  errors: ['record.measured', 'record.days', 'record.counts', 'record.paper'],
})

/** What was signed no longer holds: from the next look on nobody reads otherwise. */
export const withdrawRecord = endpoint({
  name: 'record.withdraw',
  method: 'POST',
  path: '/records/withdrawal',
  purposes: ['legal', 'administration'],
  confirmed: true,
  body: z.object({ check }),
  output: z.object({ check, number: z.int() }),
  errors: ['record.measured', 'record.none'],
})
