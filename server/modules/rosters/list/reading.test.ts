import { expect, test } from 'vitest'
import { limits } from '../package/limits.ts'
import { headingOf, nameOf } from './headings.ts'
import { readList } from './reading.ts'

const read = (text: string, bounds = limits) => readList(Buffer.from(text), '2026-08-17', {}, bounds)
const problemsOf = async (text: string, bounds = limits) =>
  (await read(text, bounds)).problems.map(({ code, line, column }) => [code.slice('roster.'.length), line, column])
const named = async (text: string) => {
  const { roster, problems } = await read(text)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  if (!roster) throw new Error('refused')
  return roster
}
const full = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`.trim()

test('headings are understood in French, Swedish and Japanese, whatever their case, accents and width', () => {
  const fields = ['Prénom', 'NOM', 'Classe', 'Förnamn', 'efternamn', 'Klass', '氏名', 'ﾌﾘｶﾞﾅ', '姓', '学年', 'クラス'].map(
    (text) => headingOf(text),
  )
  expect(fields.map((heading) => heading?.field)).toEqual([
    ...['given', 'family', 'class', 'given', 'family', 'class', 'name', 'kana', 'family', 'grade', 'class'],
  ])
  const guardians = [
    'Responsable 2 – courriel',
    'Vårdnadshavare 1 telefon',
    '保護者１氏名',
    '保護者2続柄',
    'Parent 5 e-mail',
  ].map(headingOf)
  expect(guardians).toEqual([
    { of: 'guardian', nth: 2, field: 'email' },
    { of: 'guardian', nth: 1, field: 'phone' },
    { of: 'guardian', nth: 1, field: 'name' },
    { of: 'guardian', nth: 2, field: 'relation' },
    undefined,
  ])
})

test('a Swedish list brings pupils, the teacher and the class', async () => {
  const { users, roles, classes, enrolments } = await named(
    'Förnamn;Efternamn;Klass;E-post;Roll\nNoor;Haddad;6B;;\nRosa;Lindqvist;6B;rosa@skola.example;lärare\n',
  )
  expect(users.map(full)).toEqual(['Noor Haddad', 'Rosa Lindqvist'])
  expect(roles.map(({ role }) => role)).toEqual(['student', 'teacher'])
  expect([classes.map(({ title }) => title), enrolments.length]).toEqual([['6B'], 2])
})

test('a Japanese list keeps the order of the name and its reading', async () => {
  const { users } = await named('氏名,ふりがな,学年,クラス\n山田 花子,やまだ はなこ,3,3年1組\n')
  expect(users[0]).toMatchObject({
    familyName: '山田',
    givenName: '花子',
    kanaFamilyName: 'やまだ',
    kanaGivenName: 'はなこ',
    grades: ['3'],
  })
})

test('one guardian of three pupils is one person; two of the same name without address stay two, and the preview says so', async () => {
  const rows = [
    'nom,prénom,classe,responsable 1 nom,responsable 1 courriel,responsable 1 lien,responsable 2 nom',
    'Haddad,Noor,6B,Amal Haddad,amal@home.example,mère,Karim Haddad',
    'Haddad,Ali,4A,Amal Haddad,AMAL@home.example,mère,',
    'Haddad,Lina,CP,A. Haddad,amal@home.example,mère,Karim Haddad',
  ]
  const { roster, problems } = await read(rows.join('\n'))
  const guardians = roster?.roles.filter(({ role }) => role !== 'student') ?? []
  expect(guardians.map(({ role }) => role)).toEqual(['parent', 'guardian', 'guardian'])
  const amal = guardians[0]?.userId ?? ''
  expect(roster?.users.filter(({ agentIds }) => agentIds.includes(amal)).map(({ givenName }) => givenName)).toEqual([
    'Noor',
    'Ali',
    'Lina',
  ])
  const said = problems
    .filter(({ code }) => code.startsWith('roster.guardian'))
    .map(({ code, line, value }) => [code, line, value])
  expect(said).toEqual([
    ['roster.guardian_name_differs', 4, undefined],
    ['roster.guardian_maybe_same', 4, '2'],
  ])
})

test('what is wrong is said with its line', async () => {
  const head = 'id,given name,family name,class,e-mail,parent 1 name,parent 1 email'
  expect(await problemsOf(`${head}\n1,Noor,Haddad,,,,\n1,Ali,Haddad,,,,\n`)).toEqual([['id_twice', 3, 'id']])
  expect(await problemsOf(`${head}\n1,Noor,Haddad,,n@home.example,Noor Haddad,N@home.example\n`)).toEqual([
    ['own_agent', 2, 'guardian 1'],
  ])
  expect(await problemsOf(`${head}\n1,No\0or,Haddad,,,,\n`)).toEqual([['nul', 2, undefined]])
  expect(await problemsOf(`${head}\n1,=HYPERLINK(1),Haddad,,,,\n`)).toEqual([['formula_like', 2, 'given']])
  expect(await problemsOf('name,class,name\nNoor,,\n')).toEqual([['column_twice', 1, 'name']])
  expect(await problemsOf('name,class,shoe size\nNoor,6B,36\n')).toEqual([
    ['column_not_read', 1, '#3'],
    ['class_without_teacher', 2, undefined],
  ])
  expect(await problemsOf('Noor,6B\nAli,6B\n')).toEqual([['list_without_names', 1, undefined]])
  expect(await problemsOf('name,role\nRosa,principal\n')).toEqual([['role_not_granted', 2, 'role']])
  expect(await problemsOf('name\nA\nB\nC\n', { ...limits, rows: 2 })).toEqual([['too_many_rows', 4, undefined]])
  expect(await problemsOf(`name\n"${'x'.repeat(50_000_000)}"\n`)).toEqual([['row_too_long', 2, undefined]])
})

const said = (text: string, wishes: Parameters<typeof readList>[2]) => readList(Buffer.from(text), '2026-08-17', wishes)

test('columns that nobody knows are shown with the shape of their cells, and read as somebody says', async () => {
  const text = 'Barnets tilltal;Barnets släkt;Grupp;Skonummer\nNoor;Haddad;6B;36\nAli;Lind;6B;38\n'
  const { roster, problems, understood } = await said(text, {})
  expect([roster, problems.at(-1)?.code]).toEqual([undefined, 'roster.list_without_names'])
  expect(understood?.shape.columns).toEqual([
    { heading: 'Barnets tilltal', cells: ['N···', 'A··'], means: '' },
    { heading: 'Barnets släkt', cells: ['H·····', 'L···'], means: '' },
    { heading: 'Grupp', cells: ['6·', '6·'], means: '' },
    { heading: 'Skonummer', cells: ['3·', '3·'], means: '' },
  ])
  const told = await said(text, { columns: ['given', 'family', 'class', ''] })
  expect(told.roster?.users.map(full)).toEqual(['Noor Haddad', 'Ali Lind'])
  expect(told.roster?.classes.map(({ title }) => title)).toEqual(['6B'])
  expect(told.problems.map(({ code }) => code)).not.toContain('roster.column_not_read')
  const again = 'Grupp;Skonummer;Barnets släkt;Barnets tilltal\n7A;36;Haddad;Noor\n'
  expect((await said(again, { known: told.understood?.meanings ?? {} })).roster?.users.map(full)).toEqual(['Noor Haddad'])
})

test('a list without headings begins with a person; what a column is said to hold wins over its heading', async () => {
  const { roster } = await said('Noor,Haddad,6B\nAli,Lind,6B\n', { headless: true, columns: ['given', 'family', 'class'] })
  expect(roster?.users.map(full)).toEqual(['Noor Haddad', 'Ali Lind'])
  const wrong = await said('Nom,Prénom\nNoor,Haddad\n', { columns: ['given', 'family'] })
  expect(wrong.roster?.users.map(full)).toEqual(['Noor Haddad'])
  const cells = (await said('noor@home.example;0701234567\nali@home.example;0707654321\n', {})).understood?.shape.columns
  expect(JSON.stringify(cells)).not.toMatch(/noor|home|123/)
})

test('whom to call and who may fetch are understood in four languages; a parent’s number for emergencies is the parent’s', () => {
  const meant = (...texts: string[]) =>
    texts.map((text) => {
      const heading = headingOf(text)
      return heading && nameOf(heading)
    })
  expect(
    meant('Emergency contact 1 name', 'Emergency contact 2: relationship', 'Emergency phone', 'Authorised pick-up 3'),
  ).toEqual([...['contact 1 name', 'contact 2 relation', 'contact 1 phone', 'fetching 3 name']])
  expect(meant('Personne à prévenir 1', 'Contact d’urgence 2 – tél.', 'Personne à prévenir 3 (lien de parenté)')).toEqual([
    ...['contact 1 name', 'contact 2 phone', 'contact 3 relation'],
  ])
  expect(meant('Personne autorisée à venir chercher l’enfant 2', 'Adulte autorisé 1 portable')).toEqual([
    ...['fetching 2 name', 'fetching 1 phone'],
  ])
  expect(
    meant('Nödkontakt 1 namn', 'Kontakt i nödfall 2 telefon', 'Anhörig 1 relation', 'Får hämta 1', 'Hämtning 2 mobil'),
  ).toEqual([...['contact 1 name', 'contact 2 phone', 'contact 1 relation', 'fetching 1 name', 'fetching 2 phone']])
  expect(meant('緊急連絡先１氏名', '緊急連絡先2続柄', '緊急時連絡先 電話番号', '引き取り者1', 'お迎えの方2 携帯')).toEqual([
    ...['contact 1 name', 'contact 2 relation', 'contact 1 phone', 'fetching 1 name', 'fetching 2 phone'],
  ])
  expect(meant('Parent 1 – téléphone en cas d’urgence', 'Emergency contact 4 name', 'Personne à prévenir 1 – e-mail')).toEqual([
    ...['guardian 1 phone', undefined, undefined],
  ])
  expect(meant('Contact d’urgence 1 prénom', 'Autorisation photo', '連絡先', 'Récupération')).toEqual(
    Array.from({ length: 4 }, () => undefined),
  )
})
