import { answerReadQuestion, askAboutRead, listMyReadQuestions, listReadQuestions } from '#contract/read-questions.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { person } from '#vault/owners.ts'
import * as queries from './questions.queries.ts'
import { namedPeople } from './readers.ts'
import { questionTable } from './sealed.ts'

type Said = { question: string; answer?: string }

const shown = ({ id, reference, readOn, askedAt, answeredAt }: queries.Question, { question, answer }: Said) => ({
  ...{ id, reference, readOn, question },
  askedAt: askedAt.toISOString(),
  answer: answer ?? null,
  answeredAt: answeredAt?.toISOString() ?? null,
})

export const ask = action(askAboutRead, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, askedBy, id] = [actor.schoolId!, actor.personId ?? nobody, uuidv7()]
  const { question, reference, readOn } = body
  const [sealed] = await vault.seal(tx, schoolId, questionTable.table, [{ id, owners: person(askedBy), content: { question } }])
  await queries.insertQuestion(tx, {
    ...{ schoolId, id, askedBy, reference, readOn },
    ...{ personId: params.id, askedAt: now, sealed: sealed! },
  })
  emit('read.questioned', { questionId: id }, { subject: params.id, own: true })
  return { id }
})

export const mine = action(listMyReadQuestions, async ({ tx, actor, vault, params }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.questionsOf(tx, schoolId, params.id, actor.personId ?? nobody)
  const said = await vault.open(tx, schoolId, questionTable, rows)
  return { questions: rows.map((row, nth) => shown(row, said[nth]!)) }
})

export const list = action(listReadQuestions, async ({ tx, actor, vault, emit }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.questions(tx, schoolId)
  const said = await vault.open(tx, schoolId, questionTable, rows)
  const nameOf = await namedPeople(
    tx,
    vault,
    schoolId,
    rows.flatMap(({ personId, askedBy }) => [personId, askedBy]),
  )
  const named = (id: string) => ({ id, display: nameOf(id) ?? '' })
  emit('ledger.read', {})
  return {
    questions: rows.map((row, nth) => ({ ...shown(row, said[nth]!), person: named(row.personId), asker: named(row.askedBy) })),
  }
})

export const answer = action(answerReadQuestion, async ({ tx, actor, vault, params: { id }, body, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? nobody]
  const row = (await queries.waitingQuestion(tx, schoolId, id)) ?? refuse('read_question.already_answered')
  const [said] = await vault.open(tx, schoolId, questionTable, [row])
  const content = { question: said!.question, answer: body.answer }
  const [sealed] = await vault.seal(tx, schoolId, questionTable.table, [{ id, owners: person(row.askedBy), content }])
  await queries.answer(tx, { schoolId, id, by, at: now, sealed: sealed! })
  emit('read.answered', { questionId: id }, { subject: row.askedBy })
  return { id }
})
