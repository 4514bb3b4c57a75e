import { imageWording } from '#contract/image-rights.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { photoOf, placesOf, posting, saysOf } from './photos.ts'

const whole = { left: 0, top: 0, width: 1000, height: 1000 }

/** Photos are slow to make: one that is still there is used again. */
const kept = new WeakMap<Stage, Map<string, { fileId: string; postId: string }>>()
const once = async (stage: Stage, what: string, make: () => Promise<{ fileId: string; postId: string }>) => {
  const known = kept.get(stage) ?? new Map()
  kept.set(stage, known)
  const found = known.get(what)
  const { rows } = await stage.world.owner.query(
    'select from photo h where h.file_id = $1 and not exists (select from photo b where b.instead_of = h.file_id)',
    [found?.fileId ?? null],
  )
  if (found && rows.length > 0) return found
  const made = await make()
  known.set(what, made)
  return made
}

/** A photo of Noor that Rosa has sent to 6B, as her mother allowed. */
const photoOfNoor = (stage: Stage, what = 'posted') =>
  once(stage, what, async () => {
    const { world, people, class6B } = stage
    const { rosa, amal, noor } = people
    await saysOf(amal, noor, 'yes')
    const fileId = await photoOf(world, rosa, [noor], whole)
    const { body } = await posting(rosa, [(await placesOf(rosa)).get(class6B) ?? ''], [fileId])
    return { fileId, postId: `${body['id']}` }
  })
/** One that is in no post yet. */
const loosePhoto = (stage: Stage) =>
  once(stage, 'loose', async () => ({ fileId: await photoOf(stage.world, stage.people.rosa, [stage.people.noor]), postId: '' }))

/** Photos and image rights: of each endpoint a question that makes sense. */
export const photoExamples: Readonly<Record<string, Example>> = {
  'image_right.mine': () => ({}),
  'image_right.say': ({ people }) => ({
    params: { id: people.noor.id },
    body: { audience: 'class', says: 'yes', wording: imageWording, language: 'fr' },
  }),
  'image_right.record': ({ people }) => ({
    params: { id: people.noor.id },
    body: {
      ...{ byId: people.amal.id, audience: 'outside', says: 'no', originalKept: true, wording: imageWording, language: 'fr' },
    },
  }),
  'image_right.of_class': ({ class6B }) => ({ params: { id: class6B } }),
  'photo.tag': async (stage) => ({
    params: { id: (await loosePhoto(stage)).fileId },
    body: { nobody: true, pupils: [], words: 'Le préau vide' },
  }),
  'photo.sort': async (stage) => {
    const { rosa } = stage.people
    const audiences = (await placesOf(rosa)).get(stage.class6B) ?? ''
    return { query: { files: (await loosePhoto(stage)).fileId, audiences } }
  },
  'photo.of_post': async (stage) => ({ params: { id: (await photoOfNoor(stage)).postId } }),
  'post.photo_readers': async (stage) => {
    const { postId, fileId } = await photoOfNoor(stage)
    return { params: { id: postId, photoId: fileId } }
  },
  'photo.of_child': async (stage) => {
    await photoOfNoor(stage)
    return { params: { id: stage.people.noor.id } }
  },
  'photo.hidden': () => ({}),
  'photo.blur': async (stage) => {
    const { fileId } = await photoOfNoor(stage, 'blurred')
    await saysOf(stage.people.amal, stage.people.noor, 'no')
    return { params: { id: fileId }, body: { pupils: [{ id: stage.people.noor.id, region: whole }] } }
  },
  'photo.remove': async (stage) => ({ params: { id: (await photoOfNoor(stage, 'removed')).fileId } }),
}
