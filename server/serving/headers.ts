import type { FastifyInstance } from 'fastify'
import type { Installation } from '#kernel/installation.ts'

/** The two style elements that React Aria adds at run time, by hash; `tests/policy.test.ts` computes them from its source. */
export const styleHashes = [
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
] as const

/** Nothing from elsewhere, no inline script, and no HTML from strings. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${styleHashes.join(' ')}`,
  "img-src 'self'",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/** A name that is the school's for ever; on localhost or an address, another program may need plain HTTP tomorrow. */
const isPublicName = (origin: string) =>
  /^https:\/\/(?!\[)[^/:]*\.[a-z][a-z0-9-]*(?::|$)/i.test(origin) && !/\.local(?::|$)/.test(origin)

/** Sends the security headers with every answer, whatever it is. */
export const securityHeaders = (app: FastifyInstance, { origin }: Installation): void => {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(isPublicName(origin) ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
}
