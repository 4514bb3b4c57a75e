import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'

/** That a company is to get something, or that something else is true of it. */
export const supplierChanges = ['new', 'other'] as const
/** Where a notice stands: it does not hold yet; it holds; something else was announced since; the company gets nothing any more. */
export const noticeStates = ['coming', 'holds', 'replaced', 'dropped'] as const
/** What for something may leave to a company. */
export const supplierWays = ['mail', 'push', 'store', 'witness', 'certificate', 'copy', 'scanner'] as const

const company = z.object({ way: z.nullable(z.enum(supplierWays)), entity: z.string(), address: z.string(), country: z.string() })

/** Several lines, kept as they were typed: no control characters but line ends and tabs. */
const reasons = z.string().check(
  z.maxLength(4000),
  z.refine((text) => text.trim() !== ''),
  z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text)),
)

/** What is announced of companies, or was and the school objected; with the school's objection to each. */
export const listSupplierNotices = endpoint({
  name: 'supplier.list',
  method: 'GET',
  path: '/suppliers',
  purposes: ['legal', 'administration'],
  output: z.object({
    notices: z.array(
      z.object({
        ...{ id, host: z.string(), change: z.enum(supplierChanges), state: z.enum(noticeStates) },
        ...{ announcedAt: instant, fromOn: day },
        /** As it was announced; of a notice from before this was kept, and of a company that was unknown before, nothing. */
        company: z.nullable(company),
        before: z.nullable(company),
        objection: z.nullable(
          z.object({
            ...{ madeAt: instant, withdrawnAt: z.nullable(instant) },
            ...{ by: z.nullable(z.string()), words: z.nullable(z.string()) },
          }),
        ),
        can: z.object({ object: z.boolean(), withdraw: z.boolean() }),
      }),
    ),
  }),
})

/** The school objects to what is announced, before the day from which on it holds. */
export const objectToSupplier = endpoint({
  name: 'supplier.object',
  method: 'POST',
  path: '/suppliers/:id/objection',
  purposes: ['legal', 'administration'],
  params: byId,
  body: z.object({ words: reasons }),
  output: z.object({ id }),
  errors: ['supplier.over', 'supplier.settled'],
})

/** The school objects no longer. */
export const withdrawSupplierObjection = endpoint({
  name: 'supplier.withdraw_objection',
  method: 'POST',
  path: '/suppliers/:id/objection/withdrawal',
  purposes: ['legal', 'administration'],
  params: byId,
  output: z.object({ id }),
  errors: ['supplier.settled'],
})
