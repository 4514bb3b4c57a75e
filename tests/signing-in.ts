import { startSession } from '#contract/sessions.ts'
import { hashPassword } from '#modules/sign-in/passwords.ts'
import { asker, type Person, type Reply, type World } from './world.ts'

/** A password that the rules let pass. */
export const password = 'une bonne dizaine de mots pour une seule clef'

/** Gives one person this password, or everybody. */
export const hasPassword = async ({ owner }: World, typed: string, who?: Person): Promise<void> => {
  await owner.query('update directory.account set password_hash = $1 where $2::uuid is null or id = $2', [
    await hashPassword(typed),
    who?.accountId ?? null,
  ])
}

/** What a refusal or an answer comes down to: its status, and the code of a refusal. */
export const said = ({ status, body }: Reply): string => (body.code ? `${status} ${body.code}` : `${status}`)

/** The session's token in what an answer sets; empty without one. */
export const tokenIn = ({ headers }: Pick<Reply, 'headers'>): string =>
  /preau=([^;]+)/.exec(`${headers['set-cookie']}`)?.[1] ?? ''

/** Signs in with the address of the cast, on a device of one's own, and goes on asking with the session that came of it. */
export const signsIn = async (world: World, who: Person, typed = password, headers: Record<string, string> = {}) => {
  const body = { login: `${who.accountId}@example.org`, password: typed, sharedDevice: false }
  const reply = await world.visitor(startSession, { body, headers })
  return { reply, said: said(reply), limited: reply.body['limited'], ask: asker(world.app, 'preau', tokenIn(reply)) }
}
