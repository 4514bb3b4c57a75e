import * as z from 'zod/mini'
import { byId, endpoint, id, instant } from './endpoint.ts'
import { photoInPost } from './photo-in-post.ts'
import { mostFiles, postPurposes } from './posts.ts'

/** So many pupils can be said to be on one photo. */
export const mostOnPhoto = 60
/** So long may be what is said of a photo to those who do not see it. */
export const mostInWords = 500

const thousandth = z.int().check(z.minimum(0), z.maximum(1000))
const length = z.int().check(z.minimum(1), z.maximum(1000))
/** A place on a picture, in thousandths of its width and height; drawn by hand. */
export const region = z.object({ left: thousandth, top: thousandth, width: length, height: length })
export type Region = z.output<typeof region>

const words = z.string().check(z.maxLength(mostInWords))
const tags = z.object({
  /** Said outright, and never assumed: no pupil can be recognised. */
  nobody: z.boolean(),
  pupils: z.array(z.object({ id, region: z.nullable(region) })).check(z.maxLength(mostOnPhoto)),
  words,
})

/** Says who can be recognised on a photo that one has sent, and what is to be seen on it. */
export const tagPhoto = endpoint({
  name: 'photo.tag',
  method: 'PUT',
  path: '/photos/:id',
  purposes: postPurposes,
  params: byId,
  body: tags,
  output: z.object({ id, state: z.enum(['tagged', 'nobody']) }),
  errors: ['photo.nobody_or_somebody', 'photo.not_a_photo', 'photo.not_your_pupil'],
})

/** How far a photo may go: to those addressed, to the family of the one pupil on it, nowhere, or not known, since nobody has said who is on it. */
export const reaches = ['audience', 'families', 'nobody', 'untagged'] as const
export type Reach = (typeof reaches)[number]

const several = (most: number) => z.string().check(z.maxLength(most * 37), z.regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/))

/** What may be shared with whom, before anything is shared. Refused, not answered and restricted are one word. */
export const sortPhotos = endpoint({
  name: 'photo.sort',
  method: 'GET',
  path: '/photos/reach',
  purposes: postPurposes,
  query: z.object({ files: several(mostFiles), audiences: several(10) }),
  output: z.object({
    photos: z.array(
      z.object({
        ...{ id, reach: z.enum(reaches), width: z.int(), height: z.int(), small: z.string(), words: z.string() },
        nobody: z.boolean(),
        pupils: z.array(z.object({ id, region: z.nullable(region) })),
      }),
    ),
  }),
})

const linked = z.extend(photoInPost, { link: z.string(), small: z.string(), expiresAt: instant })

/** The photos of a post with links that live for five minutes. */
export const readPostPhotos = endpoint({
  name: 'photo.of_post',
  method: 'GET',
  path: '/posts/:id/photos',
  purposes: postPurposes,
  params: byId,
  output: z.object({ photos: z.array(linked) }),
})

/** The photos that a family may have of its own child: those that show nobody else, and those that it sees in its feed. */
export const readChildPhotos = endpoint({
  name: 'photo.of_child',
  method: 'GET',
  path: '/people/:id/photos',
  purposes: ['self', 'family_communication'],
  params: byId,
  output: z.object({
    display: z.string(),
    photos: z.array(z.extend(linked, { postId: id, type: z.string(), postedAt: instant })),
  }),
})

/** One's own photos that some of those addressed no longer see, with the places that would have to go. */
export const listHiddenPhotos = endpoint({
  name: 'photo.hidden',
  method: 'GET',
  path: '/photos/hidden',
  purposes: postPurposes,
  output: z.object({
    photos: z.array(
      z.extend(linked, {
        postId: id,
        /** Who has to be made unrecognisable, and where, if somebody has drawn it. */
        pupils: z.array(z.object({ id, display: z.string(), region: z.nullable(region) })),
      }),
    ),
  }),
})

/** Makes a version on which these places cannot be recognised, and puts it where the photo no longer is. */
export const blurPhoto = endpoint({
  name: 'photo.blur',
  method: 'POST',
  path: '/photos/:id/blurred',
  purposes: postPurposes,
  params: byId,
  body: z.object({ pupils: z.array(z.object({ id, region })).check(z.minLength(1), z.maxLength(mostOnPhoto)) }),
  output: z.object({ id }),
  errors: ['photo.not_covered', 'photo.already_blurred', 'not_found'],
})

/** Takes a photo out of its post for good, key and all. */
export const removePhoto = endpoint({
  name: 'photo.remove',
  method: 'DELETE',
  path: '/photos/:id',
  purposes: postPurposes,
  params: byId,
  output: z.object({ id }),
})
