import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Locale, locales } from '#contract/locales.ts'
import { languageNames } from '#i18n/words.ts'
import type { Mail } from '#kernel/mail.ts'
import * as classMails from '#modules/classes/mails.ts'
import * as familyMails from '#modules/families/mails.ts'
import { addressMail, answerMail, countedKinds, digestMail, noticeMail } from '#modules/notifications/mails.ts'
import { notificationRows } from '#modules/notifications/rows.ts'
import * as roleMails from '#modules/roles/mails.ts'
import * as rosterMails from '#modules/rosters/mails.ts'
import { resetMail } from '#modules/sign-in/mails.ts'
import * as statusMails from '#modules/status/mails.ts'

const origin = 'https://school.example'
const school = 'École <du> Préau & fils'

const digestsIn = (told: Omit<Parameters<typeof digestMail>[0], 'counted' | 'isWeekly' | 'at' | 'zone'>) => {
  const when = { at: new Date('2026-11-20T16:30:00Z'), zone: 'Europe/Paris' }
  const each = countedKinds.map((kind, nth) => ({ kind, count: nth + 1, leads: 'today' }))
  const posts = each.filter(({ kind }) => kind === 'class_life')
  return {
    'digest-daily': digestMail({ ...told, ...when, counted: each, isWeekly: false }),
    'digest-posts': digestMail({ ...told, ...when, counted: posts, isWeekly: false }),
    'digest-weekly': digestMail({ ...told, ...when, counted: each, isWeekly: true }),
  }
}

/** Every mail there is, as somebody of this language gets it from a school that speaks French. */
const mailsIn = (locale: Locale): Record<string, Mail> => {
  const common = { to: 'amal@example.org', locale, school, dpoAddress: 'dpo@school.example' }
  const at = (way: string) => ({ ...common, link: `${origin}${way}` })
  const addressee = { locale, school, slug: 'preau', schoolLocale: 'fr' as const }
  const rows = Object.values(notificationRows).filter((row) => !row.mailsItself)
  const notices = rows.map((row) => [
    `notice-${row.says}`,
    noticeMail({ to: common.to, addressee, origin, row, dpoAddress: common.dpoAddress, token: 'abc' }),
  ])
  return {
    confirm: classMails.confirmationMail(at('/join/confirm?token=abc')),
    received: classMails.receivedMail(at('/requests')),
    accepted: classMails.decisionMail({ ...at('/s/preau/'), isAccepted: true }),
    declined: classMails.decisionMail({ ...at('/s/preau/'), isAccepted: false }),
    reset: resetMail(at('/reset?token=abc')),
    lent: familyMails.toldMail(at('/s/preau/family')),
    review: roleMails.reviewMail({ ...at('/s/preau/people/review'), due: '2026-12-01', left: 3 }),
    'import-waiting': rosterMails.arrivedMail({ ...at('/s/preau/import'), outcome: 'waiting' }),
    'import-refused': rosterMails.arrivedMail({ ...at('/s/preau/import'), outcome: 'refused' }),
    ...digestsIn({ to: common.to, addressee, origin, dpoAddress: 'dpo@school.example', token: 'abc' }),
    reply: answerMail({ to: common.to, addressee, origin, dpoAddress: 'dpo@school.example', answers: '<1@elsewhere.example>' }),
    'address-asked': addressMail({ to: common.to, addressee, origin, dpoAddress: 'dpo@school.example', link: 'abc' }),
    ...Object.fromEntries(notices),
    ...statusIn(locale),
  }
}

const statusIn = (locale: Locale): Record<string, Mail> => {
  const to = { email: 'amal@example.org', token: 'abc', locale, origin, elsewhere: undefined }
  const texts = [{ language: 'fr', title: 'Les e-mails <tardent> & plus', body: 'Nous cherchons.\n\nPatience.' }]
  const news = { at: new Date('2026-11-20T16:30:00Z'), texts, what: () => 'Incident' }
  return { 'status-confirm': statusMails.confirmationMail(to), 'status-news': statusMails.newsMail(to, [news]) }
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" }
const wordsOf = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => entities[entity] ?? '')
const all = locales.flatMap((locale) =>
  Object.entries(mailsIn(locale)).map(([name, mail]): [string, Mail] => [`${name}.${locale}`, mail]),
)

test.each(all)('%s: fetches nothing, says the same as text, and leads nowhere but to the school', (_, mail) => {
  expect(mail.html).not.toMatch(/<(?:img|link|script|iframe|object|video|audio|form)|url\(|@import|src=|background=/i)
  const targets = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to)
  expect(targets.filter((to) => !to.startsWith(`${origin}/`))).toEqual([])
  const lines = wordsOf(mail.html)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== school && line !== '·' && line !== mail.subject)
  expect(lines.filter((line) => !mail.text.includes(line))).toEqual([])
  expect(targets.filter((to) => !mail.text.includes(to.replaceAll('&amp;', '&')))).toEqual([])
  const others = locales.filter((locale) => locale !== mail.locale)
  expect(others.filter((locale) => !mail.text.includes(languageNames[locale]))).toEqual([])
  expect(mail.html.startsWith(`<!doctype html><html lang="${mail.locale}">`)).toBe(true)
  expect(mail.subject).not.toMatch(/[\r\n]/)
})

test('a colon between a word and its address stands as in the language of the mail', () => {
  const line = (locale: Locale) =>
    mailsIn(locale)
      ['notice-post_published']?.text.split('\n')
      .find((one) => one.endsWith('/s/preau/today'))
  expect(locales.map(line)).toEqual([
    `Open Préau: ${origin}/s/preau/today`,
    `Ouvrir Préau\u202f: ${origin}/s/preau/today`,
    `Ouvrir Préau\u00a0: ${origin}/s/preau/today`,
    `Öppna Préau: ${origin}/s/preau/today`,
    `Préauを開く：${origin}/s/preau/today`,
  ])
})

/** Of the machine, and of no school: whoever gets it may belong to none. */
const isOfMachine = (name: string) => name.startsWith('status-')
const ofSchools = all.filter(([name]) => !isOfMachine(name))

test.each(ofSchools)('%s: says where the data protection officer is reached, where the school has one', (_, mail) => {
  expect([mail.text, mail.html].map((words) => words.includes('dpo@school.example'))).toEqual([true, true])
})

test('what can be chosen says where; what happens to the own account is told in any case', () => {
  const choices = Object.fromEntries(
    Object.entries(mailsIn('en')).map(([name, { unsubscribe }]) => [name, unsubscribe !== undefined]),
  )
  const rows = Object.values(notificationRows).filter(
    ({ category, mailsItself }) => category !== 'account' && category !== 'urgent' && !mailsItself,
  )
  const chosen = [...['digest-daily', 'digest-posts', 'digest-weekly'], ...rows.map(({ says }) => `notice-${says}`)]
  expect(Object.keys(choices).filter((name) => choices[name])).toEqual([...new Set(chosen), 'status-news'])
})

const folder = process.env['PREAU_MAILS']
test.runIf(folder)('every mail is there to be looked at', () => {
  mkdirSync(folder ?? '', { recursive: true })
  for (const [name, { html, text }] of all) {
    writeFileSync(path.join(folder ?? '', `${name}.html`), html)
    writeFileSync(path.join(folder ?? '', `${name}.txt`), text)
  }
})
