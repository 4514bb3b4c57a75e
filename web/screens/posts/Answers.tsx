import type { FormEvent } from 'react'
import { readFeed } from '#contract/feed.ts'
import { withdrawComment, writeComment } from '#contract/post-answers.ts'
import { readPost } from '#contract/posts.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useKeptText } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LongField } from '../../ui/Field.tsx'
import { Refused, When, Written } from './parts.tsx'

type Comment = {
  id: string
  author: { display: string } | null
  madeAt: string
  language: string
  text: string | null
  can: { withdraw: boolean }
}
const touched = [readPost, readFeed]

const One = ({ comment }: { comment: Comment }) => {
  const t = useWords()
  const say = useSaid()
  const { mutate, isPending } = useAction(withdrawComment, touched)
  if (comment.text === null) return <li className="quiet small">{say('posts.comment_gone')}</li>
  return (
    <li className="answer">
      <p>
        <strong>{comment.author ? say.person(comment.author.display) : say('posts.nobody')}</strong>{' '}
        <span className="quiet small">
          <When at={comment.madeAt} />
        </span>
      </p>
      <Written text={comment.text} language={comment.language} />
      {comment.can.withdraw && (
        <Button look="plain" busy={isPending} onPress={() => mutate({ params: { id: comment.id } })}>
          {t('posts.withdraw')}
        </Button>
      )}
    </li>
  )
}

const Say = ({ postId }: { postId: string }) => {
  const t = useWords()
  const answer = useKeptText(`answer to ${postId}`)
  const { mutate, isPending, error } = useAction(writeComment, touched)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ params: { id: postId }, body: { text: answer.value, language: t.locale } }, { onSuccess: answer.clear })
  }
  return (
    <form className="stack tight" onSubmit={submit}>
      <LongField
        label={t('posts.answer')}
        hint={t('posts.answer_who')}
        value={answer.value}
        maxLength={4000}
        onChange={(event) => answer.set(event.target.value)}
      />
      {answer.note}
      <Refused by={error} />
      <p>
        <Button type="submit" busy={isPending} disabled={answer.value.trim() === ''}>
          {t('posts.answer_send')}
        </Button>
      </p>
    </form>
  )
}

/** What was answered below a post, for all who can see it. */
export const Answers = ({ post }: { post: { id: string; comments: Comment[]; can: { comment: boolean } } }) => {
  const say = useSaid()
  return (
    <section className="stack" aria-labelledby="answers">
      <h2 id="answers">{say('posts.comments', { count: post.comments.length })}</h2>
      {post.comments.length > 0 && (
        <ul className="stack">
          {post.comments.map((comment) => (
            <One key={comment.id} comment={comment} />
          ))}
        </ul>
      )}
      {post.can.comment && <Say postId={post.id} />}
    </section>
  )
}
