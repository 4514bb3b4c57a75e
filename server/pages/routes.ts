import fs from 'node:fs'
import path from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { answerProblem, keepCookie, noteBug, refusalOf } from '#kernel/http.ts'
import { onward } from './account.ts'
import { activating } from './activating.ts'
import { certificates } from './certificate.ts'
import { entering } from './entering.ts'
import { joining } from './joining.ts'
import { leaverKeys } from './leaver-key.ts'
import { answeringFor } from './legal.ts'
import { mailAddresses } from './mail-address.ts'
import { mailStopping } from './mail-stop.ts'
import { manifests } from './manifest.ts'
import * as notices from './notices.ts'
import { opening } from './opening.ts'
import { papering } from './papers.ts'
import { pupils } from './pupil.ts'
import { reportingWeakPoints } from './reporting.ts'
import { standing } from './status.ts'
import { style, stylePath } from './style.ts'
import { trusting } from './trust.ts'
import { type House, pageFor, show, visit } from './visit.ts'

const built = path.join(import.meta.dirname, '../../web/dist')
const forEver = 'public, max-age=31536000, immutable'

const wantsPage = (accept: string | undefined, url: string) =>
  (accept ?? '').includes('text/html') && !/^\/(?:s\/[^/]+\/)?api\//.test(url)

/** Refusals and bugs of pages are pages; those of the interface are problems. Before any route, or the routes do not know of it. */
export const troubles = (app: FastifyInstance, house: House) => {
  app.setErrorHandler(async (error, request, reply) => {
    if (!wantsPage(request.headers.accept, request.url)) return answerProblem(house.installation, request, reply, error)
    const refusal = refusalOf(error)
    noteBug(house.installation, request, error, refusal)
    if (refusal.code === 'unavailable') return show(reply.header('retry-after', '2'), notices.unavailable(pageFor(request)), 503)
    // What cannot be shown with everything that belongs to it is shown bare: whatever this throws would be answered in its own words.
    const page = await visit(house, request, reply).then(
      ({ page }) => page,
      () => pageFor(request),
    )
    return show(reply, notices.problem(page, refusal.code, request.id), refusal.status)
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (!wantsPage(request.headers.accept, request.url))
      return answerProblem(house.installation, request, reply, { code: 'FST_ERR_NOT_FOUND' })
    return show(reply, notices.notFound((await visit(house, request, reply)).page), 404)
  })
}

/** The app itself: one file for all its addresses; whoever is not signed in goes to the door first and comes back. */
const shell = (app: FastifyInstance, house: House) => {
  app.get<{ Params: { slug: string; '*': string } }>('/s/:slug/*', async (request, reply) => {
    if (/^api(?:\/|$)/.test(request.params['*']))
      return answerProblem(house.installation, request, reply, { code: 'FST_ERR_NOT_FOUND' })
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notices.notFound(page), 404)
    if (session?.schoolId !== school.schoolId)
      return reply.redirect(`/s/${school.slug}/sign-in?next=${encodeURIComponent(request.url)}`, 303)
    if (session.limited) return reply.redirect(onward(session.limited, request.url), 303)
    if (session.personId === null) return reply.redirect('/requests', 303)
    keepCookie(request, reply, house.installation.origin, session) // ninety days from now, and so does the session
    return show(reply, fs.readFileSync(path.join(built, 'index.html'), 'utf8'))
  })
}

/** Every page of the server, and the files of the app. */
export const mountPages = async (app: FastifyInstance, house: House): Promise<void> => {
  fs.mkdirSync(built, { recursive: true })
  await app.register(files, {
    root: built,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    globIgnore: ['index.html', '.vite/**', '**/*.{br,gz}'],
    setHeaders: (reply, file) =>
      void reply.header('cache-control', file.includes(`${path.sep}assets${path.sep}`) ? forEver : 'no-cache'),
  })
  app.get(stylePath, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', forEver).send(style),
  )
  entering(app, house)
  activating(app, house)
  pupils(app, house)
  joining(app, house)
  certificates(app, house)
  leaverKeys(app, house)
  mailAddresses(app, house)
  mailStopping(app, house)
  opening(app, house)
  papering(app, house)
  reportingWeakPoints(app, house)
  trusting(app, house)
  standing(app, house)
  answeringFor(app, house)
  manifests(app, house)
  shell(app, house)
}
