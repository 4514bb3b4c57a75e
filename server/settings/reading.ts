import { isIP } from 'node:net'
import path from 'node:path'
import * as z from 'zod/mini'

export type SettingRow = {
  name: string
  schema: z.ZodMiniType<unknown, string | undefined>
  default?: string
  otherwise?: string
  secret: boolean
  why: string
}

/** A schema from what stands in the environment: `read` answers undefined for what is not `words`. */
export const from = <T>(words: string, read: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      const value = read(text)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', message: `must be ${words}`, input: text })
      return z.NEVER
    }),
  )

/** A folder, wherever this process stands. */
export const folder = from('a folder', (text) => (text ? path.resolve(text) : undefined))

/** An address of one of some protocols. */
export const address = (words: string, protocols: readonly string[]) =>
  from(words, (text) => (URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined))

/** An e-mail address, as far as its shape says. */
export const email = from('an e-mail address', (text) => (/^[^\s@,]+@[^\s@,]+$/.test(text) ? text : undefined))

const isRange = (text: string) => {
  const [at = '', bits = '0', ...more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(at)] ?? -1
  return more.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most
}
/** The addresses of some machines, one by one or by their networks. */
export const ranges = from('addresses or ranges such as 10.0.0.0/8, with commas between', (text) => {
  const all = text.split(',').map((one) => one.trim())
  return all.every(isRange) ? all : undefined
})

/** Ports of a machine. */
export const ports = from('ports with commas between, such as 22,443', (text) => {
  const all = text.split(',').map((one) => (/^\s*\d{1,5}\s*$/.test(one) ? Number(one) : -1))
  return all.every((one) => one > 0 && one <= 65_535) ? all : undefined
})

/** Hosts that may be turned to, each with what is below it where it begins with `*.`; an address in full means that host alone, near or far. */
export const hosts = (example: string) =>
  from(`none, or hosts such as ${example} with commas between`, (text) => {
    const all = text.split(',').map((one) => one.trim())
    const isHost = (one: string) =>
      /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(one) ||
      (/^https?:\/\//.test(one) && URL.canParse(one) && new URL(one).origin === one)
    if (text === 'none') return []
    return all.every(isHost) ? all : undefined
  })
