import { imageWording } from '#contract/image-rights.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'
import { photoOf, placesOf, posting, saysOf } from './photos.ts'

const whole = { left: 0, top: 0, width: 1000, height: 1000 }

/** A photo of Noor that Rosa has sent to 6B, as her mother allowed. */
const photoOfNoor = async ({ world, people: { rosa, amal, noor }, class6B }: Stage) => {
  await saysOf(amal, noor, 'yes')
  const fileId = await photoOf(world, rosa, [noor], whole)
  const { body } = await posting(rosa, [(await placesOf(rosa)).get(class6B) ?? ''], [fileId])
  return { fileId, postId: `${body['id']}` }
}

/** Photos and image rights: of each endpoint a question that makes sense. */
export const photoExamples: Readonly<Record<string, Example>> = {
  'image_right.mine': () => ({}),
  'image_right.say': ({ people }) => ({
    params: { id: people.noor.id },
    body: { audience: 'class', says: 'yes', wording: imageWording, language: 'fr' },
  }),
  'image_right.of_class': ({ class6B }) => ({ params: { id: class6B } }),
  'photo.tag': async (stage) => ({
    params: { id: await photoOf(stage.world, stage.people.rosa, [stage.people.noor]) },
    body: { nobody: true, pupils: [], words: 'Le préau vide' },
  }),
  'photo.sort': async (stage) => {
    const { rosa, noor } = stage.people
    const audiences = (await placesOf(rosa)).get(stage.class6B) ?? ''
    return { query: { files: await photoOf(stage.world, rosa, [noor]), audiences } }
  },
  'photo.of_post': async (stage) => ({ params: { id: (await photoOfNoor(stage)).postId } }),
  'photo.of_child': async (stage) => {
    await photoOfNoor(stage)
    return { params: { id: stage.people.noor.id } }
  },
  'photo.hidden': () => ({}),
  'photo.blur': async (stage) => {
    const { fileId } = await photoOfNoor(stage)
    await saysOf(stage.people.amal, stage.people.noor, 'no')
    return { params: { id: fileId }, body: { pupils: [{ id: stage.people.noor.id, region: whole }] } }
  },
  'photo.remove': async (stage) => ({ params: { id: (await photoOfNoor(stage)).fileId } }),
}
