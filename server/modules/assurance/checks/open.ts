import fs from 'node:fs'
import { sentences } from '#i18n/load.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { take } from '#modules/rights/index.ts'
import { readList } from '#modules/rosters/index.ts'
import { enterAs, sealedSample, structureOfLedger } from '../catalogue.queries.ts'
import { type Ask, type Check, type Ground, noneOf, perSchool, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'
import { bring, invented } from '../inventing.ts'
import { controlIds } from '../registry.ts'
import { brokenRevisions, revisionsOf } from '../revising.ts'
import { passwordNumbers } from '../trying.queries.ts'
import { counting } from './door.ts'
import { daysToMend } from './running.ts'

const page = { accept: 'text/html', 'accept-language': 'en' }
const get = (ask: Ask, path: string) => ask(path, { headers: page })
/** The text as it stands in a page. */
const asShown = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The page of who may do what holds every row of the table that decides. */
const whoMay = whole('probe', async ({ ask, installation: { permissions } }) => {
  const { status, text } = await get(ask, '/trust/who')
  const rows = Object.entries(permissions).filter(([, row]) => 'allow' in row)
  const missing = rows.filter(([name]) => !text.includes(`<code>${name}</code>`)).length
  return rightIf(status === 200 && rows.length > 0 && missing === 0, { status, rows: rows.length, missing })
})

/** The page of the rules for passwords says the very numbers that are applied. */
const passwordRules = perSchool('probe', async ({ ask }, { slug }) => {
  const { status, text } = await get(ask, `/s/${slug}/password-rules`)
  const { text: data, status: dataStatus } = await ask(`/s/${slug}/api/password-rules`)
  const applied: Record<string, unknown> = dataStatus === 200 ? JSON.parse(data) : {}
  const minAlone = Number(applied['minAlone'] ?? 0)
  const isSaid = minAlone > 0 && new RegExp(`(?<!\\d)${minAlone}(?!\\d)`).test(text.replace(/<[^>]*>/g, ' '))
  return rightIf(status === 200 && isSaid, { status, minAlone, isSaid })
})

/** The page of measures holds every control. */
const measures = whole('probe', async ({ ask }) => {
  const { status, text } = await get(ask, '/trust/measures')
  const missing = controlIds.filter((id) => !text.includes(`id="${id}"`)).length
  return rightIf(status === 200 && missing === 0, { status, controls: controlIds.length, missing })
})

/** The page of what is kept holds every table about people, by its name in words. */
const dataRules = whole('probe', async ({ ask, installation: { dataMap } }) => {
  const { status, text } = await get(ask, '/trust/keeps')
  const said = sentences('privacy', 'en')
  const names = personalTables(dataMap).map(({ table }) => said[`privacy.why.${table.split('.')[1] ?? ''}`])
  const missing = names.filter((name) => !name || !text.includes(asShown(name))).length
  return rightIf(status === 200 && names.length > 0 && missing === 0, { status, tables: names.length, missing })
})

/** The page of measures says within how many days each kind of weak point is mended: the numbers that the check of advisories uses. */
const mending = whole('probe', async ({ ask }) => {
  const { status, text } = await get(ask, '/trust/measures')
  const days = Object.values(daysToMend)
  const missing = days.filter((one) => !text.includes(`<data value="${one}">`)).length
  return rightIf(status === 200 && missing === 0, { status, kinds: days.length, missing })
})

/** Who answers for what: every control stands with somebody. */
const matrix = whole('probe', async ({ ask }) => {
  const { status, text } = await get(ask, '/trust/sharing')
  const rows = text.split('<span class="badge').length - 1
  return rightIf(status === 200 && rows === controlIds.length, { status, controls: controlIds.length, rows })
})

/** The school's own people see how passwords are kept here, as numbers; a stranger does not. */
const passwords = perSchool('test', async ({ look, ask }, { schoolId, slug }) => {
  const seen = await look(async (hands) => {
    const { id } = await bring(hands, schoolId, 'head')
    await enterAs(hands.tx, { schoolId, personId: id })
    return passwordNumbers(hands.tx)
  }, schoolId)
  const { status } = await ask(`/s/${slug}/api/password-evidence`)
  return rightIf(seen.staff > 0 && seen.words === 0 && status >= 400 && status < 500, { ...seen, status })
})

/** Whoever answers for privacy and security of the school stands on the public page. */
const responsible = perSchool('probe', async ({ ask, look }, { slug, schoolId }) => {
  const { named } = await look(({ tx }) => counted(tx, 'contact'), schoolId)
  const { status, text } = await get(ask, `/s/${slug}/trust/reporting`)
  const isShown = text.includes('href="mailto:')
  return rightIf(status === 200 && Number(named) > 0 && isShown, { status, named: Number(named), isShown })
})

/** Every kind of certificate is on the page, held or not; what has run out is not shown as held. */
const listed = whole('probe', async ({ ask, now }) => {
  const { status, text } = await get(ask, '/trust/certificates')
  const kinds = [...text.matchAll(/<li class="stack" id="[a-z0-9_]+">/g)].length
  const notHeld = text.split('<span class="quiet">').length - 1
  return rightIf(status === 200 && kinds > 0 && notHeld > 0, { status, kinds, notHeld, year: now.getUTCFullYear() })
})

/** What these pages say now is their newest revision, and each revision is bound to the one before. */
const revisions = whole('query', async ({ installation, lines }) => {
  const rows = await revisionsOf(installation)
  const now = lines()
  const newest = rows[0]?.lines ?? []
  const isNewest = newest.length === now.length && newest.every((line, nth) => line === now[nth])
  const facts = { revisions: rows.length, lines: now.length, broken: brokenRevisions(rows), isNewest }
  return rightIf(rows.length > 0 && facts.broken === 0 && isNewest, facts)
})

const securityTxt = whole('probe', async ({ ask, now }: Ground) => {
  const { status, text } = await ask('/.well-known/security.txt')
  const fields = new Map(text.split('\n').map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]))
  const expires = Date.parse(fields.get('Expires') ?? '')
  const daysLeft = Number.isNaN(expires) ? -1 : Math.floor((expires - now.getTime()) / 86_400_000)
  const contact = new URL(/^Contact: (https?:\S+)$/m.exec(text)?.[1] ?? 'https://nobody.invalid/').pathname
  const { status: policy } = await get(ask, contact)
  return rightIf(status === 200 && daysLeft > 0 && policy === 200, { status, daysLeft, policy })
})

