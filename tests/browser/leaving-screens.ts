import type { Page } from 'playwright-core'
import type { School } from './school.ts'
import { at, press, type Screen } from './steps.ts'

/** A pupil left, may be looked up for guidance, and is archived tomorrow. */
const somebodyGoes = async (page: Page, { world: { owner } }: School) => {
  await owner.query(
    `with gone as (select school_id, person_id from enrolment where role = 'pupil' order by person_id desc limit 1),
      states as (insert into person_state (school_id, id, person_id, state, reason, from_at)
        select school_id, gen_random_uuid(), person_id, s, 'retention', now() - make_interval(hours => 3 - nth::int)
          from gone, unnest(array['alumni_locked', 'guidance']) with ordinality as u (s, nth))
    insert into leaving_step (school_id, id, person_id, step, due_on, announced_on)
      select school_id, gen_random_uuid(), person_id, 'archived', current_date + 1, current_date from gone on conflict do nothing`,
  )
  await page.reload()
  await page.waitForSelector('table')
}

const saysWhatFor = async (page: Page) => {
  await press(page, 'main form button[type=submit]')
  await page.waitForSelector('main ul.plain, main .blank')
}

/** It was announced and signed, and everything was taken along; afterwards the school stays, since others look at it, too. */
const schoolLeaves = async (page: Page, { world: { owner } }: School) => {
  await owner.query(
    `insert into school_exit (school_id, id, announced_at, signed_at, read_only_on, locks_on, exported_at, manifest)
     select school_id, gen_random_uuid(), now(), now(), current_date + 30, current_date + 60, now(), decode(repeat('07', 32), 'hex') from school where slug = 'demo'
     on conflict do nothing`,
  )
  await page.reload()
  await page.waitForSelector('main ol')
  await owner.query('update school_exit set withdrawn_at = now() where withdrawn_at is null')
}

/** Those who leave, and a school that does. */
export const leavingScreens: readonly Screen[] = [
  { name: 'leavers', cast: 'office', path: at('/leavers') },
  { name: 'leavers-coming', cast: 'office', path: at('/leavers'), before: somebodyGoes },
  { name: 'former-pupils', cast: 'teacher', path: at('/former-pupils'), before: saysWhatFor },
  { name: 'school-exit', cast: 'head', path: at('/school-exit') },
  { name: 'school-exit-under-way', cast: 'head', path: at('/school-exit'), before: schoolLeaves },
]
