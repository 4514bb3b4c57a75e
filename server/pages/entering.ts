import type { FastifyInstance } from 'fastify'
import { schools } from '#kernel/schools.ts'
import { setUpSchool } from '#modules/schools/setting-up.ts'
import * as signingIn from '#modules/sign-in/signing-in.ts'
import * as pages from './entrance.ts'
import { notFound } from './notices.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

/** Only paths of this school: a link from elsewhere cannot send anyone away after signing in. */
const pathAfter = (slug: string, next: unknown) =>
  typeof next === 'string' && next.startsWith(`/s/${slug}/`) && /^[!-~]+$/.test(next) && !next.includes('//')
    ? next
    : `/s/${slug}/today`

const yearNow = (now: Date) => {
  const first = now.getUTCMonth() >= 7 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  return { yearFrom: `${first}-09-01`, yearTo: `${first + 1}-08-31` }
}

const usual = (house: House, code: string) => ({
  code,
  timeZones: Intl.supportedValuesOf('timeZone'),
  timeZone: 'Europe/Paris',
  ...yearNow(house.installation.clock.now()),
})

const settingUp = (app: FastifyInstance, house: House) => {
  app.get<{ Querystring: { code?: string } }>('/setup', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, pages.setUp(page, usual(house, `${request.query.code ?? ''}`)))
  })
  app.post('/setup', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { code, display, email, password, _xsrf, ...school } = typedIn(request)
    const { answer, refused, status } = await submit(house, setUpSchool, request, reply, {
      code,
      school,
      administrator: { display, email, password },
    })
    if (!answer) return show(reply, pages.setUp(page, usual(house, code ?? ''), refused), status)
    return reply.redirect(`/s/${school['slug']}/today`, 303)
  })
}

/** The doors: of the installation, of a school, its sign-in, and the first start. */
export const entering = (app: FastifyInstance, house: House): void => {
  settingUp(app, house)
  app.get('/', async (request, reply) => {
    const [{ page }, all] = await Promise.all([visit(house, request, reply), schools(house.installation)])
    if (all.length === 0) return reply.redirect('/setup', 303)
    if (all.length === 1) return reply.redirect(`/s/${all[0]!.slug}/`, 303)
    return show(reply, pages.welcome(page))
  })
  app.get('/s/:slug', async (request, reply) => reply.redirect(`${request.url}/`, 308))
  app.get('/s/:slug/', async (request, reply) => {
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    if (session?.schoolId === school.schoolId && session.personId) return reply.redirect(`/s/${school.slug}/today`, 303)
    return show(reply, pages.schoolHome({ ...page, school }))
  })
  app.get<{ Querystring: { next?: string } }>('/s/:slug/sign-in', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    return show(reply, pages.signIn({ ...page, school }, pathAfter(school.slug, request.query.next)))
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
    if (!answer) return show(reply, pages.signIn({ ...page, school }, pathAfter(school.slug, next), refused), status)
    return reply.redirect(pathAfter(school.slug, next), 303)
  })
}
