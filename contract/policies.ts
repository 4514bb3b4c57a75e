import * as z from 'zod/mini'
import { byId, endpoint, id, instant, line } from './endpoint.ts'
import { type Language, languages } from './locales.ts'
import { agreeables } from './objecting.ts'

/** Terms are accepted by whoever uses the service; a consent is given or refused, one purpose at a time, and taken back as easily. */
export const policyKinds = ['terms', 'consent'] as const
export const policyAbouts = ['self', 'pupil'] as const
export const policyAnswers = ['accepted', 'yes', 'no'] as const
export type PolicyAnswer = (typeof policyAnswers)[number]

const language = z.enum(languages)
const kind = z.enum(policyKinds)
const about = z.enum(policyAbouts)
const says = z.enum(policyAnswers)
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))
/** What a school writes, kept as it was typed; lines may end. */
const body = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(20_000),
  z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
)
const written = z.object({ title: line(200), body })
/** A text in each language that the school has written it in: in one at least. */
const texts = z
  .object(
    Object.fromEntries(languages.map((one) => [one, z.optional(written)])) as Record<Language, z.ZodMiniOptional<typeof written>>,
  )
  .check(z.refine((all) => Object.values(all).some((one) => one !== undefined)))

const shownText = z.object({ versionId: id, number: z.int(), language, title: z.string(), body: z.string(), digest })
export type PolicyText = z.output<typeof shownText>

const receipt = z.object({
  id,
  /** To quote, and to find it again by. */
  number: z.string(),
  person: z.object({ id, display: z.string() }),
  policyId: id,
  says,
  saidAt: instant,
  replacedAt: z.nullable(instant),
  /** The text that was on the screen, word for word, and its SHA-256. */
  text: shownText,
})
export type PolicyReceipt = z.output<typeof receipt>

const asked = z.object({
  policyId: id,
  kind,
  person: z.object({ id, display: z.string(), isSelf: z.boolean() }),
  text: shownText,
  said: z.enum([...policyAnswers, 'open']),
  saidAt: z.nullable(instant),
  /** The text has been changed since, so that it is asked anew. */
  isAgain: z.boolean(),
  /** A guardian of a pupil who decides alone may still take back. */
  mayAgree: z.boolean(),
  /** All guardians who sign have to agree. */
  isJoint: z.boolean(),
  holds: z.boolean(),
  receiptId: z.nullable(id),
})
export type AskedPolicy = z.output<typeof asked>

/** Everything that the school asks of the reader, for whom, what the reader has said, and the receipts of all that. */
export const readMyPolicies = endpoint({
  name: 'policy.mine',
  method: 'GET',
  path: '/policies',
  purposes: ['self', 'family_communication'],
  query: z.object({ language: z.optional(language) }),
  output: z.object({ asked: z.array(asked), receipts: z.array(receipt) }),
})

/** Accepts, agrees, or does not: to the text that was shown, and to nothing else. A no holds at once. */
export const sayToPolicy = endpoint({
  name: 'policy.say',
  method: 'PUT',
  path: '/people/:id/policies',
  purposes: ['self', 'family_communication'],
  while: ['leaving'],
  params: byId,
  body: z.object({ policyId: id, versionId: id, language, digest, says }),
  output: z.object({ receiptId: id, number: z.string(), holds: z.boolean() }),
  errors: ['policy.text_changed', 'policy.not_asked'],
})

/** Asks something new, in one language at least. */
export const makePolicy = endpoint({
  name: 'policy.make',
  method: 'POST',
  path: '/policies',
  purposes: ['administration', 'legal'],
  body: z.object({
    ...{ kind, about, texts },
    /** What waits for this consent: the school’s jobs for it pass over whoever has not agreed. */
    serves: z.optional(z.enum(agreeables)),
  }),
  output: z.object({ id, versionId: id }),
  errors: ['policy.terms_are_own', 'policy.serves_consent', 'policy.serves_already'],
})

/** Publishes the next version of a text. `asksAgain`: what was answered before holds no more, and everybody is asked anew. */
export const publishPolicyVersion = endpoint({
  name: 'policy.publish',
  method: 'POST',
  path: '/policies/:id/versions',
  purposes: ['administration', 'legal'],
  params: byId,
  body: z.object({ texts, asksAgain: z.boolean(), after: z.int().check(z.positive()) }),
  output: z.object({ versionId: id, number: z.int() }),
  errors: ['policy.ended', 'version_conflict'],
})

/** Ceases to ask; consents that were given hold no more, and their receipts stay. */
export const endPolicy = endpoint({
  name: 'policy.end',
  method: 'POST',
  path: '/policies/:id/end',
  purposes: ['administration', 'legal'],
  params: byId,
  output: z.object({ id }),
  errors: ['policy.ended'],
})

const kept = z.object({
  id,
  kind,
  about,
  serves: z.nullable(z.enum(agreeables)),
  number: z.int(),
  publishedAt: instant,
  endedAt: z.nullable(instant),
  texts: z.array(shownText),
  /** How many are asked, and what holds: numbers, for who said what is nobody's but theirs. */
  asked: z.int(),
  agreed: z.int(),
  refused: z.int(),
})
export type KeptPolicy = z.output<typeof kept>

/** What the school asks, in every language, and how many have answered. */
export const listPolicies = endpoint({
  name: 'policy.list',
  method: 'GET',
  path: '/policies/kept',
  purposes: ['administration', 'legal'],
  output: z.object({ policies: z.array(kept) }),
})
