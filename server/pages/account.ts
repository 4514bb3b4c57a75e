import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod/mini'
import type { Limit } from '#contract/endpoint.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { mustChangeReasons, type readPasswordRules } from '#contract/passwords.ts'
import type { beginAuthenticator } from '#contract/sign-in.ts'
import type { Action } from '#kernel/action.ts'
import * as changing from '#modules/sign-in/changing.ts'
import * as forgetting from '#modules/sign-in/forgetting.ts'
import * as methods from '#modules/sign-in/methods.ts'
import * as signingIn from '#modules/sign-in/signing-in.ts'
import * as pages from './account-pages.ts'
import type { Page } from './layout.ts'
import { notFound } from './notices.ts'
import * as factorPages from './second-factor-pages.ts'
import { type House, show, submit, typedIn, type Visit, visit } from './visit.ts'

/** Only pages of ours: a link from elsewhere cannot send anyone away after signing in. */
export const pathAfter = (next: unknown, otherwise: string): string =>
  typeof next === 'string' &&
  /^\/(?:s\/[a-z0-9-]+\/|requests$|password\b|second-factor\b)[!-~]*$/.test(next) &&
  !next.includes('//') &&
  !next.includes('\\')
    ? next
    : otherwise

const doors: Readonly<Record<Limit, string>> = {
  second_step: '/second-step',
  must_change: '/password',
  must_enrol: '/second-factor',
}

/** Where somebody goes who has come this far: to what is still lacking, or on. */
export const onward = (limited: Limit | null | undefined, next: string): string =>
  limited ? `${doors[limited]}?next=${encodeURIComponent(next)}` : next

type Asked = { request: FastifyRequest; reply: FastifyReply; page: Page; next: string; session: Visit['session'] }
const asked = async (house: House, request: FastifyRequest, reply: FastifyReply): Promise<Asked> => {
  const { page, session } = await visit(house, request, reply)
  const given = request.method === 'GET' ? (request.query as { next?: unknown }).next : typedIn(request)['next']
  return { request, reply, page: { ...page, path: page.path }, session, next: pathAfter(given, '/') }
}

const outputOf = <T>(answer: { output: unknown }) => answer.output as T

const limits: Partial<Record<ErrorCode, Limit>> = {
  'session.second_step': 'second_step',
  'password.must_change': 'must_change',
  'factor.must_enrol': 'must_enrol',
}
/** What a refusal says that the session still lacks. */
export const limitOf = (code: ErrorCode | undefined): Limit | undefined => code && limits[code]

/** Does what a form asks; without a session it goes to the door, and with an old one it asks who it is and comes back. */
const doing = async (house: House, { request, reply, next }: Asked, action: Action, here: string) => {
  const outcome = await submit(house, action, request, reply, typedIn(request))
  const code = outcome.refused?.code
  if (code === 'not_signed_in' || code === 'session_ended') return { gone: reply.redirect('/', 303) }
  const back = encodeURIComponent(`/${here}?next=${encodeURIComponent(next)}`)
  if (code === 'session.must_confirm') return { gone: reply.redirect(`/confirm?next=${back}`, 303) }
  const limited = limitOf(code)
  return limited ? { gone: reply.redirect(onward(limited, next), 303) } : { outcome }
}

const isReason = (why: unknown) => mustChangeReasons.find((one) => one === why)

const steps = (app: FastifyInstance, house: House) => {
  const hasWords = async ({ session }: Asked) =>
    session !== undefined && (await changing.confirmsByWords(house.installation, session))
  app.get('/second-step', async (request, reply) => {
    const at = await asked(house, request, reply)
    return at.session?.limited === 'second_step' ? show(reply, pages.secondStep(at.page, at.next)) : reply.redirect(at.next, 303)
  })
  app.post('/second-step', async (request, reply) => {
    const at = await asked(house, request, reply)
    const { gone, outcome } = await doing(house, at, signingIn.secondStep, 'second-step')
    if (gone) return gone
    if (!outcome.answer) return show(reply, pages.secondStep(at.page, at.next, outcome.refused), outcome.status)
    return reply.redirect(onward(outputOf<{ limited: Limit | null }>(outcome.answer).limited, at.next), 303)
  })
  app.get('/confirm', async (request, reply) => {
    const at = await asked(house, request, reply)
    return at.session ? show(reply, pages.confirm(at.page, at.next, await hasWords(at))) : reply.redirect('/', 303)
  })
  app.post('/confirm', async (request, reply) => {
    const at = await asked(house, request, reply)
    const { gone, outcome } = await doing(house, at, signingIn.confirm, 'confirm')
    if (gone) return gone
    if (!outcome.answer) return show(reply, pages.confirm(at.page, at.next, await hasWords(at), outcome.refused), outcome.status)
    return reply.redirect(at.next, 303)
  })
  app.post('/leave', async (request, reply) => {
    await submit(house, signingIn.end, request, reply, {})
    return reply.redirect('/', 303)
  })
}

