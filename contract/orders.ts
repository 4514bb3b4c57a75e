import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant, line } from './endpoint.ts'
import { restrictableParts } from './restricting.ts'

const words = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(2000),
  z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
)
const named = z.object({ id, display: z.string() })
const parts = z.array(z.enum(restrictableParts)).check(z.minLength(1), z.maxLength(4))

const order = z.object({
  id,
  person: named,
  authority: z.nullable(z.string()),
  reference: z.nullable(z.string()),
  /** What it orders, in its own words. */
  scope: z.nullable(z.string()),
  /** What of the person’s data is handed over; null: all of it. */
  parts: z.nullable(z.array(z.enum(restrictableParts))),
  datedOn: day,
  dueOn: day,
  /** The order forbids telling the person until then; on the day after they are told. */
  silentUntil: z.nullable(day),
  recordedBy: named,
  recordedAt: instant,
  signedAt: z.nullable(instant),
  declinedAt: z.nullable(instant),
  handedAt: z.nullable(instant),
  /** SHA-256 of the list of what was handed over. */
  manifest: z.nullable(z.string()),
  toldAt: z.nullable(instant),
  can: z.object({ sign: z.boolean(), hand: z.boolean() }),
})
export type JudicialOrder = z.output<typeof order>

/** Every order of the last ten years: what is due first comes first. Reading it is a fact. */
export const listOrders = endpoint({
  name: 'order.list',
  method: 'GET',
  path: '/judicial-orders',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({ today: day, orders: z.array(order) }),
})

/** Writes an order down: nothing is handed over before a second has signed. */
export const recordOrder = endpoint({
  name: 'order.record',
  method: 'POST',
  path: '/people/:id/judicial-orders',
  purposes: ['legal'],
  confirmed: true,
  once: true,
  params: byId,
  body: z.object({
    authority: line(200),
    reference: z.optional(line(100)),
    scope: words,
    parts: z.optional(parts),
    datedOn: day,
    dueOn: day,
    silentUntil: z.optional(day),
  }),
  output: z.object({ id }),
  errors: ['order.silent_too_long', 'order.not_yet'],
})

/** Signs what another has written down, or declines it. */
export const signOrder = endpoint({
  name: 'order.sign',
  method: 'POST',
  path: '/judicial-orders/:id/signature',
  purposes: ['legal'],
  confirmed: true,
  params: byId,
  body: z.object({ verdict: z.enum(['signed', 'declined']) }),
  output: z.object({ id }),
  errors: ['order.decided', 'order.own'],
})

/** Begins to hand over what was ordered: the archive itself is at `export.zip` of the order, and is noted once it was fetched to its end. */
export const handOrder = endpoint({
  name: 'order.hand',
  method: 'POST',
  path: '/judicial-orders/:id/handing-over',
  purposes: ['legal'],
  confirmed: true,
  params: byId,
  output: z.object({
    exportId: id,
    madeAt: instant,
    /** What the copy says of itself, as the file `order.json`. */
    order: z.object({ authority: z.string(), reference: z.nullable(z.string()), scope: z.string(), datedOn: day }),
    tables: z.array(z.object({ table: z.string(), rows: z.array(z.unknown()) })),
    files: z.array(z.unknown()),
  }),
  errors: ['order.not_signed', 'order.handed'],
})

const told = z.object({
  id,
  person: named,
  authority: z.nullable(z.string()),
  datedOn: day,
  parts: z.nullable(z.array(z.enum(restrictableParts))),
  handedAt: instant,
})
export type ToldOrder = z.output<typeof told>

/** What was handed over of the reader, or of their child, as far as it may be told by now. */
export const listMyOrders = endpoint({
  name: 'order.mine',
  method: 'GET',
  path: '/my-judicial-orders',
  purposes: ['self'],
  output: z.object({ orders: z.array(told) }),
})
