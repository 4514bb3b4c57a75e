import { listClasses } from '#contract/classes.ts'
import { noteConversation } from '#contract/conversation-office.ts'
import { listPartners } from '#contract/conversation-partners.ts'
import { seeConversation } from '#contract/conversation-reading.ts'
import { beginConversation, readConversation, sendMessage } from '#contract/conversations.ts'
import { listGroups, makeGroup } from '#contract/groups.ts'
import { reportMessage } from '#contract/message-reports.ts'
import { asker } from '#tests/world.ts'
import type { School } from './school.ts'
import { at, press, type Screen } from './steps.ts'

type Asks = ReturnType<typeof asker>
const asks = async ({ world, enter }: School, cast: 'parent' | 'teacher' | 'office'): Promise<Asks> => {
  const { slug, token } = await enter(cast)
  return asker(world.app, slug, token)
}

const words = { topic: 'Le cahier de lecture', text: 'Bonjour, Noor a oublié son cahier de lecture à l’école.', language: 'fr' }
type Partners = { pupils: { pupil: { id: string }; classes: { id: string; teachers: { id: string; display: string }[] }[] }[] }

/** What the parent has asked the teacher, who has read and answered; one message of it is reported. */
const begins = async (school: School, line: 'teacher_guardian' | 'office_guardian') => {
  const [parent, teacher] = [await asks(school, 'parent'), await asks(school, 'teacher')]
  await teacher(listClasses)
  const { pupils } = (await parent(listPartners)).body as Partners
  const of =
    pupils.find(({ classes }) => classes.some(({ teachers }) => teachers.some(({ display }) => display === 'Rosa Roy'))) ??
    pupils[0]
  const classId =
    of?.classes.find(({ teachers }) => teachers.some(({ display }) => display === 'Rosa Roy'))?.id ?? of?.classes[0]?.id
  const to = line === 'teacher_guardian' ? { classId } : {}
  const body = { ...words, ...to, line, side: 'family', pupilIds: [of?.pupil.id ?? ''] }
  const begun = await parent(beginConversation, { body })
  return { id: `${(begun.body['conversations'] as string[])[0]}`, parent, teacher }
}

const made = new WeakMap<School, Promise<string>>()
const conversation = (school: School) => {
  const known = made.get(school) ?? arrange(school)
  made.set(school, known)
  return known
}
const arrange = async (school: School) => {
  const { id, parent, teacher } = await begins(school, 'teacher_guardian')
  const params = { id }
  const says = (who: Asks, text: string, more = {}) => who(sendMessage, { params, body: { text, language: 'fr', ...more } })
  const { messages } = (await teacher(readConversation, { params })).body as { messages: { id: string }[] }
  await teacher(seeConversation, { params, body: { messageId: messages[0]?.id ?? '' } })
  await says(teacher, 'Merci de me prévenir. Je le pose dans son casier ce soir.\nBonne journée,\nRosa Roy')
  const hurt = await says(parent, 'C’est toujours la même chose avec vous.')
  await teacher(reportMessage, { params: { id: `${hurt.body['id']}` }, body: { why: 'hurtful' } })
  await says(teacher, 'Noor s’est tordu la cheville, elle va bien. Merci de me rappeler.', { urgent: 'health' })
  return id
}

const offices = new WeakMap<School, Promise<string>>()
const atOffice = (school: School) => {
  const known = offices.get(school) ?? arrangeOffice(school)
  offices.set(school, known)
  return known
}
const arrangeOffice = async (school: School) => {
  const { id } = await begins(school, 'office_guardian')
  const office = await asks(school, 'office')
  await office(noteConversation, { params: { id }, body: { text: 'Certificat demandé à la mairie le 12.', language: 'fr' } })
  return id
}
/** A group of the teacher's, with the child whom the conversation is about. */
const group = async (school: School) => {
  await conversation(school)
  const teacher = await asks(school, 'teacher')
  const [known] = (await teacher(listGroups)).body['groups'] as { id: string; pupils: number }[]
  if (known?.pupils) return known.id
  const { rows } = await school.world.owner.query<{ pupil_id: string }>('select pupil_id from conversation limit 1')
  const made = await teacher(makeGroup, { body: { label: 'Latin 6', staff: [], pupils: [`${rows[0]?.pupil_id}`] } })
  return `${made.body['id']}`
}
const thread = async (school: School, slug: string) => `/s/${slug}/messages/${await conversation(school)}`
const after = (path: string) => async (school: School, slug: string) => {
  await conversation(school)
  return `/s/${slug}${path}`
}

