import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { nobody } from '#kernel/ids.ts'
import { schools } from '#kernel/schools.ts'
import { picturesOf } from '#modules/files/index.ts'
import { type Ask, type Check, type Facts, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'

const page = { accept: 'text/html' }

/** What an answer has to carry; each says no to something that a browser would otherwise allow. */
const required: readonly (readonly [string, RegExp])[] = [
  ['content-security-policy', /(^|; )default-src 'none'(;|$)/],
  ['content-security-policy', /(^|; )script-src 'self'(;|$)/],
  ['content-security-policy', /(^|; )frame-ancestors 'none'(;|$)/],
  ['content-security-policy', /(^|; )base-uri 'none'(;|$)/],
  ['content-security-policy', /(^|; )require-trusted-types-for 'script'(;|$)/],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['permissions-policy', /geolocation=\(\)/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^same-origin$/],
]

/** Answers of every kind: a page, the interface, what is not there. */
const answers = async (ask: Ask) => [
  await ask('/', { headers: page }),
  await ask('/api/openapi.json'),
  await ask(`/no-such-page-${nobody}`, { headers: page }),
]

const headers = whole('probe', async ({ ask }) => {
  const heard = await answers(ask)
  const missing = heard.flatMap((one) => required.filter(([name, wanted]) => !wanted.test(`${one.headers[name] ?? ''}`)))
  const policies = heard.map((one) => `${one.headers['content-security-policy'] ?? ''}`)
  const unsafe = policies.filter((policy) => /unsafe-|\*|https?:|data:|blob:/.test(policy)).length
  return noneOf({ answers: heard.length, required: required.length, missing: missing.length, unsafe }, 'missing', 'unsafe')
})

const markup = '"><script>probe</script>'
const escaping = whole('probe', async ({ ask }) => {
  const path = `/verify/${encodeURIComponent(markup)}`
  const { text, status } = await ask(path, { headers: page })
  return rightIf(!text.includes('<script>probe') && text.includes('probe'), {
    status,
    runs: text.includes('<script>probe'),
    isShown: text.includes('probe'),
  })
})

/** Whatever a visitor may change, sent as another site would make a browser send it. */
const forgery = whole('probe', async ({ ask, actions, installation }) => {
  const [school] = await schools(installation)
  const asked = actions.filter(
    ({ endpoint: { method, access, scope, upload } }) =>
      method === 'POST' && access === 'visitor' && !upload && (scope !== 'school' || school),
  )
  let accepted = 0
  for (const { endpoint: row } of asked) {
    const at = (row.scope === 'school' ? `/s/${school?.slug}/api` : '/api') + row.path.replace(/:\w+/g, nobody)
    const from = { origin: 'https://elsewhere.example', 'content-type': 'application/json' }
    const { status } = await ask(at, { method: 'POST', headers: from, body: '{}' })
    if (status !== 403) accepted++
  }
  return rightIf(accepted === 0 && asked.length > 0, { addresses: asked.length, accepted })
})

const quotes = ["' or 1=1 --", "'; select 1; --", "\\' or ''='", 'x%00y']
const parameters = whole('probe', async ({ ask }) => {
  let wrong = 0
  for (const quote of quotes) {
    const at = [`/verify/${encodeURIComponent(quote)}`, `/s/${encodeURIComponent(quote)}/sign-in`]
    for (const one of at) if ((await ask(one, { headers: page })).status !== 404) wrong++
  }
  return noneOf({ asked: quotes.length * 2, wrong }, 'wrong')
})

/** The test file of the makers of scanners, put together here so that none stops at this program. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const scanner = whole('test', async ({ installation }) => {
  const { scanner: scan } = installation
  if (!scan) return rightIf(false, { isSet: false })
  const said = await scan(Readable.from([Buffer.from(eicar)]))
  return rightIf(said === 'infected', { isSet: true, refusesTestVirus: said === 'infected' })
})

/** A picture that says where it was taken, sent the way of every picture: what is kept of it must not say so any more. */
export const positionsKeptBy = async (pictures: typeof picturesOf) => {
  const { default: sharp } = await import('sharp')
  const where = {
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1', GPSLongitudeRef: 'E', GPSLongitude: '2/1 21/1 3/1' },
  }
  const blank = sharp({ create: { width: 32, height: 32, channels: 3, background: '#fff' } })
  const taken = await blank.withExif(where).jpeg().toBuffer()
  const saidWhere = (await sharp(taken).metadata()).exif !== undefined
  const made = await pictures(taken, 'image/jpeg')
  const kept = typeof made === 'object' && 'whole' in made ? [made.whole, made.thumbnail] : []
  const saying = await Promise.all(kept.map(async ({ bytes }) => (await sharp(bytes).metadata()).exif !== undefined))
  const facts = { pictures: kept.length, saidWhere, sayWhere: saying.filter((isSaid) => isSaid).length }
  return rightIf(facts.pictures === 2 && saidWhere && facts.sayWhere === 0, facts)
}
const noPosition = whole('test', () => positionsKeptBy(picturesOf))

const closedLinks = perSchool('probe', async ({ ask }, { slug }) => {
  const at = [`/s/${slug}/files/${'0'.repeat(64)}`, `/s/${slug}/api/files/${nobody}`, `/s/${slug}/people/${nobody}/export.zip`]
  let given = 0
  for (const one of at) {
    const { status, headers: sent } = await ask(one)
    if (status < 400 && !`${sent['location'] ?? ''}`.includes('/sign-in')) given++
  }
  return noneOf({ addresses: at.length, given }, 'given')
})

const noCookies = whole('probe', async ({ ask, installation }) => {
  const [school] = await schools(installation)
  const at = ['/', '/join', ...(school ? [`/s/${school.slug}/sign-in`] : [])]
  let set = 0
  for (const one of at) if ((await ask(one, { headers: page })).headers['set-cookie'] !== undefined) set++
  return noneOf({ pages: at.length, set }, 'set')
})

const foreign =
  /(?:src|href)\s*=\s*["']?(?:https?:)?\/\/|url\(\s*["']?(?:https?:)?\/\/|@import|importScripts\(\s*["'](?:https?:)?\/\//
const built = path.join(import.meta.dirname, '../../../../web/dist')
/** Whatever the built app would load by itself, and what the policy of a real page would let it. */
const ownOrigin = whole('probe', async ({ ask }) => {
  const files = fs.existsSync(built)
    ? fs.readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:html|css)$|(?:^|\/)sw\.js$/.test(file))
    : []
  const naming = files.filter((file) =>
    foreign.test(fs.readFileSync(path.join(built, file), 'utf8').replaceAll('http://www.w3.org/', '')),
  )
  const { headers: sent, text } = await ask('/', { headers: page })
  const policy = `${sent['content-security-policy'] ?? ''}`
  const facts: Facts = {
    files: files.length,
    naming: naming.length,
    pageNames: foreign.test(text),
    mayLoadElsewhere: policy === '' || /https?:|\*|(?:^| )data:/.test(policy),
  }
  return noneOf(facts, 'naming', 'pageNames', 'mayLoadElsewhere')
})

const noAddresses = whole('query', async ({ look }: Ground) =>
  noneOf(await look(({ tx }) => counted(tx, 'addresses')), 'ofDevices'),
)

const installable = perSchool('probe', async ({ ask }, { slug }) => {
  const { status, text } = await ask(`/s/${slug}/app.webmanifest`)
  const said: { icons?: unknown; start_url?: unknown } = status === 200 ? JSON.parse(text) : {}
  const icons = Array.isArray(said.icons) ? said.icons.length : 0
  return rightIf(icons > 0 && typeof said.start_url === 'string', { status, icons })
})

export const typedChecks = {
  'C-13.headers': headers,
  'C-13.escaping': escaping,
  'C-13.forgery': forgery,
  'C-13.parameters': parameters,
  'C-14.scanner': scanner,
  'C-14.closed_links': closedLinks,
  'C-14.no_position': noPosition,
  'C-35.own_origin': ownOrigin,
  'C-46.no_addresses': noAddresses,
  'C-46.no_cookies': noCookies,
  'P-09.installable': installable,
} as const satisfies Record<string, Check>
