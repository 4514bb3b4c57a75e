import { react, withdrawComment, writeComment } from '#contract/post-answers.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { yearBegins } from '#kernel/school.ts'
import { all, person } from '#vault/owners.ts'
import type { Vault } from '#vault/vault.ts'
import * as comments from './comments.queries.ts'
import * as queries from './posts.queries.ts'
import { classLife, postCommentTable } from './sealed.ts'

/** An answer is whoever's who gave it, and class life's: it dies with the first of them. */
const sealComment = async (
  { tx, vault, schoolId }: { tx: Tx; vault: Vault; schoolId: string },
  of: { id: string; authorId: string; schoolYearId: string },
  text: string,
) => {
  const epoch = await vault.epoch(tx, schoolId, classLife, await yearBegins(tx, schoolId, of.schoolYearId))
  const owners = all([person(of.authorId), epoch])
  const [sealed] = await vault.seal(tx, schoolId, postCommentTable.table, [{ id: of.id, owners, content: { text } }])
  return sealed!
}

export const write = action(writeComment, async ({ tx, actor, vault, params, body, now, emit }) => {
  const [schoolId, authorId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const post = (await queries.postById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (post.state !== 'published' || post.answers !== 'comments') refuse('post.no_answers')
  const sealed = await sealComment({ tx, vault, schoolId }, { id, authorId, schoolYearId: post.schoolYearId }, body.text)
  await comments.insertComment(tx, { schoolId, id, postId: post.id, authorId, language: body.language, madeAt: now, sealed })
  emit('post.answered', { postId: post.id, commentId: id }, { subject: authorId })
  return { id }
})

export const withdraw = action(withdrawComment, async ({ tx, actor, vault, params, now, emit }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const comment = (await comments.commentById(tx, schoolId, params.id)) ?? refuse('not_found')
  const post = (await queries.postById(tx, schoolId, comment.postId)) ?? refuse('not_found')
  const sealed = await sealComment({ tx, vault, schoolId }, { ...comment, schoolYearId: post.schoolYearId }, '')
  if (!(await comments.withdraw(tx, schoolId, comment.id, by, now, sealed))) refuse('post.withdrawn')
  emit('post.answer_withdrawn', { postId: post.id, commentId: comment.id }, { subject: comment.authorId })
  return { id: comment.id }
})

export const give = action(react, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, personId] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const post = (await queries.postById(tx, schoolId, params.id)) ?? refuse('not_found')
  if (post.state !== 'published' || post.answers === 'none') refuse('post.no_answers')
  await queries.react(tx, schoolId, post.id, personId, body.kind, now)
  emit('post.reacted', { postId: post.id, kind: body.kind }, { subject: personId })
  return { mine: body.kind }
})
