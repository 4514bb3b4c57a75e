import type { Page } from 'playwright-core'
import { schools } from '#kernel/schools.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, namesFrom } from '#modules/people/index.ts'
import { arrive } from '#modules/rosters/arriving.ts'
import { type Cast, roster, type School } from './school.ts'

/** One screen: who looks, where, and what they do there before it is looked at. */
export type Screen = {
  name: string
  cast: Cast
  path: (school: School, slug: string) => string | Promise<string>
  before?: (page: Page, school: School) => Promise<unknown>
}

export const at = (path: string) => (_: School, slug: string) => `/s/${slug}${path}`
export const ofClass =
  (path = '') =>
  ({ door }: School) =>
    `/s/demo/classes/${door.classId}${path}`

export const ofNoor =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    `/s/${slug}/people/${await child()}${path}`

export const arranged =
  (path: string) =>
  async ({ child }: School, slug: string) =>
    child().then(() => `/s/${slug}${path}`)

export const press = (page: Page, button: string) => page.locator(button).first().click()
export const submit = (page: Page) => press(page, 'main form button[type=submit]')

export const upload = async (page: Page, buffer: Buffer, until: string) => {
  await page.setInputFiles('input[type=file]', { name: 'roster.zip', mimeType: 'application/zip', buffer })
  await page.waitForSelector(until)
}
export const foreignList = Buffer.from(
  'Barnets tilltal;Barnets släkt;Grupp;Skonummer;Mejl hem\nNoor;Haddad;6B;36;amal@home.example\nAli;Lind;6B;38;\n',
)
export const wouldLeave = (page: Page) =>
  upload(page, roster({ without: true }), '.figures').then(() => press(page, 'main .button.primary'))

/** The class page has a list of people too: what is waited for is the pupil's own address. */
/** The address changes before the class has gone from the screen. */
export const openPupil = async (page: Page) => {
  await press(page, '.name-link')
  await page.waitForURL('**/people/*')
  await page.waitForSelector('.name-link', { state: 'detached' })
}

export const toLastStep = (page: Page) => submit(page).then(() => page.waitForSelector('#child'))
export const fillLastStep = async (page: Page, email: string) => {
  await page.fill('#child', 'Noor Benali')
  await page.locator('input[name=relation]').first().check()
  await page.fill('#name', 'Anne-Sophie de La Rochefoucauld-Montbazon')
  await page.fill('#email', email)
  await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''))
  await submit(page)
}
export const wrongSetUp = async (page: Page) => {
  await page.fill('#code', 'AAAA-BBBB-CCCC-DDDD')
  const answers = { name: 'École du Nord', slug: 'nord', display: 'Nadia Ferrand', email: 'nadia@exemple.org', password: 'abc' }
  for (const [name, value] of Object.entries(answers)) await page.fill(`#${name}`, value)
  await submit(page)
  await page.waitForSelector('.banner.bad')
}
export const asksOnceMore = async (page: Page, { door }: School) => {
  await door.ask('Elsa Andersson', 'Göran Andersson', 'relative')
  await page.reload()
  const answer = page.waitForResponse((reply) => reply.url().endsWith('/acceptance'))
  await page.locator('tr', { hasText: 'Göran' }).first().locator('.button.primary').click()
  if (!(await answer).ok()) throw new Error('the request was not accepted')
  await page.waitForSelector('.toast')
}

/** Chooses the first rows of a list, the second by Shift from the first. */
export const chooseTwo = async (page: Page) => {
  await page.waitForSelector('tbody .pick input')
  await page.locator('tbody .pick input').first().press('Space')
  await page
    .locator('tbody .pick input')
    .nth(1)
    .click({ modifiers: ['Shift'] })
  await page.waitForSelector('.acts')
}
export const wouldShut = (page: Page) =>
  chooseTwo(page)
    .then(() => press(page, '.acts .button.danger'))
    .then(() => page.waitForSelector('[role=alertdialog] .danger'))

export const printOne = async (page: Page) => {
  await press(page, 'tbody tr:last-child .button')
  await press(page, '.sheet button[type=submit]')
  await page.waitForSelector('.sheet a[href^="blob:"]')
}
/** Once everybody has a slip there is nobody left to print for: whichever screen was opened before this one. */
export const printNobody = async (page: Page) => {
  await submit(page)
  await page.waitForSelector('.banner')
  if (await page.locator('.banner.ok').count()) {
    await page.reload()
    await submit(page)
  }
  await page.waitForSelector('.banner.bad')
}
export const helpIn = async (page: Page) => {
  await openPupil(page)
  await press(page, '.tap')
  await page.waitForSelector('.persons')
  await press(page, 'main p > .button')
  await press(page, '.sheet .button.primary')
  await page.waitForSelector('.sheet dl')
}
export const wrongCode = async (page: Page) => {
  await page.fill('#code', '1111 2222 3333 4444')
  await submit(page)
  await page.waitForSelector('.banner.bad')
}