const passwords = (app: FastifyInstance, house: House) => {
  app.get('/password', async (request, reply) => {
    const at = await asked(house, request, reply)
    if (!at.session) return reply.redirect('/', 303)
    return show(reply, pages.change(at.page, at.next, isReason(await changing.whyChange(house.installation, at.session))))
  })
  app.post('/password', async (request, reply) => {
    const at = await asked(house, request, reply)
    const { gone, outcome } = await doing(house, at, changing.change, 'password')
    if (gone) return gone
    if (!outcome.answer) return show(reply, pages.change(at.page, at.next, undefined, outcome.refused), outcome.status)
    return reply.redirect(onward(outputOf<{ limited: Limit | null }>(outcome.answer).limited, at.next), 303)
  })
  app.get<{ Querystring: { token?: string } }>('/reset', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, pages.reset(page, `${request.query.token ?? ''}`))
  })
  app.post('/reset', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { answer, refused, status } = await submit(house, forgetting.reset, request, reply, typedIn(request))
    if (!answer) return show(reply, pages.reset({ ...page, path: '/reset' }, typedIn(request)['token'] ?? '', refused), status)
    return reply.redirect(`/s/${outputOf<{ slug: string }>(answer).slug}/sign-in?reset=done`, 303)
  })
}

type AtSchool = Visit & { school: NonNullable<Visit['school']> }
const inSchool =
  (house: House, run: (at: AtSchool, request: FastifyRequest, reply: FastifyReply) => unknown) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const seen = await visit(house, request, reply)
    return seen.school ? run({ ...seen, school: seen.school }, request, reply) : show(reply, notFound(seen.page), 404)
  }

const forgotten = (app: FastifyInstance, house: House) => {
  const fresh = inSchool(house, ({ page, school }, _, reply) => show(reply, pages.forgotten({ ...page, school })))
  const typed = inSchool(house, ({ page, school }, _, reply) => show(reply, pages.recover({ ...page, school })))
  const forgets = inSchool(house, async ({ page, school }, request, reply) => {
    const { answer, refused, status } = await submit(house, forgetting.forget, request, reply, typedIn(request))
    if (!answer) return show(reply, pages.forgotten({ ...page, school }, refused), status)
    return show(reply, pages.forgotten({ ...page, school }, { isSent: true }))
  })
  const recovers = inSchool(house, async ({ page, school }, request, reply) => {
    const { answer, refused, status } = await submit(house, forgetting.recover, request, reply, typedIn(request))
    if (!answer) return show(reply, pages.recover({ ...page, school }, refused), status)
    return reply.redirect(`/s/${school.slug}/sign-in?reset=done`, 303)
  })
  const rules = inSchool(house, async ({ page, school }, request, reply) => {
    const { answer } = await submit(house, changing.readRules, request, reply, undefined)
    if (!answer) return show(reply, notFound(page), 404)
    return show(reply, pages.rules({ ...page, school }, outputOf<z.output<typeof readPasswordRules.output>>(answer)))
  })
  app.get('/s/:slug/forgotten', fresh)
  app.post('/s/:slug/forgotten', forgets)
  app.get('/s/:slug/recover', typed)
  app.post('/s/:slug/recover', recovers)
  app.get('/s/:slug/password-rules', rules)
}

type Begun = z.output<typeof beginAuthenticator.output>

const enrolling = (app: FastifyInstance, house: House) => {
  app.get('/second-factor', async (request, reply) => {
    const at = await asked(house, request, reply)
    return at.session ? show(reply, factorPages.enrol(at.page, at.next)) : reply.redirect('/', 303)
  })
  app.post('/second-factor', async (request, reply) => {
    const at = await asked(house, request, reply)
    const { gone, outcome } = await doing(house, at, methods.beginApp, 'second-factor')
    if (gone) return gone
    if (!outcome.answer) return show(reply, factorPages.enrol(at.page, at.next, outcome.refused), outcome.status)
    return show(
      reply,
      factorPages.authenticator({ ...at.page, path: '/second-factor' }, at.next, outputOf<Begun>(outcome.answer)),
    )
  })
  app.post('/second-factor/:id', async (request, reply) => {
    const at = await asked(house, request, reply)
    const { id = '', secret = '', uri = '' } = typedIn(request)
    const { gone, outcome } = await doing(house, at, methods.confirmApp, 'second-factor')
    if (gone) return gone
    const page = { ...at.page, path: '/second-factor' }
    if (!outcome.answer)
      return show(reply, factorPages.authenticator(page, at.next, { id, secret, uri }, outcome.refused), outcome.status)
    const { codes } = outputOf<{ codes: string[] }>(outcome.answer)
    return codes.length ? show(reply, factorPages.codes(page, codes, at.next)) : reply.redirect(at.next, 303)
  })
}

/** Everything of the own account that works without JavaScript: the second step, a new password, a second factor, and what was forgotten. */
export const account = (app: FastifyInstance, house: House): void => {
  steps(app, house)
  passwords(app, house)
  forgotten(app, house)
  enrolling(app, house)
}
