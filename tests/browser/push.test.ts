import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadWords } from '#i18n/load.ts'
import { openPushService, type PushService } from '#tests/push-service.ts'
import { agreeToBeTold, shown } from './pages/pushing.ts'
import { openPhones, type Phones } from './phones.ts'

const t = loadWords().fr
let phones: Phones
let service: PushService

beforeAll(async () => {
  service = await openPushService()
  phones = await openPhones({ push: [service.state.origin] })
}, 120_000)
afterAll(async () => {
  await phones.close()
  await service.close()
})

/** Hands a message to the worker, as the browser does with what its push service brought and it has opened. */
const deliverer = async (context: BrowserContext, page: Page) => {
  const session = await context.newCDPSession(page)
  const ids: string[] = []
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    ids.push(...registrations.map(({ registrationId }) => registrationId))
  })
  await session.send('ServiceWorker.enable')
  await expect.poll(() => ids.length).toBeGreaterThan(0)
  return (message: object) =>
    session.send('ServiceWorker.deliverPushMessage', {
      origin: phones.origin,
      registrationId: ids[0] ?? '',
      data: JSON.stringify(message),
    })
}

test('Amal turns it on, sees the test, says so; from then on her phone says that there is something new, in French, and no more', async () => {
  const { page, context, broken } = await phones.phoneOf(phones.amal)
  const { browser, subscription } = service.subscribe()
  await context.grantPermissions(['notifications'], { origin: phones.origin })
  await page.addInitScript(agreeToBeTold, subscription)
  await phones.settle(page, 'notifications')
  expect(await phones.world.owner.query('select from push_device')).toMatchObject({ rowCount: 0 })
  await page.getByRole('button', { name: t('notifications.on') }).click()
  await page.getByText(t('notifications.test_sent')).waitFor()
  const seen = page.getByRole('button', { name: t('notifications.test_seen') })
  expect(await seen.isDisabled()).toBe(true)
  await phones.world.doJobs()
  expect(browser.heard).toMatchObject([{ say: 'test', locale: 'fr' }])
  const deliver = await deliverer(context, page)
  await deliver(browser.heard[0] ?? {})
  await expect.poll(() => page.evaluate(shown)).toEqual([`Préau: ${t('notifications.push.test')}`])
  await seen.click()
  await page.getByText(t('notifications.works')).waitFor()
  // Told again until it is shown, as a push service does: a browser with much to do may lose one.
  const told = () => deliver({ say: 'news', locale: 'fr' }).then(() => page.evaluate(shown))
  await expect.poll(told, { timeout: 20_000, interval: 1_000 }).toContain(`Préau: ${t('notifications.push.news')}`)
  await page.getByRole('button', { name: t('notifications.off') }).click()
  await page.getByRole('button', { name: t('notifications.on') }).waitFor()
  expect(await phones.world.owner.query('select from push_device')).toMatchObject({ rowCount: 0 })
  expect(broken).toEqual([])
  await context.close()
})

test('nobody is asked while a page loads; after the first notification it is offered once', async () => {
  const { page, context } = await phones.phoneOf(phones.amal)
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'default' })
    Notification.requestPermission = async () => {
      document.title = 'asked'
      return 'denied'
    }
  })
  const offer = page.getByRole('heading', { name: t('notifications.offer') })
  await phones.settle(page, 'today')
  expect([await offer.count(), await page.title()]).toEqual([0, expect.not.stringMatching('asked')])
  await phones.world.owner.query('insert into notification_choice (school_id, person_id, told_at) values ($1, $2, now())', [
    phones.world.schoolId,
    phones.amal.id,
  ])
  await page.reload()
  await offer.waitFor()
  expect(await page.title()).not.toBe('asked')
  await page.getByRole('button', { name: t('notifications.offer_no') }).click()
  await page.reload()
  await page.waitForSelector('h1')
  await page.getByText(t('app.notifications')).first().click()
  await page.getByRole('heading', { level: 1, name: t('notifications.title') }).waitFor()
  expect(await offer.count()).toBe(0)
  await context.close()
})
