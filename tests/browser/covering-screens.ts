import type { Page } from 'playwright-core'
import { beginConversation } from '#contract/conversations.ts'
import { coverPlaces } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { confirmAsker } from '#contract/establishing.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { askRight } from '#contract/rights.ts'
import { looks, placeOf } from '#tests/covering.ts'
import { dayInParis } from '#tests/days.ts'
import { photo, uploads } from '#tests/files.ts'
import { asker, withoutAccount } from '#tests/world.ts'
import type { School } from './school.ts'
import { press, type Screen } from './steps.ts'

const asks = async ({ world, enter }: School, cast: 'parent' | 'office' | 'dpo') => {
  const { slug, token } = await enter(cast)
  return asker(world.app, slug, token)
}

/** What is written to the parent names two other pupils, one of whom is covered; the parent asked for a copy that somebody looks through. */
export const arrangeCopy = async (school: School): Promise<string> => {
  const childId = await school.child()
  const [parent, office, dpo] = [await asks(school, 'parent'), await asks(school, 'office'), await asks(school, 'dpo')]
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  const { people } = (await office(listPeople, { query: { role: 'pupil' } })).body as {
    people: { id: string; display: string }[]
  }
  const [one, other, third] = people
    .filter(({ id, display }) => id !== childId && !display.includes('Benali'))
    .map(({ display }) => display)
  const text = `Bonjour, ce matin dans la cour, ${one} a poussé Noor contre le banc ; ${other} l’a vu et nous l’a dit. Nous en avons parlé avec les deux enfants.\n\n今日、${third}さんも一緒にいました。`
  const to = { line: 'office_guardian', side: 'school', language: 'fr', pupilIds: [childId] }
  await office(beginConversation, { body: { ...to, topic: `Récréation : ${one}`, text } })
  const me = (await parent(readMe)).body as { person: { id: string } }
  const body = { kind: 'access', byHand: true, words: 'Je voudrais tout ce que vous avez écrit sur la récréation de mardi.' }
  const asked = await parent(askRight, { params: { id: me.person.id }, body })
  const id = `${asked.body['id']}`
  const place = placeOf(await looks({ ask: dpo }, id), `${one} a poussé`)
  const to_ = place.from + [...`${one}`].length
  await dpo(coverPlaces, { params: { id }, body: { version: 0, places: [{ ...place, to: to_, ground: 'third_person' }] } })
  return id
}
const FILES = ['sortie-au-lac.jpg', 'compte-rendu.txt'] as const
/** Puts a photo and a document down about somebody. */
const putsDown = async ({ world, enter }: School, personId: string) => {
  const { token = '', slug } = await enter('office')
  const bytes = [await photo(1600, 1200), Buffer.from('Compte rendu de l’entretien du mardi.')]
  for (const [nth, name] of FILES.entries()) {
    const { body } = await uploads(world, { token }, bytes[nth]!, { name, slug })
    await world.owner.query(
      `insert into attachment (school_id, id, file_id, target_kind, target_id, place, attached_at, attached_by)
       select school_id, gen_random_uuid(), id, 'person', $2, 0, now(), uploaded_by from file where id = $1`,
      [body.id, personId],
    )
  }
}

/** Somebody who never had an account asks by letter for what is held of them: a photo and a document among it. */
export const arrangeHandOver = async (school: School) => {
  const { slug, token = '' } = await school.enter('dpo')
  const desk = asker(school.world.app, slug, token)
  const { rows } = await school.world.owner.query<{ id: string }>('select school_id as id from school where slug = $1', [slug])
  const here = { ...school.world, schoolId: rows[0]?.id ?? '' }
  const { id: about } = await withoutAccount(here, { name: 'Lino Weiss', role: 'pupil' })
  await putsDown(school, about)
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  const day = dayInParis()
  const letter = {
    kind: 'access',
    askedBy: about,
    receivedOn: day,
    came: 'letter',
    identity: 'signature',
    words: 'Tout ce que vous avez de moi.',
  }
  const { status, body, text } = await desk(openCase, { params: { id: about }, body: letter })
  if (status !== 200) throw new Error(text)
  const head = asker(school.world.app, slug, (await school.enter('head')).token ?? '')
  const confirmed = await head(confirmAsker, { params: { id: `${body['id']}` } })
  if (confirmed.status !== 200) throw new Error(confirmed.text)
  return { id: `${body['id']}`, desk, slug, token }
}
const handing = new WeakMap<School, ReturnType<typeof arrangeHandOver>>()
const handedOver = async (school: School, slug: string) => {
  const known = handing.get(school) ?? arrangeHandOver(school)
  handing.set(school, known)
  return `/s/${slug}/data-requests/${(await known).id}/copy`
}
const showAll = async (page: Page) => {
  await page.locator('select').first().selectOption('')
  await page.locator('.photo img').first().waitFor()
}

/** The office writes to the parent once more. */
export const writesLater = async (school: School, text: string): Promise<void> => {
  const childId = await school.child()
  const office = await asks(school, 'office')
  const to = { line: 'office_guardian', side: 'school', language: 'fr', pupilIds: [childId] }
  await office(beginConversation, { body: { ...to, topic: 'Suite', text } })
}
const arranging = new WeakMap<School, Promise<string>>()
const prepared = async (school: School, slug: string) => {
  const known = arranging.get(school) ?? arrangeCopy(school)
  arranging.set(school, known)
  return `/s/${slug}/data-requests/${await known}/copy`
}

/** A copy that is looked through at the desk, and the way to ask for one. */
export const coveringScreens: readonly Screen[] = [
  { name: 'covering', cast: 'dpo', path: prepared },
  {
    name: 'covering-words',
    cast: 'dpo',
    path: prepared,
    before: async (page) => {
      await press(page, '.card details.why summary')
      await page.locator('.card details.why textarea').first().selectText()
    },
  },
  {
    name: 'covering-read',
    cast: 'dpo',
    path: prepared,
    before: async (page) => {
      await page.locator('select').first().selectOption('covered')
      await page.waitForSelector('.card .place.covered')
      await page.locator('.switch').click()
      await page.waitForSelector('.card:not(:has(textarea))')
    },
  },
  {
    name: 'covering-give',
    cast: 'dpo',
    path: prepared,
    before: async (page) => {
      await page.locator('main > * .button.ink, main .button.ink').last().click()
      await page.waitForSelector('[role=alertdialog] textarea')
    },
  },
  { name: 'covering-files', cast: 'dpo', path: handedOver, before: showAll },
  {
    name: 'covering-larger',
    cast: 'dpo',
    path: handedOver,
    before: async (page) => {
      await showAll(page)
      await press(page, '.photo')
      await page.waitForSelector('[role=dialog] figure img')
    },
  },
  {
    name: 'covering-hand',
    cast: 'dpo',
    path: handedOver,
    before: async (page) => {
      await page.locator('main > * .button.ink, main .button.ink').last().click()
      await page.waitForSelector('[role=alertdialog] textarea')
    },
  },
  {
    name: 'my-data-copy',
    cast: 'parent',
    path: async (school, slug) => prepared(school, slug).then(() => `/s/${slug}/my-data`),
    before: async (page) => {
      await press(page, '.verbs .button:nth-of-type(6)')
      await page.waitForSelector('[role=alertdialog] textarea')
      await page.locator('[role=alertdialog] input[type=radio]').nth(1).check()
    },
  },
]
