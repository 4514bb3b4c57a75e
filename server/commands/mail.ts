import { command } from './command.ts'

export const mail = command({
  name: 'mail',
  about: 'Shows the mail of the last day, while no mail server is set',
  options: { json: { type: 'boolean', about: 'as JSON, a letter a line' } },
  run: async ({ options }) => {
    const [{ withInstallation }, { lettersIn }] = await Promise.all([
      import('#server/starting/opening.ts'),
      import('#server/outside/mailbox.ts'),
    ])
    return withInstallation(async ({ installation, mailFolder }) => {
      const letters = await lettersIn(installation, mailFolder)
      for (const letter of letters)
        console.log(options.json ? JSON.stringify(letter) : `To: ${letter.to}\nSubject: ${letter.subject}\n\n${letter.text}\n`)
      if (letters.length === 0 && !options.json) console.log('No mail in the last day.')
      return undefined
    })
  },
})
