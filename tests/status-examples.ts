import { uuidv7 } from '#kernel/ids.ts'
import { digestOf, newToken } from '#kernel/session.ts'
import type { Stage } from './cast.ts'
import type { Asking } from './world.ts'

type Example = (stage: Stage) => Promise<Asking> | Asking

/** What stands in a mail to an address that somebody gave. */
const link = async ({ world: { owner } }: Stage) => {
  const token = newToken()
  await owner.query(
    `insert into directory.status_subscriber (id, locale, made_at, asked_at, token_digest, sealed) values ($1, 'fr', now(), now(), $2, $2)`,
    [uuidv7(), digestOf(token)],
  )
  return token
}

/** Of the state of the service, and of reports. */
export const statusExamples: Readonly<Record<string, Example>> = {
  'status.subscribe': () => ({ body: { email: `${uuidv7()}@example.org`, locale: 'fr' } }),
  'status.confirm': async (stage) => ({ body: { token: await link(stage) } }),
  'status.unsubscribe': async (stage) => ({ body: { token: await link(stage) } }),
  'weak_point.report': () => ({ body: { words: 'Another class can be seen.', where: '/feed', answerTo: 'kim@example.org' } }),
}
