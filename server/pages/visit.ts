import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, localeFor } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Words } from '#i18n/words.ts'
import type { Action, Answer } from '#kernel/action.ts'
import { cookieNames } from '#kernel/cookies.ts'
import type { Refusal } from '#kernel/errors.ts'
import { perform, refusalOf } from '#kernel/http.ts'
import { type School, schoolAt } from '#kernel/schools.ts'
import { type Session, xsrfTokenOf } from '#kernel/session.ts'
import type { Refused, Typed } from './form.ts'
import type { Page } from './layout.ts'

export type House = Parameters<typeof perform>[0]

const words = loadWords()

/** What the browser asks for, best first: the switch at the foot of the page, the choice made before, then its languages. */
const localeOf = (request: FastifyRequest, otherwise: Locale = 'en'): Locale => {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang
  const wanted = [
    typeof asked === 'string' ? asked : '',
    request.cookies?.['lang'] ?? '',
    ...`${request.headers['accept-language'] ?? ''}`.split(','),
  ]
  return wanted.map(localeFor).find((locale) => locale !== undefined) ?? otherwise
}

/** What was asked for, as a path of ours: a request may name another host, or begin with two strokes, which a browser reads as one. */
const addressOf = ({ url }: FastifyRequest) => `/${url.replace(/^[a-z][a-z0-9+.-]*:[/\\]*[^/\\]*/i, '').replace(/^[/\\]+/, '')}`

/** The same address without what is chosen on the page itself. */
const withoutChoices = (address: string) => {
  const [path = '', query = ''] = address.split('?', 2)
  const kept = query.split('&').filter((one) => one !== '' && !/^(?:lang|furigana)=/.test(one))
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path
}

const onOrOff = (word: unknown) => (word === 'on' || word === 'off' ? word : undefined)

const schoolOf = ({ installation }: House, request: FastifyRequest): Promise<School | undefined> => {
  const { slug } = (request.params ?? {}) as { slug?: string }
  return slug ? schoolAt(installation, slug) : Promise.resolve(undefined)
}

/** What was chosen on the page itself stays on the device: its language, and whether kanji have readings. */
const keepChoices = ({ installation }: House, request: FastifyRequest, reply: FastifyReply, locale: Locale) => {
  const asked = (request.query ?? {}) as { lang?: unknown; furigana?: unknown }
  const secure = installation.origin.startsWith('https:')
  const keep = (name: string, value: string) =>
    reply.setCookie(name, value, { path: '/', sameSite: 'lax', maxAge: 365 * 86_400, secure })
  if (asked.lang === locale) keep('lang', locale)
  const chosen = onOrOff(asked.furigana)
  if (chosen) keep('furigana', chosen)
  return chosen ?? onOrOff(request.cookies['furigana'])
}

/** One look at one page: its words, its school, who is looking. */
export type Visit = { page: Page; school: School | undefined; session: Session | undefined; t: Words }

export const visit = async (house: House, request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
  const token = request.cookies[cookieNames(house.installation.origin).session]
  const [school, session] = await Promise.all([
    schoolOf(house, request),
    token ? house.sessions.find(token, house.installation.clock.now()) : undefined,
  ])
  const locale = localeOf(request, school?.locale)
  const furigana = keepChoices(house, request, reply, locale)
  const t = words[locale]
  const path = withoutChoices(addressOf(request))
  return {
    t,
    school,
    session,
    page: {
      t,
      path,
      xsrf: token && xsrfTokenOf(token), // of a session that is over too: its cookie still comes with the form
      school: school && { slug: school.slug, name: school.name },
      furigana,
    },
  }
}

/** A page for when nothing can be asked of the database. */
export const pageFor = (request: FastifyRequest): Page => ({ t: words[localeOf(request)], path: addressOf(request) })

/** Sends a page; none is kept by anyone in between. */
export const show = (reply: FastifyReply, page: string, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)

/** What a form sent: lines of text, and nothing else. */
export const typedIn = (request: FastifyRequest): Typed =>
  Object.fromEntries(
    Object.entries((request.body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )

const refusedFields = (refusal: Refusal) => {
  const fields = refusal.details?.['fields']
  return Array.isArray(fields) ? fields.map(({ field }: { field: string }) => field.split('.').at(-1) ?? '') : []
}

/** Does what a form asks by the same action as the interface; a refusal comes back to the form, with what was typed. */
export const submit = async (
  house: House,
  action: Action,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): Promise<
  { answer: Answer; refused?: undefined; status?: undefined } | { answer?: undefined; refused: Refused; status: number }
> => {
  try {
    return { answer: await perform(house, action, request, reply, body) }
  } catch (error) {
    const refusal = refusalOf(error)
    const { code, status, details } = refusal
    if (status >= 500) throw error
    return { refused: { code, fields: refusedFields(refusal), typed: typedIn(request), details }, status }
  }
}
