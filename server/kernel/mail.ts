/** One mail to one person: no child's name, no school matter in the subject; a text part always. */
export type Mail = {
  to: string
  subject: string
  text: string
  html: string
  locale: string
  /** Who writes, beside the address that all mails come from: the school. */
  sender?: string
  /** Where its reader says that such mails are not wanted, where that is a choice. */
  unsubscribe?: string
}

/** Where mail leaves: a server, or, while none is set, a folder on this machine. `tidy`: throws away what is not kept any longer. */
export type Post = { send: (mail: Mail) => Promise<void>; tidy?: () => Promise<void> }

/** Mail through a server (SMTP, TLS as the address says). */
export const serverPost = (url: string, from: string): Post => ({
  send: async ({ to, subject, text, html, locale, sender, unsubscribe }) => {
    const { createTransport } = await import('nodemailer') // heavy, and not needed by most requests
    await createTransport(url).sendMail({
      from: sender ? { name: `${sender} (Préau)`, address: from } : from,
      to,
      subject,
      text,
      html,
      headers: {
        'Content-Language': locale,
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribe ? { 'List-Unsubscribe': `<${unsubscribe}>` } : {}),
      },
    })
  },
})
