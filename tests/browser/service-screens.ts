import { createHash, randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { School } from './school.ts'
import { at, type Screen } from './steps.ts'

const company = `'Relay SAS', '1 rue du Port, Nantes'`

/** A company that comes, and one of which something else is true from a day on; the second is looked at with the school's objection. */
const announced = async (page: Page, { world: { owner } }: School) => {
  const isThere = await owner.query("select 1 from directory.supplier_notice where host = 'relay.example'")
  if (isThere.rowCount === 0)
    await owner.query(
      `insert into directory.supplier_notice (id, host, change, digest, announced_at, from_on, told_at, way, entity, address, country) values
        (gen_random_uuid(), 'relay.example', 'new', $1, now() - interval '90 days', current_date - 60, now(), 'mail', ${company}, 'FR'),
        (gen_random_uuid(), 'relay.example', 'other', $1, now() - interval '2 days', current_date + 28, now(), 'mail', ${company}, 'US'),
        (gen_random_uuid(), 'store.example', 'new', $1, now() - interval '1 day', current_date + 29, now(), 'store', 'Store AB', 'Storgatan 1, Malmö', 'SE')`,
      [Buffer.alloc(32, 7)],
    )
  await page.reload()
  await page.waitForSelector('main dl.readers')
}

const objects = async (page: Page, school: School) => {
  await school.world.owner.query('delete from supplier_objection')
  await announced(page, school)
  await page.locator('textarea').last().fill('Le conseil d’établissement veut que les fichiers restent en France.')
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForSelector('.said')
}

/** Something is wrong, and an interruption comes: for as long as the page needs to hear of it. */
const somethingIsWrong = async (page: Page, { world: { owner } }: School) => {
  const [id, announcement] = [randomUUID(), createHash('sha256').update(randomUUID()).digest()]
  await owner.query(
    `insert into directory.incident (id, impact, components, began_at, opened_at) values ($1, 'major', '{mail}', now() - interval '2 hours', now())`,
    [id],
  )
  await owner.query(
    `insert into directory.incident_update (incident_id, number, state, at) values ($1, 1, 'investigating', now())`,
    [id],
  )
  await owner.query(
    `insert into directory.incident_text (incident_id, number, place, language, title, body) values
      ($1, 1, 1, 'en', 'E-mails leave late', ''), ($1, 1, 2, 'fr', 'Les e-mails partent en retard', ''),
      ($1, 1, 3, 'sv', 'E-post skickas sent', ''), ($1, 1, 4, 'ja', 'メールの送信が遅れています', '')`,
    [id],
  )
  await owner.query(
    `insert into notice (school_id, id, school_year_id, kind, state, impact, announcement, language, asks, created_at, published_at, effective_from, effective_until, places, version)
      select s.school_id, $1, y.id, 'maintenance', 'published', 'high', $2, 'fr', '{}', now(), now(), now() + interval '30 hours', now() + interval '31 hours', 1, 1
      from school s join school_year y on y.school_id = s.school_id where s.slug = 'demo' limit 1`,
    [id, announcement],
  )
  await page.reload()
  await page.waitForSelector('main .banner')
  await owner.query('update directory.incident set closed_at = now() where id = $1', [id])
  await owner.query('delete from notice where id = $1', [id])
}

/** What is said of companies and of the service inside the app. */
export const serviceScreens: readonly Screen[] = [
  { name: 'suppliers-none', cast: 'dpo', path: at('/suppliers') },
  { name: 'suppliers', cast: 'head', path: at('/suppliers'), before: announced },
  { name: 'suppliers-objected', cast: 'head', path: at('/suppliers'), before: objects },
  { name: 'service-news', cast: 'parent', path: at('/classes'), before: somethingIsWrong },
  { name: 'service-news-today', cast: 'head', path: at('/today'), before: somethingIsWrong },
]