/** A question to the school is kept sealed, and no job or fact that leaves carries a word of it. */
const helpInside = perSchool('test', async ({ look }, { schoolId }) => {
  const mark = invented('guardian').mark
  const facts = await look(async (hands) => {
    const { id } = await bring(hands, schoolId, 'guardian')
    await enterAs(hands.tx, { schoolId, personId: id })
    const said: unknown[] = []
    const emit: typeof hands.emit = (...fact) => void said.push(fact)
    const actor = { ...hands.actor, personId: id }
    const { row } = await take({ ...hands, actor, emit }, { kind: 'human', personId: id, words: mark })
    return {
      isReadable: row.sealed.includes(mark),
      isTold: JSON.stringify(said).includes(mark),
      asked: said.length,
    }
  }, schoolId)
  return rightIf(!facts.isReadable && !facts.isTold && facts.asked > 0, facts)
})

const SAMPLE = 50
/** Whoever reads the records leaves one; nobody reads them in any other way, and what they say is sealed. */
const readers = whole('test', async ({ look, actions }) => {
  const reading = actions.filter(({ endpoint: { name, method } }) => method === 'GET' && /^ledger\./.test(name))
  const silent = reading.filter(({ endpoint: { reads } }) => reads !== 'fact').length
  const facts = await look(async ({ tx }) => {
    const blobs = await sealedSample(tx, 'ledger.fact', 'sealed_detail', SAMPLE)
    const inClear = blobs.filter((blob) => blob.length >= 8 && /^[\x20-\x7e\s]+$/.test(blob.toString('latin1')))
    return { ...(await structureOfLedger(tx)), rows: blobs.length, inClear: inClear.length }
  })
  return noneOf({ reading: reading.length, silent, ...facts }, 'silent', 'inClear', 'mayRead')
})

