import { command, Misunderstood } from './command.ts'

const show = async (json: boolean) => {
  const [{ withInstallation }, { lettersIn }] = await Promise.all([
    import('#server/starting/opening.ts'),
    import('#server/outside/mailbox.ts'),
  ])
  return withInstallation(async ({ installation, mailFolder }) => {
    const letters = await lettersIn(installation, mailFolder)
    for (const letter of letters)
      console.log(json ? JSON.stringify(letter) : `To: ${letter.to}\nSubject: ${letter.subject}\n\n${letter.text}\n`)
    if (letters.length === 0 && !json) console.log('No mail in the last day.')
    return undefined
  })
}

/** The first part of what stands on standard input: the rest of a long mail is read, so that whoever writes it may finish, and let go. */
const readIn = async (most: number) => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin) {
    if (size < most) parts.push(Buffer.from(part))
    size += part.length
  }
  return Buffer.concat(parts).subarray(0, most).toString('latin1')
}

/** EX_TEMPFAIL: the mail server keeps the mail and comes again. Anything else it would send back, to whoever reports or writes. */
const TRY_AGAIN = 75

const receive = async () => {
  const [{ withInstallation }, { receive: take }, { mostRead }] = await Promise.all([
    import('#server/starting/opening.ts'),
    import('#modules/notifications/receiving.ts'),
    import('#modules/notifications/inbound.ts'),
  ])
  const raw = await readIn(mostRead)
  return withInstallation(async ({ installation, settings }) => {
    console.log(await take(installation, raw, settings.mailFrom.split('@').at(-1) ?? 'localhost'))
    return undefined
  }).catch((error: unknown) => {
    console.error(`preau: this mail could not be taken now: ${error instanceof Error ? error.message : error}`)
    return TRY_AGAIN
  })
}

export const mail = command({
  name: 'mail',
  usage: '[TASK]',
  about:
    'Shows the mail of the last day, while no mail server is set. `mail receive` takes one mail from standard input: a report that one of ours did not arrive, or an answer',
  options: { json: { type: 'boolean', about: 'as JSON, a letter a line' } },
  run: async ({ options, words: [task] }) => {
    if (task === undefined) return show(options.json ?? false)
    if (task === 'receive') return receive()
    throw new Misunderstood(`'${task}' is no task of mail: receive`)
  },
})
