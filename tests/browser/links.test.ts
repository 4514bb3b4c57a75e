import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { asSchool } from '#kernel/system.ts'
import { addPerson, insertMembership, namesFrom } from '#modules/people/index.ts'
import type { DemoAccount } from '#server/demo/demo.ts'
import { emptySchool } from './arranging.ts'
import { open } from './browser.ts'
import { type Cast, openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School
let child = ''

beforeAll(async () => {
  school = await openSchool()
  child = await school.child()
}, 120_000)
afterAll(() => school?.close())

const opens = async (cast: Cast, place: string) => {
  const { token } = await school.enter(cast)
  return open(school.browser, `${school.origin}${place}`, token, { locale: 'fr', theme: 'light', width: 390 })
}

const signIn = async (page: Page, name: string) => {
  const accounts: DemoAccount[] = JSON.parse(readFileSync(path.join(school.world.settings.data, 'demo-accounts.json'), 'utf8'))
  const account = accounts.find((one) => one.name === name)
  await page.fill('#login', account?.username ?? '')
  await page.fill('#password', account?.password ?? '')
  await page.locator('main form button[type=submit]').last().click()
}

test('another child’s page is no question why it is opened, but the same offer', async () => {
  const { page, close } = await opens('pupil', `/s/demo/people/${child}`)
  await page.getByText(t('app.wrong_account'), { exact: true }).waitFor()
  expect(await page.locator('.tap').count()).toBe(0)
  await close()
})

test('the link of a child, opened with another family’s account, says whose it may be and comes back to the child', async () => {
  const { page, close } = await opens('pupil', `/s/demo/people/${child}/reads`)
  await page.getByText(t('app.wrong_account'), { exact: true }).waitFor()
  expect(await page.locator('main').innerText()).toContain('田中 陽翔')
  await page.getByRole('link', { name: t('app.wrong_account_do') }).click()
  await page.waitForURL('**/sign-in?next=**')
  await signIn(page, 'Amal Benali')
  await page.waitForURL(`**/people/${child}/reads`)
  await page.locator('h1', { hasText: 'Benali' }).waitFor()
  await close()
})

test('a link into the other school of the same account goes on there without a password, and its address is kept', async () => {
  const other = await emptySchool(school.world, 900)
  const { rows } = await school.world.owner.query<{ account_id: string; school_id: string }>(
    'select m.account_id, s.school_id from directory.membership m join guardianship g on g.guardian_id = m.person_id, school s where g.pupil_id = $1 and s.slug = $2 and exists (select from directory.session d where d.account_id = m.account_id) order by g.created_at limit 1',
    [child, other.slug],
  )
  const { account_id: accountId = '', school_id: schoolId = '' } = rows[0] ?? {}
  await asSchool(school.world.installation, schoolId, 'administration', 'person.arrange', async (hands) => {
    const names = namesFrom('Amal Benali', 'fr')
    const { id } = await addPerson(hands, { schoolId, names, role: 'guardian', reason: 'office', by: null })
    await insertMembership(hands.tx, accountId, schoolId, id, hands.now)
  })
  const { page, close } = await opens('parent', `/s/${other.slug}/classes`)
  await page.getByRole('button', { name: t('session.go_on') }).click()
  await page.waitForURL(`**/s/${other.slug}/classes`)
  await page.locator('.account button').first().click()
  await page.getByRole('button', { name: 'Demo' }).click()
  await page.waitForURL('**/s/demo/today')
  await close()
})
