import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { VaultError } from './errors.ts'
import { type Root, unwrapUnder, wrapUnder } from './root.ts'

/** A secret key in a hardware token, reached by OpenSC's `pkcs11-tool` and the vendor's module. */
export type Token = {
  /** The vendor's PKCS#11 library. */
  module: string
  /** The token's label. */
  token: string
  /** The key's id in hexadecimal: a generic secret that never leaves the token. (`pkcs11-tool` signs with the first key there is if asked by label.) */
  key: string
  /** A file (0400) with the user's PIN. */
  pinFile: string
  tool?: string
  /** More for the tool's environment, such as where a vendor's module is configured. */
  environment?: Readonly<Record<string, string>>
}

const NONCE = 32

/** The PIN goes through the environment, what is to be signed and the signature through pipes: arguments are seen by everybody. */
const run = (
  { module, token, pinFile, tool = 'pkcs11-tool', environment = {} }: Token,
  words: readonly string[],
  input: Buffer,
) =>
  new Promise<Buffer>((resolve, reject) => {
    const failed = (reason: string) => reject(new VaultError('vault.root_failed', { tool, reason }))
    const PREAU_PIN = fs.readFileSync(pinFile, 'utf8').trim()
    const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', ...environment, PREAU_PIN }
    const child = spawn(tool, ['--module', module, '--token-label', token, '--login', '--pin', 'env:PREAU_PIN', ...words], {
      env,
      timeout: 30_000,
    })
    const [out, complaints]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes))
    child.stdin.on('error', () => undefined) // it ended before it read: its status says why
    child.once('error', ({ message }) => failed(message))
    child.once('close', (status) => {
      const reason = /CKR_[A-Z_]+|not found|No slot/.exec(Buffer.concat(complaints).toString())?.[0]
      if (status === 0) resolve(Buffer.concat(out))
      else failed(reason ?? `status ${status}`)
    })
    child.stdin.end(input)
  })

/** Makes the key in the token, once, when an installation is set up. */
export const makeTokenKey = async (token: Token): Promise<void> => {
  await run(
    token,
    ['--keygen', '--key-type', 'GENERIC:32', '--label', 'preau-root', '--id', token.key, '--sensitive', '--usage-sign'],
    Buffer.alloc(0),
  )
}

/**
 * The root in a hardware token. The token signs a nonce; that signature wraps. So the ring's keys never pass through the tool, any
 * token that can HMAC will do, and without the token nothing unwraps.
 */
export const tokenRoot = (token: Token): Root => {
  const keyFor = async (nonce: Buffer) => {
    const signature = await run(token, ['--sign', '--mechanism', 'SHA256-HMAC', '--id', token.key], nonce)
    if (signature.length !== 32) throw new VaultError('vault.root_failed', { length: signature.length })
    return signature
  }
  return {
    wrap: async (secret, purpose) => {
      const nonce = randomBytes(NONCE)
      return Buffer.concat([nonce, wrapUnder(await keyFor(nonce), secret, purpose)])
    },
    unwrap: async (wrapped, purpose) => unwrapUnder(await keyFor(wrapped.subarray(0, NONCE)), wrapped.subarray(NONCE), purpose),
    describe: () => ({ kind: 'pkcs11', id: `${token.token}/${token.key}` }),
  }
}
