import { beginUpload } from '#contract/files.ts'
import type { Example } from './examples.ts'
import { attaches, uploads } from './files.ts'

const note = Buffer.from('Une lecture pour la semaine')

/** A file of Noor's, that Rosa has sent; and one that nothing holds. */
export const fileOf =
  (isHeld: boolean): Example =>
  async ({ world, people }) => {
    const { body } = await uploads(world, people.rosa, note, { name: 'lecture.txt' })
    if (isHeld) await attaches(world, people.rosa, body.id, 'person', people.noor.id)
    return { params: { id: body.id } }
  }
/** A file that Rosa has announced, and of which nothing has come. */
const begun: Example = async ({ people }) => {
  const { body } = await people.rosa.ask(beginUpload, { body: { name: 'lecture.txt', length: note.length } })
  return { params: { id: `${body['id']}` } }
}

/** Files: of each endpoint a question that makes sense. */
export const fileExamples: Readonly<Record<string, Example>> = {
  'file.upload': () => ({ file: note }),
  'file.upload.begin': () => ({ body: { name: 'lecture.txt', length: note.length } }),
  'file.upload.read': begun,
  'file.upload.send': async (stage) => ({ ...(await begun(stage)), part: { offset: 0, bytes: note } }),
  'file.read': fileOf(true),
  'file.delete': fileOf(false),
}
