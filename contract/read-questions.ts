import * as z from 'zod/mini'
import { byId, day, endpoint, id, instant } from './endpoint.ts'

const reference = z.string().check(z.regex(/^[0-9a-f]{8}$/))

/** What people write to each other, in several lines: nothing that nobody types. */
const said = (most: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(most),
    z.refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)),
  )

const exchange = {
  id,
  reference,
  readOn: day,
  question: z.string(),
  askedAt: instant,
  answer: z.nullable(z.string()),
  answeredAt: z.nullable(instant),
}

/** Asks the school why a line stands in the log of a person's data. */
export const askAboutRead = endpoint({
  name: 'read.question.ask',
  method: 'POST',
  path: '/people/:id/read-questions',
  queued: true,
  purposes: ['self'],
  while: ['leaving'],
  params: byId,
  body: z.object({ reference, readOn: day, question: said(500) }),
  output: z.object({ id }),
})

/** What one has asked about a person's log oneself, with the answers; another guardian's questions are the other's alone. */
export const listMyReadQuestions = endpoint({
  name: 'read.question.mine',
  method: 'GET',
  path: '/people/:id/read-questions',
  purposes: ['self'],
  params: byId,
  output: z.object({ questions: z.array(z.object(exchange)) }),
})

/** Every question to the school about lines of a log, those that wait first. */
export const listReadQuestions = endpoint({
  name: 'read.question.list',
  method: 'GET',
  path: '/read-questions',
  purposes: ['legal'],
  reads: 'fact',
  output: z.object({
    questions: z.array(
      z.object({ ...exchange, person: z.object({ id, display: z.string() }), asker: z.object({ id, display: z.string() }) }),
    ),
  }),
})

/** Answers a question; once. */
export const answerReadQuestion = endpoint({
  name: 'read.question.answer',
  method: 'POST',
  path: '/read-questions/:id/answer',
  queued: true,
  purposes: ['legal'],
  params: byId,
  body: z.object({ answer: said(1000) }),
  errors: ['read_question.already_answered'],
  output: z.object({ id }),
})
