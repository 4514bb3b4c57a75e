import type { Page } from 'playwright-core'
import { readMe } from '#contract/people.ts'
import { readPupil } from '#contract/pupil-page.ts'
import { askAboutRead } from '#contract/read-questions.ts'
import { askSupportAccess } from '#contract/support-access.ts'
import { withholdReads } from '#contract/withholding.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { personTable } from '#modules/people/index.ts'
import { dayInParis } from '#tests/days.ts'
import { asker, person } from '#tests/world.ts'
import type { School } from './school.ts'

const day = (days: number) => dayInParis(Date.now() + days * 86_400_000)

const arranged = new WeakSet<School>()

/** A parent asks about a line, the data protection officer withholds a read, and a case is open: once. */
export const arrangeOversight = async (school: School): Promise<void> => {
  if (arranged.has(school)) return
  arranged.add(school)
  const { world, enter } = school
  const ask = async (cast: 'parent' | 'dpo' | 'office') => asker(world.app, 'demo', (await enter(cast)).token)
  const [parent, dpo] = [await ask('parent'), await ask('dpo')]
  const { children } = (await parent(readMe)).body as { children: { id: string }[] }
  const params = { id: children[0]?.id ?? '' }
  const question = 'Pourquoi la fiche de Noor a-t-elle été ouverte un dimanche soir ?'
  await parent(askAboutRead, { params, body: { reference: '4f1c09ab', readOn: day(-1), question } })
  await dpo(withholdReads, { params, body: { ground: 'authority_asked', untilOn: day(60) } })
  await dpo(readPupil, { params, headers: { 'x-purpose': 'safeguarding' } })
  await world.owner.query(
    `insert into curiosity_case (school_id, id, fact_id, reader_id, pupil_id, event, purpose, read_at, opened_at)
     select p.school_id, $1, $1, (select r.person_id from person_role r where r.school_id = p.school_id and r.role = 'administrator' limit 1), p.id, 601, 2, now(), now()
     from person p where p.id = $2 and not exists (select from curiosity_case)`,
    [uuidv7(), params.id],
  )
}

/** Support asks to look at the parent's account; an earlier wish was declined. */
export const supportAsks = async (school: School): Promise<void> => {
  const { world, enter } = school
  const parent = asker(world.app, 'demo', (await enter('parent')).token)
  const me = (await parent(readMe)).body as { person: { id: string }; school: { id: string } }
  const { rows } = await world.owner.query<{ id: string; sealed: Buffer }>('select id, sealed from person where id = $1', [
    me.person.id,
  ])
  const [content] = await asSchool(world.installation, me.school.id, 'support', 'support.arrange', ({ tx, vault }) =>
    vault.open(tx, me.school.id, personTable, rows),
  )
  const helper = await person(world, { name: 'Sami Korhonen', role: 'support', slug: 'demo', schoolId: me.school.id })
  const wanted = { username: content?.username ?? '', reason: 'cannot_sign_in', ticket: 'T-1042', withNames: false } as const
  await world.owner.query('update directory.session set authenticated_at = now()')
  const { status, text } = await helper.ask(askSupportAccess, { body: wanted })
  if (status !== 200) throw new Error(`support may not ask: ${text}`)
}

/** Support asked for two accounts: one waits, one was declined. */
export const supportIsOver = async (page: Page, school: School) => {
  await supportAsks(school)
  await school.world.owner.query(
    "update support_access set verdict = 'declined', decided_at = now(), decided_by = (select person_id from person_role where school_id = support_access.school_id and role = 'head' limit 1) where verdict is null",
  )
  await supportAsks(school)
  await page.reload()
  await page.waitForSelector('table')
}
