import { slipSheets } from '#contract/activation.ts'
import { choosePictures, enrolDevice, startByWords } from '#contract/activation-pupils.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import * as printing from '#modules/activation/printing-words.ts'
import type { Stage } from './cast.ts'
import { type Asking, asker } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

/** A slip with words in the hand of a pupil of 6B who has no password. */
const slipInHand = async (stage: Stage) => {
  const { id } = await stage.unregistered()
  const who = { schoolId: stage.world.schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() }
  const asked = { params: { id: stage.class6B }, query: {}, body: { people: [id], why: 'first' } }
  const { output } = await printing.print.perform(stage.world.installation, who, asked)
  const slip = slipSheets.parse(output).sections[0]?.slips[0]
  return { id, body: { classCode: slip?.door?.classCode ?? '', username: slip?.username ?? '', words: slip?.code ?? '' } }
}
/** A device that Rosa has made one of 6B. */
const deviceOf = async (stage: Stage) => {
  const { body } = await (await stage.as('rosa'))(enrolDevice, { params: { id: stage.class6B } })
  return { id: `${body['id']}`, device: `${body['token']}` }
}
const pictures = ['boat', 'star', 'key', 'boat']
const chosen = async (stage: Stage): Promise<Asking> => {
  const [{ id, body }, { device }] = [await slipInHand(stage), await deviceOf(stage)]
  const reply = await stage.world.visitor(startByWords, { body: { ...body, sharedDevice: true } })
  const token = /preau=([^;]+)/.exec(`${reply.headers['set-cookie']}`)?.[1] ?? ''
  await asker(stage.world.app, 'preau', token)(choosePictures, { body: { device, pictures } })
  return { body: { device, personId: id, pictures } }
}

/** The door of young pupils, in the order of the rows. */
export const pupilExamples: Readonly<Record<string, Example>> = {
  'class.door.read': ({ class6B }) => ({ params: { id: class6B } }),
  'class.door.renew': ({ class6B }) => ({ params: { id: class6B } }),
  'words.print': async (stage) => ({
    params: { id: stage.class6B },
    body: { people: [(await stage.unregistered()).id], why: 'first' },
  }),
  'words.void': async (stage) => ({ params: { id: (await slipInHand(stage)).id } }),
  'pupil.session.start': async (stage) => ({ body: { ...(await slipInHand(stage)).body, sharedDevice: true } }),
  'class.device.enrol': ({ class6B }) => ({ params: { id: class6B } }),
  'class.device.end': async (stage) => ({ params: { id: stage.class6B, deviceId: (await deviceOf(stage)).id } }),
  'class.device.look': async (stage) => ({ body: { device: (await deviceOf(stage)).device } }),
  'pupil.pictures.choose': async (stage) => ({ body: { device: (await deviceOf(stage)).device, pictures } }),
  'pupil.session.start_by_pictures': chosen,
}
