import * as z from 'zod/mini'

/** Answers what a schema would, or `unsure`: then the schema itself is asked. */
type Shape = (value: unknown) => unknown
const unsure = Symbol('unsure')

const text: Shape = (value) => (typeof value === 'string' ? value : unsure)
const truth: Shape = (value) => (typeof value === 'boolean' ? value : unsure)
const whole: Shape = (value) => (Number.isSafeInteger(value) ? value : unsure)

const objectOf =
  (fields: readonly { key: string; shape: Shape; mayLack: boolean }[]): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return unsure
    const given = value as Record<string, unknown>
    const made: Record<string, unknown> = {}
    for (const { key, shape, mayLack } of fields) {
      const one = given[key]
      if (one === undefined && mayLack) continue
      const inner = shape(one)
      if (inner === unsure) return unsure
      made[key] = inner
    }
    return made
  }

const listOf =
  (shape: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return unsure
    const made = new Array<unknown>(value.length)
    for (let nth = 0; nth < value.length; nth++) {
      const inner = shape(value[nth])
      if (inner === unsure) return unsure
      made[nth] = inner
    }
    return made
  }

/** Formats that their pattern says all of. */
const patterned = new Set<unknown>(['uuid', 'datetime', 'date'])
const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : unsure

/** Whatever is no object, list or plain value is asked itself. */
const asked =
  (schema: z.ZodMiniType): Shape =>
  (value) => {
    const outcome = schema.safeParse(value)
    return outcome.success ? outcome.data : unsure
  }

const plain = (schema: z.ZodMiniType): Shape | undefined => {
  if (schema instanceof z.ZodMiniStringFormat) {
    const { format, pattern } = schema._zod.def
    return patterned.has(format) && pattern ? matching(pattern) : undefined
  }
  if (schema instanceof z.ZodMiniString) return text
  if (schema instanceof z.ZodMiniBoolean) return truth
  if (schema instanceof z.ZodMiniNumberFormat && schema._zod.def.format === 'safeint') return whole
  if (!(schema instanceof z.ZodMiniEnum)) return undefined
  const values: ReadonlySet<unknown> = schema._zod.values
  return (value) => (values.has(value) ? value : unsure)
}

const compiled = (schema: z.ZodMiniType): Shape => {
  const { checks } = schema._zod.def
  if (checks?.length) return asked(schema)
  if (schema instanceof z.ZodMiniObject && !schema._zod.def.catchall) {
    const shapes = Object.entries(schema.shape as Record<string, z.ZodMiniType>)
    return objectOf(shapes.map(([key, inner]) => ({ key, shape: compiled(inner), mayLack: inner instanceof z.ZodMiniOptional })))
  }
  if (schema instanceof z.ZodMiniArray) return listOf(compiled(schema._zod.def.element as z.ZodMiniType))
  if (schema instanceof z.ZodMiniNullable || schema instanceof z.ZodMiniOptional) {
    const empty = schema instanceof z.ZodMiniNullable ? null : undefined
    const inner = compiled(schema._zod.def.innerType as z.ZodMiniType)
    return (value) => (value === empty ? value : inner(value))
  }
  return plain(schema) ?? asked(schema)
}

/**
 * What leaves is held to its contract on every answer: nothing that is not named there, and of its kind. Objects, lists and plain values
 * become functions once; what such a function is unsure of, the schema decides, and says.
 */
export const shapeOf = <S extends z.ZodMiniType>(schema: S): ((value: z.output<S>) => z.output<S>) => {
  let shape: Shape | undefined
  return (value) => {
    shape ??= compiled(schema)
    const made = shape(value)
    return made === unsure ? schema.parse(value) : (made as z.output<S>)
  }
}
