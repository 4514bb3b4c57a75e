import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode } from '#contract/errors.ts'
import type { Action, Answer } from './action.ts'
import { cookieNames, deviceIn, setDevice } from './cookies.ts'
import { type Actor, SessionEnded } from './db.ts'
import { foreseen, Refusal, refuse } from './errors.ts'
import { uuidv7 } from './ids.ts'
import type { Installation } from './installation.ts'
import { digestOf, isXsrfToken, type Session, type Sessions, xsrfTokenOf } from './session.ts'

const known: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_type',
  FST_ERR_NOT_FOUND: 'not_found',
}

/** What went wrong, as a refusal: everything that is not foreseen is a bug of ours, and says only that. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof SessionEnded) return new Refusal('session_ended')
  const { code = '', statusCode = 500 } = (error ?? {}) as { code?: string; statusCode?: number }
  const refusal = foreseen(error)
  if (refusal) return refusal
  const listed = known[code]
  if (listed) return new Refusal(listed)
  return new Refusal(statusCode >= 400 && statusCode < 500 ? 'malformed' : 'internal')
}

/** A bug of ours goes to the log, by its type and where it happened; its words may quote a person. */
export const noteBug = (installation: Installation, request: FastifyRequest, error: unknown, { status }: Refusal): void => {
  if (status >= 500 && status !== 503) installation.log.error({ err: error, requestId: request.id }, 'a bug')
}

/** Answers with a problem (RFC 9457): a code, the fields it is about, the request's id; no words. */
export const answerProblem = (
  installation: Installation,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply => {
  const refusal = refusalOf(error)
  const { code, status, details } = refusal
  noteBug(installation, request, error, refusal)
  if (code === 'unavailable') reply.header('retry-after', '2')
  if (code === 'too_many_tries' && typeof details?.['seconds'] === 'number') reply.header('retry-after', `${details['seconds']}`)
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, code, details, requestId: request.id })
}

