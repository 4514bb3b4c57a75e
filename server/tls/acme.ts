import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Certificate } from './authority.ts'

type Order = { keys: string; domain: string; directory: string; tokens: Map<string, string>; now: Date }

const DAY = 86_400_000
const RENEW_DAYS = 30

const write = (file: string, text: string | Buffer) => {
  fs.writeFileSync(`${file}.new`, text, { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

/** The certificate for a public name: the one that is kept while it lasts for a month, else a new one (http-01). */
export const acmeCertificate = async ({ keys, domain, directory, tokens, now }: Order): Promise<Certificate> => {
  if (!/^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i.test(domain))
    throw new Error(`--domain takes a name such as school.example, not '${domain}'`)
  const folder = path.join(keys, 'tls')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [account, kept] = [path.join(folder, 'acme.key'), path.join(folder, `${domain.toLowerCase()}.pem`)]
  if (fs.existsSync(kept)) {
    const pem = fs.readFileSync(kept, 'utf8')
    const at = pem.indexOf('-----BEGIN CERTIFICATE')
    const cert = pem.slice(at)
    if (new Date(new X509Certificate(cert).validTo).getTime() - now.getTime() > RENEW_DAYS * DAY)
      return { key: pem.slice(0, at), cert, authority: undefined }
  }
  const acme = (await import('acme-client')).default
  if (!fs.existsSync(account)) write(account, await acme.crypto.createPrivateEcdsaKey())
  const client = new acme.Client({ directoryUrl: directory, accountKey: fs.readFileSync(account) })
  const [key, csr] = await acme.crypto.createCsr({ altNames: [domain] }, await acme.crypto.createPrivateEcdsaKey())
  const cert = await client.auto({
    csr,
    termsOfServiceAgreed: true,
    challengePriority: ['http-01'],
    // The authority itself looks from outside; this machine may not reach its own public name.
    skipChallengeVerification: true,
    challengeCreateFn: async (_, { token }, proof) => void tokens.set(token, proof),
    challengeRemoveFn: async (_, { token }) => void tokens.delete(token),
  })
  write(kept, `${key}${cert}`)
  return { key: `${key}`, cert, authority: undefined }
}
