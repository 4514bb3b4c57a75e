import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { type Locale, locales } from '#contract/locales.ts'
import { loadWords } from '#i18n/load.ts'
import type { Page } from '#server/pages/layout.ts'
import { problem, unavailable } from '#server/pages/notices.ts'
import { style } from '#server/pages/style.ts'
import { contentSecurityPolicy } from '#server/serving/headers.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const words = loadWords()

const isLocale = (word: string | undefined): word is Locale => locales.some((locale) => locale === word)

const pages: Record<string, (page: Page) => string> = {
  '/problem': (page) => problem(page, 'internal', '0199a000-0000-7000-8000-000000000001'),
  '/away': unavailable,
}

const send = (response: ServerResponse, type: string, body: string | Buffer) =>
  void response
    .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': contentSecurityPolicy })
    .end(body)

const handle = (built: string) => (request: IncomingMessage, response: ServerResponse) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const spoken = /(?:^|; )lang=([^;]*)/.exec(request.headers.cookie ?? '')?.[1]
  const locale = isLocale(spoken) ? spoken : 'en'
  if (/^\/style-\w+\.css$/.test(pathname)) return send(response, 'text/css', style)
  const page = pages[pathname]
  const school = { slug: 'demo', name: 'École du Préau' }
  if (page) return send(response, 'text/html', page({ t: words[locale], path: pathname, xsrf: undefined, school }))
  const file = join(built, pathname)
  const found = extname(pathname) && existsSync(file) ? file : join(built, 'index.html')
  return send(response, types[extname(found)] ?? 'application/octet-stream', readFileSync(found))
}

/** What no healthy Préau shows, under its real policy: the page of components, and the pages of a fault and of an absence. */
export const openHouse = async (built: string) => {
  const server = createServer(handle(built))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}
