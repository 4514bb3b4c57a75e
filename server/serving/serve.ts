import os from 'node:os'
import type { FastifyInstance } from 'fastify'
import { clock } from '#kernel/clock.ts'
import type { Settings } from '#server/settings/settings.ts'
import type { Certificate } from '#server/tls/authority.ts'
import { inUrl, lanAddresses, namesOfMachine } from '#server/tls/names.ts'
import { servePlain } from '#server/tls/plain.ts'

/** How to be reached: `tls` is `own`, `acme` or nothing. */
export type Wishes = { tls?: string | undefined; domain?: string | undefined }

/** Where Préau is to be found, before it listens. */
export type Place = {
  origin: string
  /** What a phone on the same network opens. */
  forPhones: string | undefined
  /** Where a device gets the authority that signed for this machine. */
  authorityAt: string | undefined
  https: { key: string; cert: string } | undefined
  host: string
  close: () => Promise<void>
}

const DAY = 86_400_000

// Where IPv6 is switched off, `::` cannot be listened on.
const everywhere = () =>
  Object.values(os.networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6')) ? '::' : '0.0.0.0'

const plainPort = (port: number) => (port === 443 ? 80 : port + 1)
const withPort = (host: string, port: number) => `https://${inUrl(host)}${port === 443 ? '' : `:${port}`}`

const taken = (port: number) => (error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') throw new Error(`port ${port} is in use by another program: set PORT to a free one`)
  if (code === 'EACCES') throw new Error(`this user may not listen on port ${port}: set PORT to 1024 or more`)
  throw error
}

const plainPlace = ({ port, url }: Settings): Place => {
  const [lan] = lanAddresses()
  return {
    origin: url ?? `http://localhost:${port}`,
    forPhones: url ?? (lan === undefined ? undefined : `http://${inUrl(lan)}:${port}`),
    authorityAt: undefined,
    https: undefined,
    host: everywhere(),
    close: async () => {},
  }
}

const ownPlace = async ({ port, url, keys }: Settings): Promise<Place> => {
  const { ownCertificate } = await import('#server/tls/authority.ts')
  const { key, cert, authority } = await ownCertificate(keys, namesOfMachine(url), clock.now())
  const lan = lanAddresses()[0] ?? 'localhost'
  const origin = url ?? withPort(lan, port)
  const plain = await servePlain({ authority, origin, tokens: new Map() }, plainPort(port), everywhere()).catch(
    taken(plainPort(port)),
  )
  const close = () => new Promise<void>((resolve) => plain.close(() => resolve()))
  const authorityAt = `http://${inUrl(lan)}:${plainPort(port)}/ca.crt`
  return { origin, forPhones: origin, authorityAt, https: { key, cert }, host: everywhere(), close }
}

const acmePlace = async (
  { port, url, keys, acme }: Settings,
  domain: string,
  renewed: (certificate: Certificate) => void,
): Promise<Place> => {
  const origin = url ?? withPort(domain, port)
  const tokens = new Map<string, string>()
  const plain = await servePlain({ authority: undefined, origin, tokens }, plainPort(port), everywhere()).catch(
    taken(plainPort(port)),
  )
  const { acmeCertificate } = await import('#server/tls/acme.ts')
  const ask = () => acmeCertificate({ keys, domain, directory: acme, tokens, now: clock.now() })
  const { key, cert } = await ask()
  const timer = setInterval(
    () => void ask().then(renewed, (error) => console.error(`preau: the certificate was not renewed: ${error}`)),
    DAY,
  ).unref()
  const close = () => {
    clearInterval(timer)
    return new Promise<void>((resolve) => plain.close(() => resolve()))
  }
  return { origin, forPhones: origin, authorityAt: undefined, https: { key, cert }, host: everywhere(), close }
}

/** Decides where Préau is to be found, and gets the certificate for it. */
export const choosePlace = async (
  settings: Settings,
  { tls, domain }: Wishes,
  renewed: (certificate: Certificate) => void,
): Promise<Place> => {
  if (tls === undefined) return plainPlace(settings)
  if (tls === 'own') return ownPlace(settings)
  if (tls !== 'acme') throw new Error(`--tls takes nothing or acme, not '${tls}'`)
  if (domain === undefined) throw new Error('--tls=acme needs --domain NAME')
  return acmePlace(settings, domain, renewed)
}

/** Begins to listen. */
export const listen = async (app: FastifyInstance, { port }: Settings, { host }: Place) => {
  await app.listen({ port, host }).catch(taken(port))
}
