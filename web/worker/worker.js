// Keeps the frame of the app on the device, so that it stands without a network: files of one release, no word about anybody.
// The build puts before it `release`, `shell` and `words`: the files of the app, and the sentences of each language; and `sentences`, its own.
const cacheName = `preau-${release}`
const scope = new URL(self.registration.scope).pathname
/** What below the scope is a page or a file of the server, and not of the app. */
const doors = [
  '',
  'sign-in',
  'enter',
  'go-on',
  'forgotten',
  'recover',
  'password-rules',
  'class',
  'files',
  'api',
  'rights-requests',
  'rights-cases',
  'school-exit',
  'trust',
  'legal',
]

const isOfApp = ({ pathname }) => {
  if (!pathname.startsWith(scope)) return false
  const steps = pathname.slice(scope.length).split('/')
  return !doors.includes(steps[0]) && !steps.at(-1).includes('.')
}

self.addEventListener('install', (event) => {
  const fresh = shell.map((file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'no-cache' }))
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(fresh)))
})

// A page of the release before may still be open: what it asks for later stays as well.
const forgetOld = async () => {
  const kept = (await caches.keys()).filter((name) => name.startsWith('preau-') && name !== cacheName)
  await Promise.all(kept.slice(0, -1).map((name) => caches.delete(name)))
  await self.clients.claim()
}
self.addEventListener('activate', (event) => event.waitUntil(forgetOld()))

const bring = async (locale) => {
  const cache = await caches.open(cacheName)
  const missing = await Promise.all((words[locale] ?? []).map(async (file) => ((await cache.match(file)) ? [] : [file])))
  await cache.addAll(missing.flat())
}
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
  if (event.data?.words) event.waitUntil(bring(event.data.words))
})

// The server hears of every visit all the same: a session that is used lives on.
const page = async (event) => {
  const kept = await (await caches.open(cacheName)).match('/shell.html')
  if (!kept) return fetch(event.request)
  event.waitUntil(fetch(event.request.url, { credentials: 'same-origin', redirect: 'manual' }).catch(() => {}))
  return kept
}

const file = async (request) => {
  const own = await (await caches.open(cacheName)).match(request)
  return own ?? (await caches.match(request)) ?? fetch(request)
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate') {
    if (isOfApp(url)) event.respondWith(page(event))
  } else if (url.pathname.startsWith('/assets/') || shell.includes(url.pathname)) event.respondWith(file(event.request))
})

// Somebody is told that there is something, and never what: the message holds a language, or the code of a test.
const show = async ({ say, locale, device, code }) => {
  const isTest = say === 'test'
  const lang = sentences[locale] ? locale : `${locale}`.slice(0, 2)
  const { news, test } = sentences[lang] ?? sentences.en
  const to = isTest ? `${scope}notifications#${device}.${code}` : `${scope}today`
  const said = { body: isTest ? test : news, lang, tag: isTest ? 'test' : 'news', icon: '/icon-192.png', badge: '/icon-192.png' }
  if (isTest) for (const page of await pages()) page.postMessage({ test: { device, code } })
  await self.registration.showNotification('Préau', { ...said, data: to })
}
const pages = async () =>
  (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter((page) =>
    new URL(page.url).pathname.startsWith(scope),
  )
const messageIn = (event) => {
  try {
    return event.data.json()
  } catch {
    return {} // a browser shows something for every message, so we do
  }
}
self.addEventListener('push', (event) => event.waitUntil(show(messageIn(event))))

// A page that is open is not led away: something may be half typed there.
const come = async (to) => {
  const [page] = await pages()
  if (page && !to.includes('#')) return page.focus()
  const own = (await pages()).find(({ url }) => new URL(url).pathname === to.split('#')[0])
  return own ? own.focus() : self.clients.openWindow(to)
}
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(come(event.notification.data ?? `${scope}today`))
})
