import { schools } from '#kernel/schools.ts'
import { personTable, responsibleFor } from '#modules/people/index.ts'
import { type Ask, type Check, type Ground, noneOf, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'

const page = { accept: 'text/html', 'accept-language': 'en' }
/** More than there are of ours; a page that links to itself without end is not followed for ever. */
const MOST = 400

const plain = (text: string) => text.replaceAll('&amp;', '&')
/** Where a page leads to within this service, in whichever language, and how often it leads out of it: nobody outside is asked. */
const linksIn = (at: string, text: string) => {
  const here = new URL(at, 'https://here.invalid')
  const all = [...text.matchAll(/<(?:a|link)\b[^>]*?\shref="([^"]*)"/g)].map(([, link = '']) => new URL(plain(link), here))
  for (const one of all) one.searchParams.delete('lang')
  const inside = all.filter(({ host }) => host === here.host)
  return {
    inside: inside.map(({ pathname, search, hash }) => ({ to: pathname + search, hash })),
    outside: all.length - inside.length,
  }
}

type Seen = { readonly status: number; readonly text: string }
const hasPlace = ({ text }: Seen, hash: string) => hash === '' || text.includes(`id="${decodeURIComponent(hash.slice(1))}"`)

/** Opens pages from these on, and whatever they lead to; only pages of these rooms are read for more. */
const walk = async (ask: Ask, from: readonly string[]) => {
  const seen = new Map<string, Seen>()
  const open = async (path: string) => {
    const known = seen.get(path)
    if (known) return known
    const { status, text } = await ask(path, { headers: page })
    const found = { status, text }
    seen.set(path, found)
    return found
  }
  const isRoom = (path: string) => from.some((one) => path === one || path.startsWith(`${one}/`))
  const waiting = [...from]
  const facts = { pages: 0, links: 0, dead: 0, outside: 0 }
  for (let path = waiting.shift(); path !== undefined && seen.size < MOST; path = waiting.shift()) {
    const { inside, outside } = linksIn(path, (await open(path)).text)
    facts.pages++
    facts.outside += outside
    for (const { to, hash } of inside) {
      const isNew = !seen.has(to)
      const found = await open(to)
      facts.links++
      if (found.status >= 400 || !hasPlace(found, hash)) facts.dead++
      if (isNew && isRoom(to)) waiting.push(to)
    }
  }
  return { ...facts, unread: waiting.length }
}

/** No link of the public pages leads to nowhere, and none to a place of a page that is not there. */
const links = whole('probe', async ({ ask, installation }) => {
  const [school] = await schools(installation)
  const facts = await walk(ask, ['/trust', '/status', '/legal', ...(school ? [`/s/${school.slug}/trust`] : [])])
  return rightIf(facts.links > 0 && facts.dead === 0 && facts.unread === 0, facts)
})

/** How many people can be written to when somebody reports something. */
const hearers = async ({ installation, look }: Ground): Promise<number> => {
  if (installation.securityTo ?? installation.alarmTo) return 1
  let all = 0
  for (const { schoolId } of await schools(installation)) {
    const contents = await look(async ({ tx, vault }) => {
      const people = await responsibleFor(tx, schoolId, ['operator', 'administrator'])
      return vault.openSurviving(tx, schoolId, personTable, people)
    }, schoolId)
    all += contents.filter((content) => content?.email).length
  }
  return all
}

/** The form for reports takes what is sent and gives back what is empty; somebody is written to of each, and none has waited for that for an hour. */
const mailbox = whole('probe', async (ground) => {
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  const { status, text } = await ground.ask('/trust/reporting', { method: 'POST', headers, body: 'words=' })
  const isForm = status === 422 && text.includes('action="/trust/reporting')
  const { unheard } = await ground.look(({ tx }) => counted(tx, 'weak_points'))
  const facts = { status, isForm, hearers: await hearers(ground), unheard: Number(unheard) }
  return isForm && facts.hearers > 0 ? noneOf(facts, 'unheard') : { result: 'failed', facts }
})

export const linksChecks = {
  'C-48.links': links,
  'C-60.mailbox': mailbox,
} as const satisfies Record<string, Check>
