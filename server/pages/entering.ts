import type { FastifyInstance } from 'fastify'
import type { Limit } from '#contract/endpoint.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Locale } from '#contract/locales.ts'
import type { Profile } from '#contract/roles.ts'
import { cookieNames } from '#kernel/cookies.ts'
import { schools } from '#kernel/schools.ts'
import { digestOf } from '#kernel/session.ts'
import { setUpSchool } from '#modules/schools/setting-up.ts'
import * as signingIn from '#modules/sign-in/signing-in.ts'
import { account, onward } from './account.ts'
import * as accountPages from './account-pages.ts'
import * as pages from './entrance.ts'
import type { Refused } from './form.ts'
import { notFound } from './notices.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

/** Only paths of this school: a link from elsewhere cannot send anyone away after signing in. */
const pathAfter = (slug: string, next: unknown) =>
  typeof next === 'string' && next.startsWith(`/s/${slug}/`) && /^[!-~]+$/.test(next) && !next.includes('//')
    ? next
    : `/s/${slug}/today`

/** What a school that speaks this language most often is, and when its year begins. */
const habits = {
  en: { profile: 'EU-FR', timeZone: 'Europe/Paris', begins: '09-01', ends: '08-31' },
  fr: { profile: 'EU-FR', timeZone: 'Europe/Paris', begins: '09-01', ends: '08-31' },
  'fr-CA': { profile: 'QC-PRIV', timeZone: 'America/Toronto', begins: '09-01', ends: '08-31' },
  sv: { profile: 'EU-SE', timeZone: 'Europe/Stockholm', begins: '07-01', ends: '06-30' },
  ja: { profile: 'JP', timeZone: 'Asia/Tokyo', begins: '04-01', ends: '03-31' },
} as const satisfies Record<Locale, { profile: Profile; timeZone: string; begins: string; ends: string }>

/** The school year of this day; in its last month it is the coming one. */
const yearFrom = (begins: string, now: Date) => {
  const year = now.getUTCFullYear()
  const aMonthOn = new Date(now.getTime() + 31 * 86_400_000).toISOString().slice(0, 10)
  return [year + 1, year, year - 1].find((first) => `${first}-${begins}` <= aMonthOn) ?? year
}

const usual = (house: House, code: string, locale: Locale) => {
  const { profile, timeZone, begins, ends } = habits[locale]
  const first = yearFrom(begins, house.installation.clock.now())
  const timeZones = Intl.supportedValuesOf('timeZone')
  return { code, profile, timeZones, timeZone, yearFrom: `${first}-${begins}`, yearTo: `${first + 1}-${ends}` }
}

/** Which field a refusal is about, where it does not say so itself. */
const about: Partial<Record<ErrorCode, string>> = {
  'setup.wrong_code': 'code',
  'school.slug_taken': 'slug',
  'password.too_weak': 'password',
}
const marked = (refused: Refused): Refused => {
  const field = refused.code && about[refused.code]
  return field ? { ...refused, fields: [field] } : refused
}

const settingUp = (app: FastifyInstance, house: House) => {
  app.get<{ Querystring: { code?: string } }>('/setup', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, pages.setUp(page, usual(house, `${request.query.code ?? ''}`, page.t.locale)))
  })
  app.post('/setup', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { code, display, email, password, _xsrf, ...school } = typedIn(request)
    const { answer, refused, status } = await submit(house, setUpSchool, request, reply, {
      code,
      school,
      administrator: { display, email, password },
    })
    if (!answer) return show(reply, pages.setUp(page, usual(house, code ?? '', page.t.locale), marked(refused)), status)
    return reply.redirect(`/s/${school['slug']}/today`, 303)
  })
}

const signingInto = (app: FastifyInstance, house: House) => {
  app.get<{ Querystring: { next?: string; reset?: string; other?: string } }>('/s/:slug/sign-in', async (request, reply) => {
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const token = request.cookies[cookieNames(house.installation.origin).session]
    const isLeft = token !== undefined && (!session || session.schoolId === school.schoolId) && request.query.other !== 'on'
    const ways = isLeft ? await signingIn.waysOnFrom(house.installation, digestOf(token), school.schoolId) : []
    if (ways.length > 0) return show(reply, accountPages.left({ ...page, school }, ways))
    const isElsewhere = Boolean(session?.personId && !session.limited && session.schoolId !== school.schoolId)
    const said = { isElsewhere, isReset: request.query.reset === 'done' }
    return show(reply, accountPages.signIn({ ...page, school }, pathAfter(school.slug, request.query.next), said))
  })
  app.post('/s/:slug/sign-in', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { login, password, sharedDevice, next } = typedIn(request)
    const { answer, refused, status } = await submit(house, signingIn.start, request, reply, {
      login,
      password,
      sharedDevice: sharedDevice === 'on',
    })
    if (!answer) return show(reply, accountPages.signIn({ ...page, school }, pathAfter(school.slug, next), refused), status)
    return reply.redirect(onward((answer.output as { limited: Limit | null }).limited, pathAfter(school.slug, next)), 303)
  })
  app.post('/s/:slug/go-on', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { answer } = await submit(house, signingIn.goOn, request, reply, { schoolId: school.schoolId })
    const next = `/s/${school.slug}/today`
    if (!answer) return reply.redirect(`/s/${school.slug}/sign-in`, 303)
    return reply.redirect(onward((answer.output as { limited: Limit | null }).limited, next), 303)
  })
  app.post('/s/:slug/enter', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const next = pathAfter(school.slug, typedIn(request)['next'])
    const { answer, refused } = await submit(house, signingIn.goTo, request, reply, { schoolId: school.schoolId })
    if (!answer) return show(reply, accountPages.signIn({ ...page, school }, next, refused.code === 'not_found' ? {} : refused))
    return reply.redirect(onward((answer.output as { limited: Limit | null }).limited, next), 303)
  })
}

/** The doors: of the installation, of a school, its sign-in, and the first start. */
export const entering = (app: FastifyInstance, house: House): void => {
  settingUp(app, house)
  account(app, house)
  app.get('/', async (request, reply) => {
    const [{ page }, all] = await Promise.all([visit(house, request, reply), schools(house.installation)])
    if (all.length === 0) return reply.redirect('/setup', 303)
    if (all.length === 1) return reply.redirect(`/s/${all[0]!.slug}/`, 303)
    return show(reply, pages.welcome(page))
  })
  app.get<{ Params: { slug: string } }>('/s/:slug', async (request, reply) => {
    const asked = request.url.indexOf('?')
    return reply.redirect(`/s/${encodeURIComponent(request.params.slug)}/${asked < 0 ? '' : request.url.slice(asked)}`, 308)
  })
  app.get('/s/:slug/', async (request, reply) => {
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    if (session?.schoolId === school.schoolId && session.personId && session.limited !== 'second_step')
      return reply.redirect(`/s/${school.slug}/today`, 303)
    return show(reply, pages.schoolHome({ ...page, school }))
  })
  signingInto(app, house)
}
