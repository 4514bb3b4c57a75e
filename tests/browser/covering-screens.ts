import { beginConversation } from '#contract/conversations.ts'
import { coverPlaces } from '#contract/covering.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { askRight } from '#contract/rights.ts'
import { looks, placeOf } from '#tests/covering.ts'
import { asker } from '#tests/world.ts'
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
