import type { Page } from 'playwright-core'
import type { School } from './school.ts'
import { at, type Screen } from './steps.ts'

/** What the next night ends, what is held, what lives on, and what the last night ended. */
const nightIsAnnounced = async (page: Page, { world: { owner } }: School) => {
  await owner.query(
    `insert into announced_sweep (school_id, id, rule, by_on, rows, late, announced_on, due_on, held_until, why, held_at, done_at, gone)
     select s.school_id, gen_random_uuid(), n.rule, current_date - 365, n.rows, n.late, current_date, current_date + 1,
       case when n.held then current_date + 30 end, case when n.held then 'dispute' end, case when n.held then now() end,
       case when n.gone is not null then now() end, n.gone
     from school s cross join (values ('public.message', 1204, 3, false, null::int), ('public.post', 41, 0, true, null),
       ('public.class', 0, 2, false, null), ('vault.change', 3120, 0, false, 3120), ('public.slip_batch', 9, 0, false, 7)) as n (rule, rows, late, held, gone)
     where s.slug = 'demo' and not exists (select from announced_sweep) on conflict do nothing`,
  )
  await owner.query(
    `insert into activity_figure (school_id, id, rule, month_on, times, people)
     select s.school_id, gen_random_uuid(), n.rule, n.month::date, n.times, 40 from school s
       cross join (values ('public.post_reaction', '2026-06-01', 1240), ('public.notice_receipt', '2026-06-01', 318),
         ('public.calendar_reply', '2026-06-01', 96), ('public.post_reaction', '2026-05-01', 987)) as n (rule, month, times)
     where s.slug = 'demo' and not exists (select from activity_figure)`,
  )
  await owner.query(
    `insert into ended_count (school_id, rule, month_on, gone)
     select s.school_id, n.rule, date_trunc('month', current_date)::date, n.gone from school s
       cross join (values ('public.file', 12), ('public.join_request', 3)) as n (rule, gone) where s.slug = 'demo' on conflict do nothing`,
  )
  await page.reload()
  await page.waitForSelector('main li h3')
}

export const retentionScreens: readonly Screen[] = [
  { name: 'retention', cast: 'head', path: at('/retention'), before: nightIsAnnounced },
]
