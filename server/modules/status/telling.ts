import { nobody } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Mail } from '#kernel/mail.ts'
import { account } from '#vault/owners.ts'
import { asInstallation, type Hands } from './acting.ts'
import { type Incident, readIncidents } from './incidents.ts'
import { confirmationMail, type News, newsMail } from './mails.ts'
import { readMaintenance, type Window } from './maintenance.ts'
import { subscriberTable } from './sealed.ts'
import * as queries from './subscribers.queries.ts'

/** So many mails leave in one round. */
const MOST = 200
const LOOK_BACK_MS = 7 * 86_400_000

type Why = 'again' | 'refused' | 'time'
type Claimed = queries.Subscriber & { email: string; token: string }

const end = async ({ tx, vault, emit }: Hands, id: string, why: Why) => {
  if (!(await queries.removeSubscriber(tx, id))) return
  await vault.destroy(tx, nobody, [account(id)])
  emit('status.subscription_ended', { subscriberId: id, why })
}

const opened = async ({ tx, vault }: Hands, rows: readonly queries.Subscriber[]): Promise<Claimed[]> => {
  const contents = await vault.openSurviving(tx, nobody, subscriberTable, rows)
  return rows.flatMap((row, nth) => {
    const content = contents[nth]
    return content ? [{ ...row, ...content }] : []
  })
}

/** Of several who gave the same address the newest stays, so that one link ends it. */
const dropDoubles = async (hands: Hands) => {
  const rows = await queries.confirmedSubscribers(hands.tx)
  const contents = await hands.vault.openSurviving(hands.tx, nobody, subscriberTable, rows)
  const seen = new Set<string>()
  for (const [nth, { id }] of rows.entries()) {
    const email = contents[nth]?.email.toLowerCase()
    if (email !== undefined && seen.has(email)) await end(hands, id, 'again')
    if (email !== undefined) seen.add(email)
  }
}

type Sending = {
  claimed: readonly Claimed[]
  mail: (to: Claimed) => Mail
  /** What is noted of each whose mail has left. */
  left: NonNullable<Parameters<typeof queries.settle>[2]>
}

/** Sends each; whoever takes no mail is forgotten, and what could not leave is tried again in the next round. Says how many left. */
const send = async (installation: Installation, { claimed, mail, left }: Sending) => {
  let told = 0
  for (const one of claimed) {
    const refused = await installation.post.send(mail(one)).catch((err: unknown) => {
      installation.log.error({ err }, 'a mail of the state of the service did not leave')
      return 'later' as const
    })
    if (refused && refused !== 'later')
      await asInstallation(installation, 'status.tell', (hands) => end(hands, one.id, 'refused'))
    else await asInstallation(installation, 'status.tell', ({ tx }) => queries.settle(tx, one.id, refused ? undefined : left))
    if (!refused) told += 1
  }
  return told
}

const place = (installation: Installation) => ({ origin: installation.origin, elsewhere: installation.statusAt })

/** Writes to everybody who asked to hear of the service: first whether it was them. */
export const askSubscribers = async (installation: Installation): Promise<number> => {
  const claimed = await asInstallation(installation, 'status.tell', async (hands) =>
    opened(hands, await queries.claimAsked(hands.tx, hands.now, MOST)),
  )
  return send(installation, {
    claimed,
    mail: (to) => confirmationMail({ ...to, ...place(installation) }),
    left: { askedAt: installation.clock.now() },
  })
}

const newsOf = (incidents: readonly Incident[], windows: readonly Window[]): News[] =>
  [
    ...incidents.flatMap(({ updates }) =>
      updates.map(({ state, at, texts }): News => ({ at, texts, what: (t) => t(`status.incident.${state}`) })),
    ),
    ...windows.map(({ announcedAt, texts }): News => ({ at: announcedAt, texts, what: (t) => t('status.maintenance.one') })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())

/** Tells everybody who confirmed what was said since they were told last. */
export const tellSubscribers = async (installation: Installation): Promise<number> => {
  const since = new Date(installation.clock.now().getTime() - LOOK_BACK_MS)
  const news = newsOf(await readIncidents(installation, since), await readMaintenance(installation, since))
  const newest = news.at(-1)
  if (!newest) return 0
  const claimed = await asInstallation(installation, 'status.tell', async (hands) => {
    await dropDoubles(hands)
    return opened(hands, await queries.claimUntold(hands.tx, hands.now, newest.at, MOST))
  })
  const told = await send(installation, {
    claimed,
    mail: (to) => newsMail({ ...to, ...place(installation) }, newsFor(news, to)),
    left: { toldAt: newest.at },
  })
  if (claimed.length > 0)
    await asInstallation(installation, 'status.tell', async ({ emit }) =>
      emit('status.subscribers_told', { told, failed: claimed.length - told }),
    )
  return told
}

const newsFor = (news: readonly News[], { toldAt }: Claimed) => news.filter(({ at }) => !toldAt || at > toldAt)

/** Forgets whoever never confirmed within a week, and everybody after two years. */
export const endSubscribers = (installation: Installation, spans: { confirmed: string; unconfirmed: string }): Promise<number> =>
  asInstallation(installation, 'status.sweep', async (hands) => {
    const over = await queries.overdueSubscribers(hands.tx, hands.now, spans)
    for (const { id } of over) await end(hands, id, 'time')
    return over.length
  })
