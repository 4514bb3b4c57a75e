import { mostFiles, publishPost, writePost } from '#contract/posts.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Later } from '#kernel/jobs.ts'
import { schoolYearOn } from '#kernel/school.ts'
import { attach } from '#modules/files/index.ts'
import { sendPhotos, stillMayGo } from '#modules/photos/index.ts'
import * as places from './audiences.queries.ts'
import * as queries from './posts.queries.ts'
import { classLife, postTable } from './sealed.ts'

type When = 'now' | 'draft' | (string & {})

/** When a post is to be published: now, never, or at an hour that has not passed. */
const hourOf = (when: When, now: Date) => {
  if (when === 'now') return { state: 'published', publishAt: null, publishedAt: now } as const
  if (when === 'draft') return { state: 'draft', publishAt: null, publishedAt: null } as const
  const publishAt = new Date(when)
  if (publishAt <= now) refuse('post.hour_passed')
  return { state: 'scheduled', publishAt, publishedAt: null } as const
}

/** One job for a post, however often its hour is moved. */
const waiting = (postId: string, publishAt: Date, now: Date) => ({
  afterSeconds: Math.ceil((publishAt.getTime() - now.getTime()) / 1000),
  key: `post.publish:${postId}`,
})

type Said = { emit: Emit; later: Later; now: Date }
/** Tells each audience by a fact of its own, or has the school wait for the hour. */
export const tell = async (
  { emit, later, now }: Said,
  postId: string,
  audiences: readonly string[],
  hour: ReturnType<typeof hourOf>,
) => {
  if (hour.state === 'published')
    for (const audience of audiences) emit('post.published', { postId, audienceId: audience }, { audience })
  if (hour.state === 'draft') emit('post.drafted', { postId })
  if (hour.state !== 'scheduled') return
  await later('post.publish_due', { postId }, waiting(postId, hour.publishAt, now))
  emit('post.scheduled', { postId })
}

const speakTo = async (tx: Tx, { personId }: Actor, audiences: readonly string[]) => {
  const mine = await places.voicesAmong(tx, personId, audiences)
  if (mine.length < audiences.length) refuse('post.not_your_audience')
}

type Sending = { tx: Tx; actor: Actor; now: Date; postId: string; audiences: readonly string[]; isDraft: boolean }
type WithFiles = { files?: string[] | undefined; toFamilies?: string[] | undefined }

/** Files that are to go with a post: documents, and photos as far as everybody on them may be shown; a draft holds any. `attachAll` is called when the post stands. */
export const attaching = async (
  { tx, actor, now, postId, audiences, isDraft }: Sending,
  { files = [], toFamilies = [] }: WithFiles,
  before = { files: 0, photos: 0 },
) => {
  if (before.files + files.length > mostFiles) refuse('post.too_many_files')
  const photos = await sendPhotos(tx, actor.schoolId!, { files, toFamilies, audiences, isDraft })
  return {
    counts: { files: before.files + files.length, photos: before.photos + photos },
    attachAll: async () => {
      if (files.length > 0) await attach({ tx, actor, now }, 'post', postId, files)
    },
  }
}

export const write = action(writePost, async ({ tx, actor, vault, body, now, emit, later }) => {
  const [schoolId, authorId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const { text, language, answers } = body
  const audiences = [...new Set(body.audiences)]
  const hour = hourOf(body.when, now)
  const [year] = await Promise.all([schoolYearOn(tx, schoolId, now), speakTo(tx, actor, audiences)])
  const owners = await vault.epoch(tx, schoolId, classLife, year.fromOn)
  const [sealed] = await vault.seal(tx, schoolId, postTable.table, [{ id, owners, content: { text } }])
  const { state, publishAt } = hour
  const { counts, attachAll } = await attaching({ tx, actor, now, postId: id, audiences, isDraft: state === 'draft' }, body)
  const row = {
    schoolId,
    id,
    schoolYearId: year.id,
    authorId,
    state,
    language,
    answers,
    publishAt,
    ...counts,
    sealed: sealed!,
    now,
  }
  await queries.insertPost(tx, row, audiences)
  await attachAll()
  await tell({ emit, later, now }, id, audiences, hour)
  return { id, version: 1, state }
})

export const publish = action(publishPost, async ({ tx, actor, params, body, now, emit, later }) => {
  const schoolId = actor.schoolId!
  const hour = hourOf(body.when, now)
  const audiences = (await places.audiencesOf(tx, schoolId, params.id)).map(({ audienceId }) => audienceId)
  if (hour.state !== 'draft') {
    await speakTo(tx, actor, audiences)
    await stillMayGo(tx, schoolId, params.id, audiences)
  }
  if (!(await queries.setHour(tx, schoolId, params.id, hour))) refuse('post.published')
  await tell({ emit, later, now }, params.id, audiences, hour)
  return { id: params.id, state: hour.state }
})