/** Answers what is no HTTP at all in the shape of every other refusal, and hangs up. */
export const answerNoise = (error: { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { code, status } = new Refusal(error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'malformed')
  const body = JSON.stringify({ type: 'about:blank', status, code, requestId: uuidv7() })
  const headers = ['content-type: application/problem+json; charset=utf-8', `content-length: ${body.length}`, 'connection: close']
  socket.end(`HTTP/1.1 ${status} ${code}\r\n${headers.join('\r\n')}\r\n\r\n${body}`)
}

/**
 * Under an address, or a name of this network alone, a phone may come to what is at localhost here. A name of the world is ours only as it
 * is set: another could be made to point here, and over plain HTTP anyone on the way could speak for it.
 */
const isOfThisNetwork = (host: string) => {
  const name = URL.parse(`http://${host}`)?.hostname ?? ''
  return /^\[.*\]$|^[\d.]+$|^[^.]+$|\.local$/.test(name)
}

const isOurOrigin = (request: FastifyRequest, origin: string) => {
  const from = request.headers.origin
  if (from === undefined || from === 'null')
    return request.headers['sec-fetch-site'] === undefined || request.headers['sec-fetch-site'] === 'same-origin'
  const { host = '' } = request.headers
  return from === origin || (isOfThisNetwork(host) && URL.parse(from)?.host === host)
}

/** Refuses a change that another site made this browser send: by origin for everyone, by token for whoever has a session. */
export const refuseForgery = (installation: Installation, request: FastifyRequest, token: string | undefined): void => {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (!isOurOrigin(request, installation.origin)) refuse('forgery')
  const given = request.headers['x-xsrf-token'] ?? (request.body as { _xsrf?: unknown } | undefined)?._xsrf
  if (token && !isXsrfToken(token, given)) refuse('forgery')
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const headerOf = (request: FastifyRequest, name: string) => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

const idempotencyKey = (request: FastifyRequest) => {
  const key = headerOf(request, 'idempotency-key')
  if (key !== undefined && !uuid.test(key))
    refuse('invalid_input', { fields: [{ in: 'header', field: 'idempotency-key', problem: 'invalid_format' }] })
  return request.method === 'POST' ? key : undefined
}

const version = (request: FastifyRequest) => {
  const header = headerOf(request, 'if-match')
  if (header === undefined) return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)
  return match
    ? Number(match[1])
    : refuse('invalid_input', { fields: [{ in: 'header', field: 'if-match', problem: 'invalid_format' }] })
}

/** The signed-in one, for an endpoint's school: a session acts in one school at a time, and elsewhere it is nobody's. */
export const actorFor = (
  action: Action,
  session: Session | undefined,
  schoolId: string | null,
  requestId: string,
): Omit<Actor, 'purpose' | 'action'> => {
  const { access, scope } = action.endpoint
  if (access === 'visitor') return { schoolId, personId: null, accountId: null, session: null, requestId }
  if (!session) return refuse('not_signed_in')
  if (access === 'account')
    return {
      schoolId: session.schoolId,
      personId: session.personId,
      accountId: session.accountId,
      session: session.digest,
      requestId,
    }
  if (session.personId === null || (scope === 'school' && session.schoolId !== schoolId)) return refuse('not_found')
  return {
    schoolId: session.schoolId,
    personId: session.personId,
    accountId: session.accountId,
    session: session.digest,
    requestId,
  }
}

const setSession = (reply: FastifyReply, origin: string, change: NonNullable<Answer['session']>) => {
  const names = cookieNames(origin)
  const common = { path: '/', sameSite: 'lax', secure: origin.startsWith('https:') } as const
  if (change === 'ended') return void reply.clearCookie(names.session, common).clearCookie(names.xsrf, common)
  const life = change.expiresAt ? { expires: change.expiresAt } : {}
  reply.setCookie(names.session, change.token, { ...common, ...life, httpOnly: true })
  reply.setCookie(names.xsrf, xsrfTokenOf(change.token), { ...common, ...life })
}

/** On one's own device the cookie lives as long as the session, which each day of use makes longer. */
export const keepCookie = (request: FastifyRequest, reply: FastifyReply, origin: string, session: Session): void => {
  const token = request.cookies[cookieNames(origin).session]
  if (token && !session.sharedDevice) setSession(reply, origin, { token, expiresAt: session.expiresAt })
}

/** Which school an address belongs to. Slugs never change, so what was found once stays true. */
export type SchoolOf = (slug: string) => Promise<string | undefined>

type House = { installation: Installation; sessions: Sessions; schoolOf: SchoolOf }

type Cookies = { token: string | undefined; device: string | undefined }

const performOnce = async (house: House, action: Action, request: FastifyRequest, { token, device }: Cookies, body: unknown) => {
  const { installation, sessions, schoolOf } = house
  const { slug, ...params } = (request.params ?? {}) as Record<string, string>
  const [session, schoolId] = await Promise.all([
    token ? sessions.find(token, installation.clock.now()) : undefined,
    slug ? schoolOf(slug) : null,
  ])
  if (schoolId === undefined) refuse('not_found')
  const actor = actorFor(action, session, schoolId ?? null, request.id)
  return action.perform(installation, actor, {
    params,
    query: request.query,
    body,
    idempotencyKey: idempotencyKey(request),
    version: version(request),
    purpose: headerOf(request, 'x-purpose'),
    address: request.ip,
    agent: headerOf(request, 'user-agent'),
    ...(device === undefined ? {} : { device: digestOf(device), over: token === undefined ? undefined : digestOf(token) }),
  })
}

/** Runs one action for one request: who is asking, from where, with what; and gives back its answer with the cookie it may have changed. */
export const perform = async (
  house: House,
  action: Action,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): Promise<Answer> => {
  const { installation, sessions } = house
  const token = request.cookies[cookieNames(installation.origin).session]
  refuseForgery(installation, request, token)
  const isRead = action.endpoint.method === 'GET' // which begins no session
  const cookies = { token, device: isRead ? undefined : deviceIn(request, installation.origin) }
  const answer = await performOnce(house, action, request, cookies, body).catch((error: unknown) => {
    if (!(error instanceof SessionEnded) || !token) throw error
    sessions.forget(token) // what was remembered of the session is no longer so: ask anew, once
    return performOnce(house, action, request, cookies, body)
  })
  if (answer.session) {
    if (token) sessions.forget(token)
    setSession(reply, installation.origin, answer.session)
    if (answer.session !== 'ended' && cookies.device) setDevice(reply, installation.origin, cookies.device)
  }
  return answer
}

const urlOf = ({ endpoint: { scope, path } }: Action) => (scope === 'school' ? `/s/:slug/api${path}` : `/api${path}`)
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** An address that exists says what it can be asked, instead of not being found. */
const refuseOtherMethods = (app: FastifyInstance, { installation }: House, actions: readonly Action[]) => {
  for (const [url, group] of Map.groupBy(actions, urlOf)) {
    const allowed = group.map(({ endpoint }) => endpoint.method)
    app.route({
      method: methods.filter((method) => !allowed.some((one) => one === method)),
      url,
      handler: (request, reply) =>
        answerProblem(installation, request, reply.header('allow', allowed.join(', ')), new Refusal('method_not_allowed')),
    })
  }
}

/** Mounts every action where its endpoint says. There is no other way for a route of the interface to come into being. */
export const mount = (app: FastifyInstance, house: House, actions: readonly Action[]): void => {
  refuseOtherMethods(app, house, actions)
  for (const action of actions) {
    const { method } = action.endpoint
    const { upload, prints, zips, streams } = action.endpoint
    if (upload || prints || zips || streams) continue // `uploads.ts`, `printing.ts`, `exports.ts` and `streams.ts` mount these
    app.route({
      method,
      url: urlOf(action),
      handler: async (request, reply) => {
        const { status, output } = await perform(house, action, request, reply, request.body)
        return reply
          .code(status)
          .type('application/json; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(Buffer.from(JSON.stringify(output))) // as bytes: a long string would be measured, joined and encoded anew
      },
    })
  }
}

export const requestId = (): string => uuidv7()