export const toAccess = async (page: Page) => {
  await page.waitForSelector('tbody')
  await page.fill('input[type=search]', 'rosa')
  await press(page, '.name-link')
  await page.waitForSelector('#account')
  await press(page, 'tbody .button')
  await page.waitForSelector('[role=alertdialog]')
}
export const beginReview = async (page: Page, { world }: School) => {
  await world.owner.query('update directory.session set authenticated_at = now()')
  await page.waitForSelector('.button.primary, table')
  if (await page.locator('main .button.primary').count()) await press(page, 'main .button.primary')
  await page.waitForSelector('table')
}

export const openNaming = (page: Page, button: string) =>
  press(page, button).then(() => page.waitForSelector('[role=alertdialog] input[type=tel]'))

/** Two files came while nobody looked: one waits for a yes, one was wrong. */
export const arrives = async (page: Page, { world }: School) => {
  const { schoolId } = (await schools(world.installation)).find(({ slug }) => page.url().includes(`/s/${slug}/`)) ?? {
    schoolId: '',
  }
  await arrive(world.installation, schoolId, roster())
  await arrive(world.installation, schoolId, roster({ spoilt: true }))
  await page.reload()
  await page.waitForSelector('#arrived')
}

/** The founder of one school is somebody in another, and shut out of the first. */
export const leaves = async ({ world }: School, slug: string) => {
  const { rows } = await world.owner.query<{ accountId: string; demo: string }>(
    `select m.account_id as "accountId", (select d.school_id from school d where d.slug = 'demo') as demo
     from directory.membership m join school s using (school_id) where s.slug = $1`,
    [slug],
  )
  const { accountId, demo } = rows[0] ?? { accountId: '', demo: '' }
  const names = namesFrom('Nadia Ferrand', 'fr')
  const asked = { schoolId: demo, names, role: 'teacher', reason: 'office', by: null, accountId } as const
  await asSchool(world.installation, demo, 'administration', 'person.arrange', (hands) => addPerson(hands, asked), accountId)
  await world.owner.query(
    `insert into person_state (school_id, id, person_id, state, reason, from_at)
     select m.school_id, gen_random_uuid(), m.person_id, 'suspended', 'office', now() from directory.membership m join school s using (school_id) where s.slug = $1`,
    [slug],
  )
  return `/s/${slug}/sign-in`
}

/** The one who signs in has four words and no password. */
export const hasWords = async ({ world }: School, slug: string) => {
  await world.owner.query(
    `with own as (select m.account_id, m.school_id, m.person_id from directory.membership m join school s using (school_id) where s.slug = $1),
       bare as (update directory.account a set password_hash = '' from own where a.id = own.account_id),
       batch as (insert into slip_batch (school_id, id, whom, why, made_by, made_at, slips, kind) select school_id, gen_random_uuid(), 'person', 'first', person_id, now(), 1, 'words' from own returning school_id, id)
     insert into pupil_words (school_id, id, person_id, batch_id, secret_hash, made_at, ends_on)
       select own.school_id, gen_random_uuid(), own.person_id, batch.id, '$argon2id$none', now(), current_date + 30 from own, batch`,
    [slug],
  )
  return '/confirm'
}

/** Of whoever looks, two devices are told; on this one a test is on its way. */
export const withDevices = async (page: Page, { world }: School) => {
  const { sessions } = await page.evaluate(async () => (await fetch('/api/account/sessions')).json())
  const own = sessions.find((one: { isThis: boolean }) => one.isThis).id
  await world.owner.query('delete from push_device where session_id = $1', [own])
  await world.owner.query(
    `with phone as (insert into directory.session (id, account_id, school_id, person_id, token_digest, started_at, seen_at, expires_at, authenticated_at, shared_device, device, system, browser)
       select gen_random_uuid(), account_id, school_id, person_id, sha256(gen_random_uuid()::text::bytea), now(), now(), expires_at, now(), false, 'phone', 'ios', 'safari' from directory.session where id = $1
       returning school_id, id, person_id)
     insert into push_device (school_id, id, person_id, session_id, endpoint_digest, made_at, confirmed_at, sealed)
     select school_id, gen_random_uuid(), person_id, id, sha256(gen_random_uuid()::text::bytea), now(), case when id <> $1 then now() end, ''
     from (select school_id, id, person_id from phone union all select school_id, id, person_id from directory.session where id = $1) s`,
    [own],
  )
  await page.reload()
  await page.waitForSelector('#other-devices')
}
