/** One mail to one person: no child's name, no school matter in the subject; a text part always. */
export type Mail = {
  to: string
  subject: string
  text: string
  html: string
  locale: string
  /** Who writes, beside the address that all mails come from: the school. */
  sender?: string
  /** Where a click stops such mails (RFC 8058). */
  unsubscribe?: string
  /** Names this mail to the programs on its way: one that leaves twice is known to be the same. The part before the `@`. */
  id?: string
  /** Answers, by itself, the mail of this Message-ID (RFC 3834): nobody answers that in turn. */
  answers?: string
}

/** What a mail server says of an address that takes no mail, as RFC 3463 counts. */
export type Refused = { status: string }

/**
 * Where mail leaves: a server, or, while none is set, a folder on this machine. `send` says where an address takes no mail and never will;
 * what may go well later it throws. `tidy`: throws away what is not kept any longer.
 */
export type Post = { send: (mail: Mail) => Promise<Refused | undefined>; tidy?: () => Promise<void> }

/** Whether a server's refusal is about the address: not about us, not about what we say, and not for now. */
const refusedIn = (error: unknown): Refused | undefined => {
  const {
    responseCode = 0,
    command = '',
    response = '',
  } = (error ?? {}) as { responseCode?: number; command?: string; response?: string }
  if (command !== 'RCPT TO' || responseCode < 500 || responseCode > 599) return undefined
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? '5.0.0'
  return status.startsWith('5.7.') ? undefined : { status }
}

const headersOf = ({ locale, unsubscribe, answers }: Mail) => ({
  'Content-Language': locale,
  'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
  ...(unsubscribe ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
})

/** Mail through a server (SMTP, TLS as the address says). */
export const serverPost = (url: string, from: string): Post => ({
  send: async (mail) => {
    const { to, subject, text, html, sender, id, answers } = mail
    const { createTransport } = await import('nodemailer') // heavy, and not needed by most requests
    const sending = createTransport(url).sendMail({
      ...{ to, subject, text, html, from: sender ? { name: `${sender} (Préau)`, address: from } : from },
      ...(id && { messageId: `<${id}@${from.split('@').at(-1)}>` }),
      // Nobody is told when an answer that no person wrote does not arrive.
      ...(answers && { inReplyTo: answers, references: answers, envelope: { from: '', to } }),
      headers: headersOf(mail),
    })
    return sending.then(
      () => undefined,
      (error: unknown) => {
        const refused = refusedIn(error)
        if (refused) return refused
        throw error
      },
    )
  },
})
