import { type Actor, as } from '#kernel/db.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import type { Mail } from '#kernel/mail.ts'
import { asSchool } from '#kernel/system.ts'
import { accountTable } from '#modules/sign-in/index.ts'
import { rulesOf } from './choices.queries.ts'
import { type Inbound, readInbound } from './inbound.ts'
import { answerMail } from './mails.ts'
import * as people from './notifications.queries.ts'
import * as queries from './receiving.queries.ts'
import { noteTrouble } from './troubles.ts'

/** What became of a mail that arrived. */
export type Received = 'address_marked' | 'answered' | 'already_answered' | 'ignored'

const actor = (): Actor => ({
  ...{ schoolId: null, personId: nobody, accountId: null, session: null },
  ...{ purpose: 'administration', requestId: uuidv7(), action: 'mail.receive' },
})

/** Where our mail went, as that account's address stands now. */
const addresseeOf = async ({ tx, vault }: Unit, personId: string) => {
  const addressee = await people.addressee(tx, personId)
  const [content] = addressee
    ? await vault.open(tx, nobody, accountTable, [{ id: addressee.accountId, sealed: addressee.sealed }])
    : []
  return addressee && content?.email ? { addressee, address: content.email } : undefined
}

type To = queries.Whose & { mailId: string }

const mark = async (hands: Unit, to: To, { status, names }: Extract<Inbound, { kind: 'report' }>): Promise<Received> => {
  const found = await addresseeOf(hands, to.personId)
  if (!found || !names(found.address)) return 'ignored' // the report is about an address that the account no longer has
  await noteTrouble(hands, { ...to, address: found.address, way: 'report', status })
  return 'address_marked'
}

/** The answer goes to where our mail went, and nowhere else: what a sender claims to be may be invented. Once a day at most. */
const answer = async (hands: Unit, to: To, origin: string, answers: string): Promise<Mail | undefined> => {
  const found = await addresseeOf(hands, to.personId)
  if (!found || !(await queries.beginAnswer(hands.tx, to, hands.now))) return undefined
  hands.emit('mail.reply_answered', {}, { subject: to.personId })
  const { dpoAddress } = await rulesOf(hands.tx)
  return answerMail({ to: found.address, addressee: found.addressee, origin, dpoAddress, answers })
}

/** Takes a mail that came back, or that somebody wrote to an address that nobody reads. Nothing of what it says is kept. */
export const receive = async (installation: Installation, raw: string, host: string): Promise<Received> => {
  const inbound = readInbound(raw, host)
  if (inbound.kind === 'ignored') return 'ignored'
  const whose = await as(installation.db, actor(), (tx) => queries.whoseMail(tx, inbound.mailId))
  if (!whose) return 'ignored'
  const to = { ...whose, mailId: inbound.mailId }
  const inSchool = <T>(run: (hands: Unit) => Promise<T>) =>
    asSchool(installation, whose.schoolId, 'family_communication', 'mail.receive', run, whose.accountId)
  if (inbound.kind === 'report') return inSchool((hands) => mark(hands, to, inbound))
  const mail = await inSchool((hands) => answer(hands, to, installation.origin, inbound.messageId))
  if (!mail) return 'already_answered'
  await installation.post.send(mail)
  return 'answered'
}
