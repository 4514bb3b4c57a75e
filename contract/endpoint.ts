import * as z from 'zod/mini'
import type { ErrorCode } from './errors.ts'
import type { Purpose } from './purposes.ts'

/** What a session still lacks: its second step, a password of the person's own, a second factor at all. Until then it can do little else. */
export type Limit = 'second_step' | 'must_change' | 'must_enrol'
/** What keeps somebody from changing anything here: what the session lacks, that the person is leaving the school, or that the school leaves. */
export type Hurdle = Limit | 'leaving' | 'closing'

/**
 * One thing that can be asked of Préau. The route, the web client, OpenAPI, the permission check and the fact of a sensitive read
 * are all derived from this row.
 */
export type Endpoint<
  P extends z.ZodMiniType = z.ZodMiniType,
  Q extends z.ZodMiniType = z.ZodMiniType,
  B extends z.ZodMiniType = z.ZodMiniType,
  O extends z.ZodMiniType = z.ZodMiniType,
> = {
  /** Dotted and imperative: `class.join_request.accept`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/s/<slug>/api` for a school's, `/api` for the installation's. */
  path: string
  scope: 'school' | 'installation'
  /** Who may come this far: someone signed in, an account that has not yet chosen a school or a password, or anyone. */
  access: 'session' | 'account' | 'visitor'
  /** What it may be used for; where there are several, the person says which. */
  purposes: readonly [Purpose, ...Purpose[]]
  /** Only within ten minutes after the person has said who they are: exports, roles, erasing, printed secrets. */
  confirmed?: true
  /**
   * Answers a session that still lacks one of these, because it is the way out; `leaving`: also somebody who is leaving the school, and may read
   * everything and otherwise change only what is their own security, their own rights, or taken back; `closing`: how a school that leaves does so.
   * What a leaver may do, everybody may of a school that is read only.
   */
  while?: readonly Hurdle[]
  /** Whether reading it is a fact of the ledger (a pupil's page, a class list), or not (a count, a notice list). */
  reads: 'fact' | 'plain'
  /**
   * The body is a form with one file of at most so many bytes: whole, as `package`; or, where it is streamed, as `file`, which the action
   * reads as it comes. `isPart`: no form, but the next bytes of a file (`application/offset+octet-stream`), as `part`.
   */
  upload?: { most: number; isStreamed?: true; isPart?: true }
  /** The answer holds a secret that is shown once: asked again, it is done again. */
  once?: true
  /** What is answered is not shown but printed: as a PDF, while it is sent. Like `once`, it is kept nowhere. */
  prints?: true
  /** What is answered is sent as a ZIP of these files, made while it is sent; it is kept nowhere either. */
  zips?: true
  /** What is answered goes on: a stream of server-sent events, open until either side ends it. */
  streams?: true
  /** What is read here stays readable on a device of one's own for thirty days; never of what is a fact, whose second look nobody would see. */
  offline?: true
  /** A reading that is no fact and asks, as a rule, everything at once: it is begun, answered and over in one packet. */
  atOnce?: true
  /** A wish that may wait on a device until there is a network: nothing depends on when it arrives. */
  queued?: true
  /** A write that leaves no fact, and why: it keeps what somebody is typing. It reaches tables of drafts and no other. */
  drafts?: string
  params: P
  query: Q
  body: B
  output: O
  errors: readonly ErrorCode[]
}

type Row<P extends z.ZodMiniType, Q extends z.ZodMiniType, B extends z.ZodMiniType, O extends z.ZodMiniType> = Omit<
  Endpoint<P, Q, B, O>,
  'scope' | 'access' | 'reads' | 'params' | 'query' | 'body' | 'errors'
> &
  Partial<Pick<Endpoint<P, Q, B, O>, 'scope' | 'access' | 'reads' | 'params' | 'query' | 'body' | 'errors'>>

/** Nothing is expected here: unknown keys are dropped. */
export const nothing = z.object({})
export type Nothing = typeof nothing

/** A row with the usual answers filled in: a school's endpoint, for someone signed in, whose reads are not facts. */
export const endpoint = <
  const N extends string,
  O extends z.ZodMiniType,
  P extends z.ZodMiniType = Nothing,
  Q extends z.ZodMiniType = Nothing,
  B extends z.ZodMiniType = Nothing,
>(
  row: Row<P, Q, B, O> & { name: N },
): Endpoint<P, Q, B, O> & { name: N } => ({
  scope: 'school',
  access: 'session',
  reads: 'plain',
  params: nothing as unknown as P,
  query: nothing as unknown as Q,
  body: nothing as unknown as B,
  errors: [],
  ...row,
})

/** An identifier made by the server. */
export const id = z.uuid()
/** `/…/:id`. */
export const byId = z.object({ id })
/** An instant, as ISO 8601 in UTC. */
export const instant = z.iso.datetime()
/** A school day, as YYYY-MM-DD. */
export const day = z.iso.date()
/** Refuses what nobody types: control characters (line ends among them), and halves of characters. */
export const typable = () => z.refine<string>((text) => text.isWellFormed() && !/\p{Cc}/u.test(text))
/** A line that a person types: trimmed, not empty, at most `most` characters. */
export const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most), typable())
/** What an endpoint that `zips` answers: the name of the archive, and the text of each file in it; or its bytes, where somebody else made it. */
export const zippedTexts = z.object({ name: z.string(), files: z.array(z.object({ path: z.string(), text: z.string() })) })
export const zippedBytes = z.object({ name: z.string(), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) })
export const zipped = z.union([zippedTexts, zippedBytes])
