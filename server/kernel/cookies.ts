import type { FastifyReply, FastifyRequest } from 'fastify'
import { newToken } from './session.ts'

/** `__Host-` where the origin is secure; Safari refuses Secure cookies on http://localhost, so that has a plain name. */
export const cookieNames = (origin: string) =>
  origin.startsWith('https:')
    ? { session: '__Host-preau', xsrf: '__Host-preau-xsrf', device: '__Host-preau-device' }
    : { session: 'preau', xsrf: 'preau-xsrf', device: 'preau-device' }

const DEVICE_DAYS = 180

/** What a browser is known by, whoever signs in from it: it opens nothing, and what others do wrong does not make it wait. */
export const setDevice = (reply: FastifyReply, origin: string, token: string) => {
  const secure = origin.startsWith('https:')
  reply.setCookie(cookieNames(origin).device, token, {
    ...{ path: '/', sameSite: 'lax', secure, httpOnly: true, maxAge: DEVICE_DAYS * 86_400 },
  })
}
/** What the browser is known by; one that has nothing yet gets it with its first session. */
export const deviceIn = (request: FastifyRequest, origin: string) => {
  const token = request.cookies[cookieNames(origin).device]
  return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : newToken()
}