/** Messages: the list, a conversation, where one begins, what was reported, and the table of the school. */
export const conversationScreens: readonly Screen[] = [
  { name: 'messages-parent', cast: 'parent', path: after('/messages') },
  { name: 'messages-empty', cast: 'founder', path: at('/messages') },
  {
    name: 'messages-office',
    cast: 'office',
    path: async (school, slug) => {
      await atOffice(school)
      return `/s/${slug}/messages`
    },
  },
  { name: 'message-thread-parent', cast: 'parent', path: thread },
  {
    name: 'message-thread-teacher',
    cast: 'teacher',
    path: thread,
    before: async (page) => {
      await page.fill('form.say textarea', 'À demain.')
      await page.waitForSelector('form.say select')
    },
  },
  {
    name: 'message-who-reads',
    cast: 'parent',
    path: thread,
    before: (page) => press(page, 'main .eye').then(() => page.waitForSelector('[role=dialog] dl')),
  },
  {
    name: 'message-report',
    cast: 'parent',
    path: thread,
    before: (page) =>
      press(page, '.message:not(.mine) .row button').then(() => page.waitForSelector('[role=alertdialog] input[type=radio]')),
  },
  {
    name: 'message-thread-office',
    cast: 'office',
    path: async (school, slug) => `/s/${slug}/messages/${await atOffice(school)}`,
    before: (page) => press(page, 'main details summary').then(() => page.waitForSelector('details[open] textarea')),
  },
  { name: 'message-begin-parent', cast: 'parent', path: at('/messages/new') },
  {
    name: 'message-begin-teacher',
    cast: 'teacher',
    path: at('/messages/new'),
    before: async (page) => {
      await page.waitForSelector('main select')
      const [first] = await page.locator('main select').first().locator('option:not([value=""])').all()
      await page
        .locator('main select')
        .first()
        .selectOption((await first?.getAttribute('value')) ?? '')
      await page.waitForSelector('main fieldset input[type=checkbox]')
    },
  },
  {
    name: 'message-begin-group',
    cast: 'teacher',
    path: async (school, slug) => `/s/${slug}/messages/new?group=${await group(school)}`,
    before: (page) => page.waitForSelector('main fieldset input[type=checkbox]'),
  },
  {
    name: 'message-begin-group-parent',
    cast: 'parent',
    path: async (school, slug) => {
      await group(school)
      return `/s/${slug}/messages/new`
    },
    before: (page) => page.waitForSelector('main fieldset input[type=radio]'),
  },
  { name: 'message-reports', cast: 'head', path: after('/messages/reports') },
  {
    name: 'message-look',
    cast: 'head',
    path: async (school, slug) => `${await thread(school, slug)}/look`,
    before: (page) => press(page, 'main .button.ink').then(() => page.waitForSelector('.thread')),
  },
  {
    name: 'message-overseen',
    cast: 'head',
    path: async (school, slug) => {
      await conversation(school)
      const { rows } = await school.world.owner.query<{ pupil_id: string }>('select pupil_id from conversation limit 1')
      return `/s/${slug}/people/${rows[0]?.pupil_id}/conversations`
    },
    before: (page) => press(page, 'main .button.ink').then(() => page.waitForSelector('main .rows, main .empty')),
  },
  { name: 'message-rules-parent', cast: 'parent', path: at('/messages/rules') },
  {
    name: 'message-rules-change',
    cast: 'head',
    path: at('/messages/rules'),
    before: (page) => press(page, 'main section .button').then(() => page.waitForSelector('[role=dialog] select')),
  },
]
