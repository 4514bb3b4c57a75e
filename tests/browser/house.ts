import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { type Locale, locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import { contentSecurityPolicy } from '#kernel/headers.ts'
import { schoolHome, setUp, signIn, welcome } from '#server/pages/entrance.ts'
import { joinClass, joinConfirm, joinKey, joinSent, joinYou } from '#server/pages/join.ts'
import type { Page } from '#server/pages/layout.ts'
import { myRequests, notFound, problem, unavailable } from '#server/pages/notices.ts'
import { style } from '#server/pages/style.ts'
import { answersFor, type Cast, refused } from './school.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const words = loadWords()

const isLocale = (word: string | undefined): word is Locale => locales.some((locale) => locale === word)
const isCast = (word: string | undefined): word is Cast =>
  word !== undefined && ['office', 'teacher', 'parent', 'newcomer'].includes(word)

const pages: Record<string, (page: Page & { school: { slug: string; name: string } }) => string> = {
  '/': (page) => welcome({ ...page, school: undefined }),
  '/s/demo/': schoolHome,
  '/s/demo/sign-in': (page) => signIn(page, '/s/demo/today', { code: 'session.wrong_credentials', typed: { login: 'amina.r1' } }),
  '/setup': (page) =>
    setUp(
      { ...page, school: undefined },
      {
        code: 'K7P2-W9M4',
        timeZones: ['Europe/Paris', 'Asia/Tokyo'],
        timeZone: 'Europe/Paris',
        yearFrom: '2026-09-01',
        yearTo: '2027-08-31',
      },
    ),
  '/join': (page) => joinKey(page, { code: 'class_key.unknown', typed: { key: 'K7P2W9M5' } }),
  '/join/class': (page) => joinClass(page, { key: 'K7P2W9M4', school: page.school.name, classLabel: 'CM1-B' }),
  '/join/you': (page) =>
    joinYou(
      page,
      { key: 'K7P2W9M4', school: page.school.name, classLabel: 'CM1-B' },
      { code: 'invalid_input', fields: ['email'], typed: { child: 'Amina', relation: 'mother', email: 'amina@' } },
    ),
  '/join/sent': (page) => joinSent(page, 'famille@exemple.org'),
  '/join/confirm': (page) => joinConfirm(page, 'token'),
  '/requests': (page) =>
    myRequests(
      page,
      (['waiting', 'accepted', 'declined'] as const).map((state, at) => ({
        id: `${at}`,
        school: page.school.name,
        classLabel: 'CM1-B',
        child: 'Amina Benali',
        state,
        slug: 'demo',
        expiresAt: '2026-12-05T08:00:00.000Z',
      })),
    ),
  '/nothing': notFound,
  '/problem': (page) => problem(page, 'internal', '0199a000-0000-7000-8000-000000000001'),
  '/away': unavailable,
}

const cookie = (request: IncomingMessage, name: string) =>
  new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1]

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer) =>
  void response
    .writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': contentSecurityPolicy })
    .end(body)

const answer = (request: IncomingMessage, response: ServerResponse, path: string, locale: Locale) => {
  const cast = cookie(request, 'cast')
  const known = answersFor(isCast(cast) ? cast : 'teacher', locale)[`${request.method} ${path}`] ?? refused('not_found')
  const isProblem = typeof known === 'object' && known !== null && 'problem' in known
  return send(response, isProblem ? 404 : 200, isProblem ? 'application/problem+json' : 'application/json', JSON.stringify(known))
}

const handle = (built: string) => (request: IncomingMessage, response: ServerResponse) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const spoken = cookie(request, 'lang')
  const locale = isLocale(spoken) ? spoken : 'en'
  const api = /^\/s\/[^/]+\/api(\/.*)$/.exec(pathname)?.[1]
  if (api) return answer(request, response, api, locale)
  if (/^\/style-\w+\.css$/.test(pathname)) return send(response, 200, 'text/css', style)
  const file = join(built, pathname)
  if (extname(pathname) && existsSync(file))
    return send(response, 200, types[extname(pathname)] ?? 'application/octet-stream', readFileSync(file))
  const page = pages[pathname]
  if (page)
    return send(
      response,
      200,
      'text/html',
      page({
        t: words[locale],
        path: pathname,
        xsrf: 'token',
        school: { slug: 'demo', name: locale === 'ja' ? '港北区立みどり小学校' : 'École du Préau' },
      }),
    )
  return send(response, 200, 'text/html', readFileSync(join(built, 'index.html')))
}

/** Serves the built app and the pages under their real policy, with the invented school's answers behind them. */
export const openHouse = async (built: string) => {
  const server = createServer(handle(built))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}
