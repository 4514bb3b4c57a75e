import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import fs from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import * as x509 from '@peculiar/x509'

/** What an HTTPS server needs, and the authority that people install on their devices. */
export type Certificate = { key: string; cert: string; authority: string | undefined }

const DAY = 86_400_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

// Devices refuse certificates of more than 398 days, whoever signed them; an authority may be old.
const LEAF_DAYS = 397
const AUTHORITY_DAYS = 3650

type Issuer = { cert: x509.X509Certificate; key: webcrypto.CryptoKey }

const pemOf = async (key: webcrypto.CryptoKey) =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')

const keyFrom = (pem: string) =>
  webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), algorithm, true, ['sign'])

const pair = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

/** A positive number that no other certificate has. */
const serial = () => `4${randomBytes(15).toString('hex').slice(1)}${randomBytes(1).toString('hex')}`

const makeAuthority = async (now: Date): Promise<Issuer> => {
  const keys = await pair()
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=Préau ${randomBytes(3).toString('hex')}`,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { cert, key: keys.privateKey }
}

const makeLeaf = async (issuer: Issuer, names: readonly string[], now: Date) => {
  const keys = await pair()
  const alternatives = names.map((value): x509.JsonGeneralName => ({ type: isIP(value) ? 'ip' : 'dns', value }))
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=Préau',
    issuer: issuer.cert.subject,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + (LEAF_DAYS - 1) * DAY),
    signingKey: issuer.key,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternatives),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.cert.publicKey),
    ],
  })
  return { key: await pemOf(keys.privateKey), cert: cert.toString('pem') }
}

const write = (file: string, text: string) => {
  fs.writeFileSync(`${file}.new`, text, { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

/** The authority of this installation: made once, replaced only when it is too old to sign another certificate. */
const authorityIn = async (folder: string, now: Date): Promise<Issuer> => {
  const [certFile, keyFile] = [path.join(folder, 'ca.crt'), path.join(folder, 'ca.key')]
  if (fs.existsSync(certFile) && fs.existsSync(keyFile)) {
    const cert = new x509.X509Certificate(fs.readFileSync(certFile, 'utf8'))
    if (cert.notAfter.getTime() - now.getTime() > LEAF_DAYS * DAY)
      return { cert, key: await keyFrom(fs.readFileSync(keyFile, 'utf8')) }
  }
  const made = await makeAuthority(now)
  // The key first: a crash between the two leaves no authority that cannot sign.
  fs.rmSync(certFile, { force: true })
  write(keyFile, await pemOf(made.key))
  write(certFile, made.cert.toString('pem'))
  return made
}

/** A certificate for these names from the installation's own authority, new at every start. */
export const ownCertificate = async (keys: string, names: readonly string[], now: Date): Promise<Certificate> => {
  const folder = path.join(keys, 'tls')
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const issuer = await authorityIn(folder, now)
  const authority = issuer.cert.toString('pem')
  const { key, cert } = await makeLeaf(issuer, names, now)
  return { key, cert: `${cert}\n${authority}\n`, authority }
}
