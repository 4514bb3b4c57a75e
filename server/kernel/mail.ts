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
 * what may go well later it throws. `tidy`: throws away what is not kept any longer. `probe`: throws where a mail could not leave now.
 */
export type Post = { send: (mail: Mail) => Promise<Refused | undefined>; tidy?: () => Promise<void>; probe?: () => Promise<void> }
