import { renderUnicodeCompact } from 'uqr'
import type { Place } from '#server/serving/serve.ts'

// White on black, whatever the terminal's own colours: cameras read it that way round.
const code = (text: string, colours: boolean) =>
  renderUnicodeCompact(text)
    .split('\n')
    .map((line) => (colours ? `\u001b[97;40m${line}\u001b[0m` : line))

/** What `preau start` prints once people can come in. */
export const welcome = (
  { origin, forPhones, authorityAt }: Place,
  setupCode: string | undefined,
  demo: string | undefined,
  colours = process.stdout.isTTY,
) => {
  const lines = [`Préau is at ${origin}`]
  if (forPhones !== undefined) lines.push('', ...code(forPhones, colours), '', `A phone on this network: ${forPhones}`)
  if (authorityAt !== undefined) lines.push(`It will warn of an unknown authority, until it has installed ${authorityAt}`)
  if (setupCode !== undefined) lines.push('', `Set-up code, once: ${setupCode}`, `Make the school at ${origin}/setup`)
  if (demo !== undefined) lines.push('', `An invented school is there; who can sign in is in ${demo}`)
  return lines.join('\n')
}
