import { openCase } from '#contract/desk-cases.ts'
import { askForProof } from '#contract/establishing.ts'
import { recordOrder } from '#contract/orders.ts'
import { listPeople, readMe } from '#contract/people.ts'
import { askRight, demandRight } from '#contract/rights.ts'
import { dayInParis } from '#tests/days.ts'
import { asker } from '#tests/world.ts'
import type { School } from './school.ts'
import { arranged, at, press, type Screen } from './steps.ts'

const asking = new WeakMap<School, Promise<unknown>>()

/** The parent has asked for a copy, a correction and an erasure. */
const askedAll = async (school: School) => {
  const parent = asker(school.world.app, 'demo', (await school.enter('parent')).token)
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  const { children } = (await parent(readMe)).body as { children: { id: string }[] }
  const params = { id: children[0]?.id ?? '' }
  await parent(askRight, { params, body: { kind: 'access' } })
  await parent(askRight, { params, body: { kind: 'rectification', field: 'person.names', words: 'Le prénom s’écrit Nour.' } })
  await parent(demandRight, { params, body: { kind: 'erasure' } })
}
const once = (school: School) => {
  const known = asking.get(school) ?? askedAll(school)
  asking.set(school, known)
  return known
}
const withRequests = (path: string) => async (school: School, slug: string) =>
  once(school).then(() => arranged(path)(school, slug))

/** Letters that the officer wrote down: one of the parent, one of a pupil without an account, and one of which it is not known who wrote it. */
const lettered = async (school: School) => {
  await once(school)
  const enters = async (cast: 'parent' | 'dpo') => asker(school.world.app, 'demo', (await school.enter(cast)).token)
  const [parent, officer] = [await enters('parent'), await enters('dpo')]
  const me = (await parent(readMe)).body as { person: { id: string } }
  const { people } = (await officer(listPeople, { query: { role: 'pupil' } })).body as {
    people: { id: string; display: string }[]
  }
  const others = people.filter(({ display }) => !display.includes('田中')).slice(-2)
  const writes = async (of: string, identity: string, words: string) => {
    const letter = { kind: 'human', askedBy: of, receivedOn: dayInParis(), words, came: 'letter', identity }
    return `${(await officer(openCase, { params: { id: of }, body: letter })).body['id']}`
  }
  await writes(me.person.id, 'signature', 'Qui a lu la fiche de ma fille depuis la rentrée ?')
  await writes(`${others[0]?.id}`, 'known', 'Quelles photos de moi avez-vous gardées ?')
  const id = await writes(`${others[1]?.id}`, 'not_established', 'Envoyez-moi tout ce que vous avez sur moi.')
  const needed = 'Appelez-nous depuis le numéro que nous avons, ou passez nous voir. Aucune copie de pièce n’est nécessaire.'
  await officer(askForProof, { params: { id }, body: { needed, until: dayInParis(Date.now() + 14 * 86_400_000) } })
}
const lettering = new WeakMap<School, Promise<unknown>>()
const withLetters = (path: string) => async (school: School, slug: string) => {
  const known = lettering.get(school) ?? lettered(school)
  lettering.set(school, known)
  return known.then(() => arranged(path)(school, slug))
}
/** Opens the case that says a word, and waits for its sheet. */
const opensCase =
  (word: string): NonNullable<Screen['before']> =>
  async (page) => {
    await press(page, `tbody tr:has-text("${word}") .button`)
    await page.waitForSelector('[role=alertdialog] .banner')
  }

/** An order that waits for a second signature. */
const ordered = async (school: School) => {
  const officer = asker(school.world.app, 'demo', (await school.enter('dpo')).token)
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  const { people } = (await officer(listPeople, { query: { role: 'pupil' } })).body as { people: { id: string }[] }
  const scope = 'La fiche et la correspondance de l’année'
  const body = {
    authority: 'Tribunal judiciaire de Lyon',
    reference: '26/01234',
    scope,
    datedOn: '2026-01-05',
    dueOn: '2030-01-05',
  }
  await officer(recordOrder, { params: { id: people[0]?.id ?? '' }, body })
}
const ordering = new WeakMap<School, Promise<unknown>>()
const withOrder = (path: string) => async (school: School, slug: string) => {
  const known = ordering.get(school) ?? ordered(school)
  ordering.set(school, known)
  return known.then(() => arranged(path)(school, slug))
}
const ofChild = async (school: School, slug: string) => {
  const parent = asker(school.world.app, 'demo', (await school.enter('parent')).token)
  const { children } = (await parent(readMe)).body as { children: { id: string }[] }
  return `/s/${slug}/people/${children[0]?.id}/bring`
}

