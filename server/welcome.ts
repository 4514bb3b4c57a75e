import { renderUnicodeCompact } from 'uqr'
import type { Place } from './serve.ts'

/** What `preau start` prints once people can come in. */
export const welcome = ({ origin, forPhones, authorityAt }: Place, setupCode: string | undefined, demo: string | undefined) => {
  const lines = [`Préau is at ${origin}`]
  if (forPhones !== undefined) lines.push('', renderUnicodeCompact(forPhones), '', `A phone on this network: ${forPhones}`)
  if (authorityAt !== undefined) lines.push(`It will warn of an unknown authority, until it has installed ${authorityAt}`)
  if (setupCode !== undefined) lines.push('', `Set-up code, once: ${setupCode}`, `Make the school at ${origin}/setup`)
  if (demo !== undefined) lines.push('', `An invented school is there; who can sign in is in ${demo}`)
  return lines.join('\n')
}
