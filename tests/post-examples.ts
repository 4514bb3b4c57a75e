import { enterInCalendar, makeCalendarFeed } from '#contract/calendar.ts'
import { listVoices, writeComment, writePost } from '#contract/posts.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

const said = { text: 'Demain, piscine : pensez au bonnet.', language: 'fr', answers: 'comments' } as const

const places = new WeakMap<Stage, string>()
/** Where Rosa speaks to 6B. */
const place6B = async (stage: Stage) => {
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

/** Class life: of each endpoint a question that makes sense. */
const entry = { title: 'Piscine', place: null, note: null, fromOn: '2030-01-07', toOn: '2030-01-07', fromTime: '08:30', toTime: '10:00', asksReply: true }
/** What Rosa has entered for 6B. */
const entryOf = async (stage: Stage) => {
  const { body } = await stage.people.rosa.ask(enterInCalendar, { body: { ...entry, audience: await place6B(stage) } })
  return `${body['id']}`
}
const onEntry: Example = async (stage) => ({ params: { id: await entryOf(stage) } })

/** What stands in calendars: of each endpoint a question that makes sense. */
export const calendarExamples: Readonly<Record<string, Example>> = {
  'calendar.read': () => ({ query: { from: '2030-01-01', to: '2030-01-31' } }),
  'calendar.enter': async (stage) => ({ body: { ...entry, audience: await place6B(stage) } }),
  'calendar.change': async (stage) => ({ params: { id: await entryOf(stage) }, body: entry, headers: { 'if-match': '"1"' } }),
  'calendar.cancel': onEntry,
  'calendar.versions': onEntry,
  'calendar.readers': onEntry,
  'calendar.reply': async (stage) => ({ params: { id: await entryOf(stage) }, body: { pupilId: stage.people.noor.id, answer: 'yes' } }),
  'calendar.feed.list': () => ({}),
  'calendar.feed.make': ({ people }) => ({ body: { pupilId: people.noor.id, withName: false } }),
  'calendar.feed.end': async ({ people }) => {
    const { body } = await people.amal.ask(makeCalendarFeed, { body: { pupilId: people.noor.id, withName: false } })
    return { params: { id: `${body['id']}` } }
  },
}

export const postExamples: Readonly<Record<string, Example>> = {
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
