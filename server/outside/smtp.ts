import { randomUUID } from 'node:crypto'
import type { Egress } from '#kernel/egress.ts'
import type { Mail, Post, Refused } from '#kernel/mail.ts'

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
export const serverPost = (url: string, from: string, egress: Egress): Post => ({
  probe: async () => {
    egress.admit('mail', new URL(url).hostname)
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(url)
    await transport.verify().finally(() => transport.close())
  },
  send: async (mail) => {
    const { to, subject, text, html, sender, id, answers } = mail
    egress.admit('mail', new URL(url).hostname, { mail: to })
    const { createTransport } = await import('nodemailer') // heavy, and not needed by most requests
    const sending = createTransport(url).sendMail({
      ...{ to, subject, text, html, from: sender ? { name: `${sender} (Préau)`, address: from } : from },
      messageId: `<${id ?? randomUUID()}@${from.split('@').at(-1)}>`, // else it would name this machine where nobody is told of a failure
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
