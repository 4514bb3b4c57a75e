/** What a mail that arrives is to us: a report that one of ours did not arrive, an answer by a person to one of ours, or nothing of ours. */
export type Inbound =
  | { kind: 'report'; mailId: string; status: string; names: (address: string) => boolean }
  | { kind: 'answer'; mailId: string; messageId: string }
  | { kind: 'ignored'; why: 'automatic' | 'not_ours' | 'not_final' }

type Headers = ReadonlyMap<string, string>

/** A mail is as long as its sender likes; what concerns us stands at its beginning. */
export const mostRead = 256 * 1024

const headersIn = (head: string): Headers =>
  new Map(
    head
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .flatMap((line): [string, string][] => {
        const at = line.indexOf(':')
        return at > 0 ? [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]] : []
      })
      .toReversed(), // of headers that stand twice, the upper one was written last
  )

const machines =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|owner-.*|.*-(?:request|owner|bounces?)|listserv|majordomo)@/i

/** Whether a machine wrote it: to answer that could go on for ever (RFC 3834, section 2). */
const isAutomatic = (headers: Headers) => {
  const of = (name: string) => headers.get(name)?.toLowerCase() ?? ''
  const from = /<([^<>]*)>\s*$/.exec(of('from'))?.[1] ?? of('from')
  return (
    of('return-path') === '<>' ||
    !['', 'no'].includes(of('auto-submitted').split(/[;\s]/)[0] ?? '') ||
    /bulk|list|junk|auto_reply/.test(of('precedence')) ||
    /all|autoreply|oof/.test(of('x-auto-response-suppress')) ||
    [...headers.keys()].some((name) => name.startsWith('list-') || name === 'x-autoreply' || name === 'x-loop') ||
    of('content-type').startsWith('multipart/report') ||
    from === '' ||
    machines.test(from)
  )
}

const ours = (words: string, host: string) => {
  const id = '([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})'
  return new RegExp(`<${id}@${host.replace(/[^a-z0-9-]/gi, '\\$&')}>`, 'i').exec(words)?.[1]?.toLowerCase()
}

const reportIn = (body: string, host: string): Inbound => {
  const mailId = ours(body, host)
  if (!mailId) return { kind: 'ignored', why: 'not_ours' }
  const status = /^Status:\s*(5\.\d{1,3}\.\d{1,3})\b/im.exec(body)?.[1]
  // What is late may still arrive; what is refused for what it says, or for who we are, says nothing of the address.
  if (!status || status.startsWith('5.7.') || !/^Action:\s*failed\b/im.test(body)) return { kind: 'ignored', why: 'not_final' }
  const lower = body.toLowerCase()
  return { kind: 'report', mailId, status, names: (address) => lower.includes(address.toLowerCase()) }
}

/** Reads a mail as it arrives, as far as it concerns us; `host` is what stands behind the `@` of our Message-IDs. */
export const readInbound = (raw: string, host: string): Inbound => {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/)
  const headers = headersIn(head)
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('multipart/report') && type.includes('delivery-status')) return reportIn(rest.join('\n\n'), host)
  if (isAutomatic(headers)) return { kind: 'ignored', why: 'automatic' }
  const mailId = ours(`${headers.get('in-reply-to') ?? ''} ${headers.get('references') ?? ''}`, host)
  if (!mailId) return { kind: 'ignored', why: 'not_ours' }
  const messageId = /<[^<>\s]{1,250}>/.exec(headers.get('message-id') ?? '')?.[0]
  return messageId ? { kind: 'answer', mailId, messageId } : { kind: 'ignored', why: 'automatic' }
}