/** The app is a page that a browser fetches anew: what would keep an old one back must not be kept. */
const byThemselves = whole('probe', async ({ ask }) => {
  const worker = await ask('/worker.js')
  const kept = `${worker.headers['cache-control'] ?? ''}`
  return rightIf(worker.status === 200 && /no-cache|no-store|max-age=0/.test(kept), {
    status: worker.status,
    isFresh: /no-cache|no-store|max-age=0/.test(kept),
  })
})

/** A list that says more of a pupil than a school needs is read, and what was not asked for is nowhere in what came of it. */
export const fieldsKeptBy = async (
  read: (bytes: Buffer, today: string) => Promise<{ roster?: { users: readonly unknown[] } | undefined }>,
) => {
  const mark = 'canary7f3a'
  const others = ['Numéro de sécurité sociale', 'Religion', 'Nationalité', 'Diagnostic']
  const list = `Prénom;Nom;Classe;${others.join(';')}\nLina;Essai;6B;${others.map(() => mark).join(';')}\n`
  const { roster } = await read(Buffer.from(list), '2026-08-17')
  const kept = JSON.stringify(roster ?? {}).includes(mark)
  const facts = { offered: others.length, people: roster?.users.length ?? 0, isKept: kept }
  return rightIf(facts.people === 1 && !kept, facts)
}
const onlyListedFields = whole('test', () => fieldsKeptBy(readList))

const SLOW_MS = 2_000
const LEAST_FREE = 10
/** How fast an answer comes and how full the disk is, as numbers of nobody; each time they are kept with the evidence. */
const measured = whole('probe', async ({ ask, around: { data } }) => {
  const began = performance.now()
  const { status } = await get(ask, '/')
  const milliseconds = Math.round(performance.now() - began)
  const { bavail, blocks } = await fs.promises.statfs(data)
  const free = Math.floor((bavail / Math.max(1, blocks)) * 100)
  const memory = Math.round(process.memoryUsage.rss() / 1_000_000)
  return rightIf(status < 400 && milliseconds <= SLOW_MS && free >= LEAST_FREE, { status, milliseconds, free, memory })
})

/** The policy for reports says that whoever looks in good faith is not pursued, and the address of machines leads to it. */
const policy = whole('probe', async ({ ask }) => {
  const { text } = await ask('/.well-known/security.txt')
  const shown = await get(ask, '/trust/reporting')
  const said = sentences('openness', 'en')['openness.reporting.fair'] ?? ''
  const isSaid = shown.status === 200 && said !== '' && shown.text.includes(asShown(said).replaceAll("'", '&#39;'))
  return rightIf(isSaid && /^Policy: \S+\/trust\/reporting$/m.test(text), { status: shown.status, isSaid })
})

export const openChecks = {
  'C-16.measured': measured,
  'C-23.readers': readers,
  'C-27.policy': policy,
  'C-29.by_themselves': byThemselves,
  'C-53.matrix': matrix,
  'C-53.passwords': passwords,
  'C-56.who_may': whoMay,
  'C-56.password_rules': passwordRules,
  'C-56.measures': measures,
  'C-56.data_rules': dataRules,
  'C-56.mending': mending,
  'C-56.responsible': responsible,
  'C-57.listed': listed,
  'C-59.revisions': revisions,
  'C-60.complaints': counting('questions', 'late', 'answeredLate'),
  'C-60.help_inside': helpInside,
  'C-60.security_txt': securityTxt,
  'P-03.fields': onlyListedFields,
} as const satisfies Record<string, Check>
