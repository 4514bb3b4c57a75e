import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { open } from './browser.ts'
import { openSchool, type School } from './school.ts'

const t = loadWords().fr
let school: School

beforeAll(async () => {
  school = await openSchool()
}, 120_000)
afterAll(() => school?.close())

test('the code that leads to the certificate stays where it is shown, once the school has signed for what it took along', async () => {
  const { slug, token } = await school.enter('head')
  const { owner } = school.world
  await owner.query('update directory.session set authenticated_at = now()')
  await owner.query(
    `insert into school_exit (school_id, id, announced_at, signed_at, read_only_on, locks_on, exported_at, manifest)
     select school_id, gen_random_uuid(), now(), now(), current_date + 30, current_date + 60, now(), $2 from school where slug = $1`,
    [slug, Buffer.alloc(32, 7)],
  )
  const look = { locale: 'fr', theme: 'light', width: 390 } as const
  const { page, broken, close } = await open(school.browser, `${school.origin}/s/${slug}/school-exit`, token, look)
  await page.getByLabel(t('exit.manifest')).fill('07'.repeat(32))
  await page.getByRole('button', { name: t('exit.receipt') }).click()
  await page.getByText(/^Reçu signé/).waitFor()
  await expect.poll(() => page.getByLabel(t('exit.manifest')).count()).toBe(0)
  const code = page.locator('main code')
  expect(await code.count()).toBe(1)
  expect((await code.innerText()).replace(/\s/g, '')).toMatch(/^[0-9a-f]{32}$/)
  expect(broken).toEqual([])
  await close()
}, 120_000)