const opens =
  (verb: number, until: string): NonNullable<Screen['before']> =>
  async (page) => {
    await press(page, `.verbs .button:nth-of-type(${verb})`)
    await page.waitForSelector(until)
  }

/** Somebody who has just said who they are draws a code for the copy. */
const confirmed: Screen['path'] = async (school, slug) => {
  const path = await withRequests('/my-data')(school, slug)
  await school.world.owner.query('update directory.session set authenticated_at = now()')
  return path
}

/** What is held of somebody, what may be asked about it, and where it is answered. */
export const myDataScreens: readonly Screen[] = [
  { name: 'my-data', cast: 'parent', path: withRequests('/my-data') },
  { name: 'my-data-correct', cast: 'parent', path: withRequests('/my-data'), before: opens(2, '[role=alertdialog] textarea') },
  { name: 'my-data-delete', cast: 'parent', path: withRequests('/my-data'), before: opens(4, '[role=alertdialog] h3') },
  { name: 'my-data-limit', cast: 'parent', path: withRequests('/my-data'), before: opens(5, '[role=alertdialog] textarea') },
  {
    name: 'my-data-part',
    cast: 'parent',
    path: withRequests('/my-data'),
    before: async (page) => {
      await press(page, '#see details.why summary')
      await press(page, '#see details.why .button')
      await page.waitForSelector('#see .ink-box')
    },
  },
  {
    name: 'my-data-code',
    cast: 'parent',
    path: confirmed,
    before: async (page) => {
      await press(page, 'main .row:has(.unseen) > .button.plain')
      await page.waitForSelector('.ink-box code')
    },
  },
  {
    name: 'my-data-key',
    cast: 'teacher',
    path: async (school, slug) => {
      await school.world.owner.query('update directory.session set authenticated_at = now()')
      return arranged('/my-data')(school, slug)
    },
    before: async (page) => {
      await press(page, 'section[aria-labelledby="leaver-key"] .button.plain')
      await page.waitForSelector('.alone code')
    },
  },
  { name: 'my-data-pupil', cast: 'pupil', path: at('/my-data') },
  { name: 'data-requests', cast: 'dpo', path: withRequests('/data-requests') },
  {
    name: 'data-requests-answer',
    cast: 'dpo',
    path: withRequests('/data-requests'),
    before: async (page) => {
      await press(page, 'tbody .button')
      await page.waitForSelector('[role=alertdialog] textarea')
    },
  },
  { name: 'my-data-letter', cast: 'parent', path: withLetters('/my-data') },
  {
    name: 'today-letters',
    cast: 'head',
    path: withLetters(''),
    before: (page) => page.waitForSelector('#cases-now'),
  },
  { name: 'data-requests-letters', cast: 'head', path: withLetters('/data-requests') },
  { name: 'data-requests-second', cast: 'head', path: withLetters('/data-requests'), before: opensCase('photos de moi') },
  { name: 'data-requests-proof', cast: 'dpo', path: withLetters('/data-requests'), before: opensCase('Envoyez-moi tout') },
  { name: 'corrections', cast: 'teacher', path: at('/corrections') },
  { name: 'judicial-orders', cast: 'dpo', path: withOrder('/judicial-orders') },
  {
    name: 'judicial-orders-new',
    cast: 'dpo',
    path: withOrder('/judicial-orders'),
    before: async (page) => {
      await press(page, 'main .button.ink')
      await page.waitForSelector('[role=alertdialog] textarea')
    },
  },
  { name: 'bring', cast: 'parent', path: ofChild },
]
