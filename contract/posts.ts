import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { photoInPost } from './photo-in-post.ts'

/** How far a post has come. What was taken back stays as a line that says by whom and when. */
export const postStates = ['draft', 'scheduled', 'published', 'withdrawn'] as const
/** What those who read a post may do below it. */
export const answerWays = ['none', 'reactions', 'comments'] as const
export type AnswerWay = (typeof answerWays)[number]
/** The few things one can say with a tap. */
export const reactions = ['seen', 'thanks', 'glad'] as const
export type Reaction = (typeof reactions)[number]

/** So many files can be attached to one post. */
export const mostFiles = 30
/** So many posts can be pinned in one place. */
export const mostPinned = 3

export const postPurposes = ['class_life', 'family_communication', 'teaching'] as const

/** A BCP 47 tag: the language that a text is written in. */
export const languageTag = z.string().check(z.maxLength(35), z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/))
/** What a person writes, kept as it was typed, line ends and all. It is shown as text and nothing else. */
export const written = (most: number) =>
  z.string().check(
    z.maxLength(most),
    z.refine((text) => text.trim() !== ''),
  )

const audienceIds = z.array(id).check(z.minLength(1), z.maxLength(10))

/** Who can see what is addressed somewhere: numbers. Names of staff are told where one asks; those of families never. */
export const readers = z.object({ staff: z.int(), pupils: z.int(), guardians: z.int() })
export type Readers = z.infer<typeof readers>

/** The same where somebody asks: those who work at the school by name, families as numbers. */
export const readersByName = z.extend(readers, { staff: z.array(z.object({ id, display: z.string() })) })

/** What a place can be: a class, a teaching group, or the school. */
export const placeKinds = ['class', 'group', 'school'] as const
export type PlaceKind = (typeof placeKinds)[number]
/** Where something is said: a class or a group with its label, or the school. */
export const place = z.object({ id, kind: z.enum(placeKinds), label: z.nullable(z.string()), classId: z.nullable(id) })

/** Where one may post, with who would see it. */
export const listVoices = endpoint({
  name: 'audience.list',
  method: 'GET',
  path: '/audiences',
  purposes: postPurposes,
  output: z.object({ audiences: z.array(z.extend(place, { groupId: z.nullable(id), readers })) }),
})

const comment = z.object({
  id,
  author: z.nullable(z.object({ id, display: z.string() })),
  madeAt: instant,
  language: z.string(),
  text: z.nullable(z.string()),
  withdrawnAt: z.nullable(instant),
  can: z.object({ withdraw: z.boolean() }),
})

/** One post, whole: its files by id, what was answered, and what the reader may do. */
export const readPost = endpoint({
  name: 'post.read',
  method: 'GET',
  path: '/posts/:id',
  purposes: postPurposes,
  params: byId,
  output: z.object({
    id,
    state: z.enum(postStates),
    version: z.int(),
    audiences: z.array(id),
    author: z.nullable(z.object({ id, display: z.string() })),
    publishAt: z.nullable(instant),
    publishedAt: z.nullable(instant),
    editedAt: z.nullable(instant),
    /** There is something to be seen of how it was before. */
    hasHistory: z.boolean(),
    language: z.string(),
    text: z.string(),
    answers: z.enum(answerWays),
    isPinned: z.boolean(),
    files: z.array(z.object({ id, name: z.string(), size: z.nullable(z.int()), state: z.string() })),
    /** What a draft keeps: photos of which nobody may have said yet who is on them. Those that stand with a post are `photos`. */
    pictures: z.array(z.object({ id, name: z.string(), size: z.nullable(z.int()) })),
    /** As far as the reader sees them; room for each before it comes. */
    photos: z.array(photoInPost),
    comments: z.array(comment),
    withdrawn: z.nullable(z.object({ at: instant, by: z.nullable(z.string()) })),
    can: z.object({ edit: z.boolean(), withdraw: z.boolean(), pin: z.boolean(), comment: z.boolean() }),
  }),
})

/** What a post said before it was changed, and how often a photo was taken out of it; newest first. */
export const readVersions = endpoint({
  name: 'post.versions',
  method: 'GET',
  path: '/posts/:id/versions',
  purposes: postPurposes,
  params: byId,
  output: z.object({
    versions: z.array(
      z.object({
        number: z.int(),
        by: z.nullable(z.string()),
        replacedAt: instant,
        language: z.string(),
        text: z.string(),
        files: z.array(z.string()),
      }),
    ),
    /** One line for each photo that those who ask could see; never which it was. */
    removedPhotos: z.array(z.object({ id, by: z.nullable(z.string()), at: instant })),
  }),
})

