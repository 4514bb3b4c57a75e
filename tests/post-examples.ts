import { archiveGroup, makeGroup } from '#contract/groups.ts'
import { writeComment } from '#contract/post-answers.ts'
import { listVoices, writePost } from '#contract/posts.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

const said = { text: 'Demain, piscine : pensez au bonnet.', language: 'fr', answers: 'comments' } as const

const places = new WeakMap<Stage, string>()
/** Where Rosa speaks to 6B. */
export const place6B = async (stage: Stage) => {
  const known = places.get(stage)
  if (known) return known
  const { body } = await stage.people.rosa.ask(listVoices)
  const found =
    (body['audiences'] as { id: string; classId: string }[]).find(({ classId }) => classId === stage.class6B)?.id ?? ''
  places.set(stage, found)
  return found
}

/** What Rosa has said to 6B, or is about to. */
const postOf = async (stage: Stage, when: 'now' | 'draft' = 'now') => {
  await stage.world.owner.query(
    'update post_audience set is_pinned = false where is_pinned; update post set pinned_at = null, pinned_by = null where pinned_at is not null',
  )
  const { body } = await stage.people.rosa.ask(writePost, { body: { ...said, when, audiences: [await place6B(stage)] } })
  return `${body['id']}`
}
const onPost: Example = async (stage) => ({ params: { id: await postOf(stage) } })

/** What Amal has answered. */
const answerOf = async (stage: Stage) => {
  const asked = { params: { id: await postOf(stage) }, body: { text: 'Merci !', language: 'fr' } }
  return `${(await stage.people.amal.ask(writeComment, asked)).body['id']}`
}

/** What Rosa calls Latin, with Noor in it. */
export const groupOf = async ({ people }: Stage) => {
  const { body } = await people.rosa.ask(makeGroup, { body: { label: 'Latin', staff: [], pupils: [people.noor.id] } })
  return `${body['id']}`
}
const onGroup: Example = async (stage) => ({ params: { id: await groupOf(stage) } })
const latin = { label: 'Latin', staff: [], pupils: [] }

/** Class life: of each endpoint a question that makes sense. */
export const postExamples: Readonly<Record<string, Example>> = {
  'group.list': () => ({}),
  'group.read': onGroup,
  'group.make': ({ people }) => ({ body: { ...latin, ownerId: people.rosa.id } }),
  'group.change': async (stage) => ({ params: { id: await groupOf(stage) }, body: latin, headers: { 'if-match': '"1"' } }),
  'group.archive': onGroup,
  'group.reopen': async (stage) => {
    const params = { id: await groupOf(stage) }
    await stage.people.rosa.ask(archiveGroup, { params })
    return { params }
  },
  'feed.read': () => ({}),
  'audience.list': () => ({}),
  'post.drafts': () => ({}),
  'post.write': async (stage) => ({ body: { ...said, when: 'now', audiences: [await place6B(stage)] } }),
  'post.read': onPost,
  'post.versions': onPost,
  'post.readers': onPost,
  'post.edit': async (stage) => ({ params: { id: await postOf(stage) }, body: said, headers: { 'if-match': '"1"' } }),
  'post.publish': async (stage) => ({ params: { id: await postOf(stage, 'draft') }, body: { when: 'now' } }),
  'post.withdraw': onPost,
  'post.pin': onPost,
  'post.unpin': onPost,
  'post.comment.write': async (stage) => ({ params: { id: await postOf(stage) }, body: { text: 'Merci !', language: 'fr' } }),
  'post.comment.withdraw': async (stage) => ({ params: { id: await answerOf(stage) } }),
  'post.react': async (stage) => ({ params: { id: await postOf(stage) }, body: { kind: 'thanks' } }),
}

/** A post whose hour has come. */
export const duePost = async (stage: Stage) => {
  const postId = await postOf(stage, 'draft')
  await stage.world.owner.query("update post set state = 'scheduled', publish_at = now() - interval '1 minute' where id = $1", [
    postId,
  ])
  return { postId }
}
