import * as z from 'zod/mini'
import { id } from '../endpoint.ts'
import { clockReasons, deferReasons, guidanceReasons, leavingSteps } from '../leaving.ts'
import type { EventRow } from './shape.ts'

const why = z.enum(guidanceReasons)
const step = z.object({ stepId: id, step: z.enum(leavingSteps) })

const exit = z.object({ exitId: id })
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

export const leavingEvents = {
  /** What comes tomorrow, and how many it concerns: the dry run of the night. */
  'leaving.announced': {
    code: 1901,
    class: 'operation',
    payload: z.object({ guidance: z.int(), archived: z.int(), erased: z.int() }),
  },
  'leaving.step_deferred': { code: 1902, class: 'change', payload: z.extend(step, { why: z.enum(deferReasons) }) },
  'leaving.step_resumed': { code: 1903, class: 'change', payload: step },
  'leaving.clocks_set': {
    code: 1904,
    class: 'security',
    payload: z.object({ guidanceMonths: z.int(), archiveMonths: z.int(), why: z.enum(clockReasons) }),
  },
  'leaving.list_read': { code: 1905, class: 'access', payload: z.object({ results: z.int() }) },
  'leaving.places_ended': { code: 1906, class: 'change', payload: z.object({ places: z.int() }) },
  /** A deletion waits for the head; names nobody, as nothing does that tells of a dispute. */
  'leaving.head_asked': { code: 1908, class: 'operation', payload: z.object({ stepId: id }) },
  'leaving.step_agreed': { code: 1909, class: 'change', payload: z.object({ stepId: id }) },
  'leaving.reminded': { code: 1907, class: 'operation', payload: z.object({ days: z.int() }) },
  'guidance.listed': { code: 1910, class: 'access', payload: z.object({ why, results: z.int() }) },
  'guidance.read': { code: 1911, class: 'access', payload: z.object({ why }) },
  'school.exit_announced': {
    code: 1930,
    class: 'security',
    payload: z.extend(exit, { readOnlyOn: z.iso.date(), locksOn: z.iso.date() }),
  },
  'school.exit_signed': { code: 1931, class: 'security', payload: exit },
  'school.exit_withdrawn': { code: 1932, class: 'security', payload: exit },
  'school.exit_export_begun': { code: 1933, class: 'security', payload: z.extend(exit, { exportId: id }) },
  'school.exit_exported': {
    code: 1934,
    class: 'security',
    payload: z.extend(exit, { exportId: id, files: z.int(), manifest: sha256 }),
  },
  'school.exit_receipt_signed': { code: 1935, class: 'security', payload: z.extend(exit, { manifest: sha256 }) },
  'school.exit_locked': { code: 1936, class: 'security', payload: exit },
  /** By whoever keeps the machine, before any key was destroyed. */
  'school.exit_reopened': { code: 1938, class: 'security', payload: exit },
  /** The school's own facts open no more: this one is the directory's. */
  'school.exit_destroyed': {
    code: 1937,
    class: 'security',
    payload: z.extend(exit, { schoolId: id, keys: z.int(), rows: z.int() }),
  },
} as const satisfies Record<string, EventRow>