/** Who can see a post, as the wall that serves it says at this moment. */
export const readReaders = endpoint({
  name: 'post.readers',
  method: 'GET',
  path: '/posts/:id/readers',
  purposes: postPurposes,
  params: byId,
  output: readersByName,
})

/** Who can see a photo of a post: not everybody the post stands before, where somebody on it may not be shown to them. */
export const readPhotoReaders = endpoint({
  name: 'post.photo_readers',
  method: 'GET',
  path: '/posts/:id/photos/:photoId/readers',
  purposes: postPurposes,
  params: z.object({ id, photoId: id }),
  output: readersByName,
})

/** One's own drafts, and what waits for its hour. */
export const listDrafts = endpoint({
  name: 'post.drafts',
  method: 'GET',
  path: '/posts/drafts',
  purposes: postPurposes,
  output: z.object({
    drafts: z.array(
      z.object({
        id,
        state: z.enum(['draft', 'scheduled']),
        version: z.int(),
        audiences: z.array(id),
        publishAt: z.nullable(instant),
        createdAt: instant,
        language: z.string(),
        text: z.string(),
        answers: z.enum(answerWays),
        files: z.int(),
      }),
    ),
  }),
})

const photoErrors = ['file.no_pictures_yet', 'photo.not_tagged', 'photo.not_for_audience'] as const
const content = { text: written(120_000), language: languageTag, answers: z.enum(answerWays) }
const files = z.optional(z.array(id).check(z.maxLength(mostFiles)))
/** `toFamilies`: of the photos among them, those that only the family of the one pupil on each is to see. */
const withFiles = { files, toFamilies: files }
/** Now, at an hour, or not yet. */
const when = z.union([z.literal('now'), z.literal('draft'), instant])

/** Writes a post: at once, for an hour, or as a draft that nobody else sees. */
export const writePost = endpoint({
  name: 'post.write',
  method: 'POST',
  path: '/posts',
  purposes: postPurposes,
  body: z.object({ ...content, audiences: audienceIds, when, ...withFiles }),
  output: z.object({ id, version: z.int(), state: z.enum(postStates) }),
  errors: ['post.not_your_audience', 'post.hour_passed', ...photoErrors],
})

/** Changes a post that one has read in this version; what it said before stays to be seen. */
export const editPost = endpoint({
  name: 'post.edit',
  method: 'PUT',
  path: '/posts/:id',
  purposes: postPurposes,
  params: byId,
  /** `files`: all documents that are to stand with it, in this order, and new photos; those that stand stay. Left out, all stay. */
  body: z.object({ ...content, ...withFiles }),
  output: z.object({ id, version: z.int() }),
  errors: ['version_conflict', 'post.withdrawn', 'post.not_your_audience', 'post.too_many_files', ...photoErrors],
})

/** Publishes a draft now or at an hour, or makes a scheduled post a draft again. */
export const publishPost = endpoint({
  name: 'post.publish',
  method: 'POST',
  path: '/posts/:id/publication',
  purposes: postPurposes,
  params: byId,
  body: z.object({ when }),
  output: z.object({ id, state: z.enum(postStates) }),
  errors: ['post.not_your_audience', 'post.hour_passed', 'post.published', 'photo.not_tagged', 'photo.not_for_audience'],
})

/** Takes a post back: its text is gone from every feed, and a line says who did so and when. */
export const withdrawPost = endpoint({
  name: 'post.withdraw',
  method: 'POST',
  path: '/posts/:id/withdrawal',
  purposes: postPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['post.withdrawn'],
})

/** Keeps a post at the top of its feeds. */
export const pinPost = endpoint({
  name: 'post.pin',
  method: 'POST',
  path: '/posts/:id/pin',
  purposes: postPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['post.not_published', 'post.too_many_pinned'],
})

export const unpinPost = endpoint({
  name: 'post.unpin',
  method: 'DELETE',
  path: '/posts/:id/pin',
  purposes: postPurposes,
  params: byId,
  output: z.object({ id }),
  errors: ['post.not_published'],
})
