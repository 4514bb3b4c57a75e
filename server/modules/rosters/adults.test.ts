import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFamily } from '#contract/families.ts'
import { addContact, changeContact } from '#contract/family-adults.ts'
import { exportPerson } from '#contract/privacy.ts'
import type { RosterPreview } from '#contract/rosters.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { workbook } from '../../../tests/workbooks.ts'
import { guard, openWorld, type Person, person, type World } from '../../../tests/world.ts'

let world: World
let olga: Person
beforeAll(async () => {
  world = await openWorld()
  olga = await person(world, { name: 'Olga Nyström', role: 'office' })
})
afterAll(() => world.close())

const boundary = 'x'.repeat(30)
const form = (list: string | Buffer, fields: Record<string, string>) =>
  Buffer.concat(
    [
      ...Object.entries(fields).map(
        ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="6b.csv"\r\ncontent-type: text/csv\r\n\r\n`,
      list,
      `\r\n--${boundary}--\r\n`,
    ].map((part) => Buffer.from(part)),
  )

const posts = (url: string, payload: Buffer | object, headers: Record<string, string> = {}) =>
  world.app.inject({
    ...{ method: 'POST', url: `/s/preau/api${url}`, payload },
    headers: { cookie: `preau=${olga.token}`, 'x-xsrf-token': xsrfTokenOf(olga.token), ...headers },
  })
const sends = (list: string | Buffer, fields: Record<string, string> = {}) =>
  posts('/roster-imports', form(list, fields), { 'content-type': `multipart/form-data; boundary=${boundary}` })

const confirmed = async (preview: RosterPreview) => {
  expect((await posts(`/roster-imports/${preview.id}/application`, { leaving: true })).statusCode).toBe(200)
  await world.doJobs()
  world.move(60)
  return preview
}
const previewed = async (list: string | Buffer, fields: Record<string, string> = {}): Promise<RosterPreview> => {
  const reply = await sends(list, fields)
  expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
  return reply.json()
}
const imported = async (list: string | Buffer, fields: Record<string, string> = {}) => confirmed(await previewed(list, fields))
const undone = async ({ id }: RosterPreview): Promise<RosterPreview> => {
  const reply = await posts(`/roster-imports/${id}/undo`, {})
  expect(reply.statusCode).toBe(200)
  return confirmed(reply.json())
}

const about = ({ differences }: RosterPreview) =>
  differences.flatMap(({ kind, change, display, line }) =>
    kind === 'contact' || kind === 'fetching' ? [[kind, change, display, ...(line ? [line] : [])].join(' ')] : [],
  )
const said = ({ problems }: { problems: { code: string; line?: number | undefined; column?: string | undefined }[] }) =>
  problems.flatMap(({ code, line, column }) =>
    code === 'roster.class_without_teacher' || code === 'roster.separator_semicolon' ? [] : [[code.slice(7), line, column]],
  )

/** The newest pupil of a source. */
const pupilIn = async (source: string) =>
  (
    await world.owner.query<{ id: string }>(
      `select l.person_id as id from roster_link l join roster_source s on s.id = l.source_id
       where s.code = $1 and l.kind = 'person' and not exists (select from guardianship g where g.guardian_id = l.person_id) order by l.id desc limit 1`,
      [source],
    )
  ).rows[0]!.id

type Named = { id: string; name: string; phone?: string; relation?: string; note?: string; source: string; version: number }
const family = async (id: string) =>
  (await olga.ask(readFamily, { params: { id } })).body as unknown as { contacts: Named[]; adults: Named[] }
const named = (list: readonly Named[]) =>
  list.map(({ name, phone = '–', relation = '–', source }) => `${name}, ${relation}, ${phone} (${source})`)

const head =
  'Prénom;Nom;Classe;Personne à prévenir 1 – nom;Lien 1;Personne à prévenir 1 – téléphone;Personne autorisée 1;Personne autorisée 1 téléphone'
const french = head.replace('Lien 1', 'Personne à prévenir 1 – lien')
const noor = (contact = 'Samira Haddad;tante;+33 6 11 22 33 44', fetching = 'Pierre Roux;04 78 00 00 00') =>
  `${french}\nNoor;Benali;6B;${contact};${fetching}\n`

test('a list names whom to call for Noor and who may fetch her, and the office sees both before and after', async () => {
  const preview = await imported(noor(), { source: 'lyon' })
  expect(said(preview)).toEqual([])
  expect(about(preview)).toEqual(['contact add Samira Haddad (Noor Benali) 2', 'fetching add Pierre Roux (Noor Benali) 2'])
  expect([preview.counts.contact, preview.counts.fetching].map(({ arriving }) => arriving)).toEqual([1, 1])
  const { contacts, adults } = await family(await pupilIn('lyon'))
  expect(named(contacts)).toEqual(['Samira Haddad, tante, +33 6 11 22 33 44 (roster)'])
  expect(named(adults)).toEqual(['Pierre Roux, –, 04 78 00 00 00 (roster)'])
  expect((await previewed(noor(), { source: 'lyon' })).touched).toBe(0)
})

test('another number is the same aunt with another number, and what Olga noted about her stays', async () => {
  const id = await pupilIn('lyon')
  const [aunt] = (await family(id)).contacts as [Named]
  const body = { name: aunt.name, phone: aunt.phone!, relation: aunt.relation!, note: 'le soir' }
  expect((await olga.ask(changeContact, { params: { id: aunt.id }, body })).status).toBe(200)
  world.move(60)
  const preview = await imported(noor('Samira Haddad;tante;06 99 99 99 99'), { source: 'lyon' })
  expect(about(preview)).toEqual(['contact change Samira Haddad (Noor Benali) 2'])
  expect((await family(id)).contacts).toMatchObject([{ id: aunt.id, phone: '06 99 99 99 99', note: 'le soir', version: 3 }])
  await undone(preview)
  expect((await family(id)).contacts).toMatchObject([{ id: aunt.id, phone: '+33 6 11 22 33 44', note: 'le soir' }])
})

test('whom the list no longer has goes, whom Olga named herself stays, and taking the import back brings the aunt again', async () => {
  const id = await pupilIn('lyon')
  const grandfather = { name: 'Karim Benali', phone: '06 12 12 12 12' }
  expect((await olga.ask(addContact, { params: { id }, body: grandfather })).status).toBe(200)
  await world.owner.query('update pick_up_adult set from_on = current_date - 3 where pupil_id = $1', [id])
  const preview = await imported(noor(';;', ';'), { source: 'lyon' })
  expect(about(preview)).toEqual(['contact leave Samira Haddad (Noor Benali)', 'fetching leave Pierre Roux (Noor Benali)'])
  const without = await family(id)
  expect([named(without.contacts), named(without.adults)]).toEqual([['Karim Benali, –, 06 12 12 12 12 (office)'], []])
  const back = await undone(preview)
  expect([back.counts.contact.arriving, back.counts.fetching.changing]).toEqual([1, 1])
  const again = await family(id)
  expect(named(again.contacts).toSorted()).toEqual([
    'Karim Benali, –, 06 12 12 12 12 (office)',
    'Samira Haddad, tante, +33 6 11 22 33 44 (roster)',
  ])
  expect(named(again.adults)).toEqual(['Pierre Roux, –, 04 78 00 00 00 (roster)'])
  expect((await previewed(noor(), { source: 'lyon' })).touched).toBe(0)
})

test('an import that named somebody is taken back, unless Olga has changed the entry since', async () => {
  const first = await imported(noor('Lina Roy;;1', 'Ed Roy;2').replace('Noor', 'Ali'), { source: 'taken-back' })
  const id = await pupilIn('taken-back')
  const [lina] = (await family(id)).contacts as [Named]
  await olga.ask(changeContact, { params: { id: lina.id }, body: { name: 'Lina Roy', phone: '3' } })
  world.move(60)
  await undone(first)
  const { contacts, adults } = await family(id)
  expect([named(contacts), named(adults)]).toEqual([['Lina Roy, –, 3 (roster)'], []])
})

test('a list without these columns says nothing about them, nor does the smallest set of data', async () => {
  const id = await pupilIn('lyon')
  const plain = await imported('Prénom;Nom;Classe\nNoor;Benali;6A\n', { source: 'lyon' })
  expect(about(plain)).toEqual([])
  const least = await imported(noor('Other Person;;1', ''), { source: 'lyon', fields: 'least' })
  expect(about(least)).toEqual([])
  expect(said(least)).toEqual([['column_dropped', undefined, 'contact']])
  expect((await family(id)).contacts.map(({ name }) => name)).toContain('Samira Haddad')
})

test('whom somebody has named by hand the list does not name once more', async () => {
  const list = `${french.replaceAll('1', '2')}\nNoor;Benali;6A;KARIM  Benali;;07 00;Ed Roy;\n`
  const preview = await previewed(list, { source: 'lyon' })
  expect(said(preview)).toEqual([['adult_named_by_hand', 2, 'contact 2 name']])
  expect(about(preview).filter((one) => one.includes('Karim'))).toEqual([])
})

test('for a pupil whose name is protected, or for whose parent a court has set limits, a list neither names nor removes anybody', async () => {
  for (const limit of ['protected', 'court'] as const) {
    await imported(noor().replace('Noor', 'Iris'), { source: limit })
    const id = await pupilIn(limit)
    if (limit === 'protected')
      await world.owner.query(
        `insert into protected_identity (school_id, id, person_id, kind, from_at, made_by, sealed, version)
         select school_id, $1, id, 'marked', now(), $3, sealed, 1 from person where id = $2`,
        [uuidv7(), id, olga.id],
      )
    else {
      const bilal = await person(world, { name: 'Bilal Haddad', role: 'guardian' })
      await guard(world, bilal, { ...bilal, id })
      await world.owner.query(
        "update guardianship set preset = 'court_restricted', from_at = now() - interval '1 day' where guardian_id = $1",
        [bilal.id],
      )
    }
    const preview = await imported(noor('Bilal Haddad;père;1', ';').replace('Noor', 'Iris'), { source: limit })
    expect([limit, about(preview), said(preview)]).toEqual([limit, [], [['adults_by_hand', 2, undefined]]])
    const { rows } = await world.owner.query('select 1 from emergency_contact where pupil_id = $1', [id])
    expect(rows).toHaveLength(1)
  }
})

test('a contact without a number is refused with the line and the column; a column alone is left out and said', async () => {
  const refused = (await sends(noor('Samira Haddad;tante;', ';123'), { source: 'refused' })).json()
  expect([refused.code, said(refused.details)]).toEqual([
    'roster.refused',
    [
      ['cell_required', 2, 'contact 1 phone'],
      ['cell_required', 2, 'fetching 1 name'],
    ],
  ])
  const long = (await sends(noor(`${'x'.repeat(201)};;1`), { source: 'refused' })).json()
  expect(said(long.details)).toEqual([['cell_too_long', 2, 'contact 1 name']])
  const alone = await previewed('Prénom;Nom;Téléphone d’urgence\nNoor;Benali;0611\n', { source: 'refused' })
  expect([said(alone), about(alone)]).toEqual([[['adult_alone', 1, 'contact 1 phone']], []])
})

test('columns of any name are matched by hand', async () => {
  const columns = 'given,family,contact 3 name,contact 3 phone,fetching 2 name,'
  const list = 'a;b;c;d;e;f\nNoor;Benali;Samira;06;Pierre;x\n'
  const preview = await imported(list, { source: 'by-hand', columns })
  expect(about(preview)).toEqual(['contact add Samira (Noor Benali) 2', 'fetching add Pierre (Noor Benali) 2'])
  expect((await previewed(list, { source: 'by-hand' })).touched).toBe(0)
})

test('when Noor leaves, those whom the list named for her go with her, and come back with her', async () => {
  const two = (line: string) => `${french}\nNoor;Benali;6B;Sam;;1;Pierre;2\n${line}`
  await imported(two('Ali;Lind;6B;Eva;;3;;\n'), { source: 'leaving' })
  const count = async () =>
    (
      await world.owner.query<{ n: number }>(
        `select count(*)::int as n from emergency_contact c join roster_link l on l.target_id = c.id join roster_source s on s.id = l.source_id where s.code = 'leaving'`,
      )
    ).rows[0]!.n
  expect(await count()).toBe(2)
  const gone = await imported(two(''), { source: 'leaving' })
  expect(await count()).toBe(1)
  await undone(gone)
  expect(await count()).toBe(2)
})

test('a pick-up adult whom an import took off does not come back by taking it back, once a court has set limits', async () => {
  await imported(noor().replace('Noor', 'Vera'), { source: 'limits-since' })
  const id = await pupilIn('limits-since')
  const gone = await imported(noor(';;', ';').replace('Noor', 'Vera'), { source: 'limits-since' })
  const karl = await person(world, { name: 'Karl Benali', role: 'guardian' })
  await guard(world, karl, { ...karl, id })
  await world.owner.query(
    "update guardianship set preset = 'no_contact', from_at = now() - interval '1 day' where guardian_id = $1",
    [karl.id],
  )
  await undone(gone)
  const { contacts, adults } = await family(id)
  expect([contacts, adults]).toEqual([[], []])
})

test('the preview of taking an import back names the adults it takes away and gives back, each with the pupil', async () => {
  const brought = await imported(noor().replace('Noor', 'Lina'), { source: 'named' })
  const takes = await posts(`/roster-imports/${brought.id}/undo`, {})
  const leaving = about(takes.json())
  expect(leaving.map((line) => line.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual(
    [
      ...Array(brought.counts.contact.arriving).fill('contact leave'),
      ...Array(brought.counts.fetching.arriving).fill('fetching leave'),
    ].toSorted(),
  )
  expect(leaving.every((line) => line.includes('(Lina'))).toBe(true)
  const gone = await imported(noor(';;', ';').replace('Noor', 'Lina'), { source: 'named' })
  expect(gone.counts.contact.leaving + gone.counts.fetching.leaving).toBeGreaterThan(0)
  const names = (lines: string[]) => lines.map((line) => line.split(' ').slice(2).join(' ')).toSorted()
  const back = about((await posts(`/roster-imports/${gone.id}/undo`, {})).json())
  expect(names(back.filter((line) => line.includes(' return ')))).toEqual(
    names(leaving).filter((one) => names(back).includes(one)),
  )
  expect(
    back.filter((line) => line.includes(' return ')).length + back.filter((line) => line.includes(' change ')).length,
  ).toBeGreaterThan(0)
})

test('a parent’s copy of what is held about Noor does not say whom the list names for her', async () => {
  const id = await pupilIn('lyon')
  const amal = await person(world, { name: 'Amal Benali', role: 'guardian' })
  await guard(world, amal, { ...amal, id })
  await world.owner.query("update guardianship set from_at = now() - interval '1 day' where guardian_id = $1", [amal.id])
  const { status, body } = await amal.ask(exportPerson, { params: { id } })
  expect([status, JSON.stringify(body).includes('Benali')]).toEqual([200, true])
  expect(JSON.stringify(body)).not.toMatch(/Samira|Pierre|contact lyon|fetching/)
})

test('a Japanese workbook names three to call in their order, and two who may fetch; another order is another order', async () => {
  const call = [1, 2, 3].flatMap((nth) => [`緊急連絡先${nth}氏名`, `緊急連絡先${nth}続柄`, `緊急連絡先${nth}電話番号`])
  const of = (...three: string[]) =>
    workbook({
      sheets: [
        [
          ['氏名', 'クラス', ...call, 'お迎えの方1', 'お迎えの方2'],
          ['山田 花子', '3-1組', ...three.flatMap((name, nth) => [name, '母', `090-0000-000${nth}`]), '佐藤 一郎', '鈴木 次郎'],
        ],
      ],
    })
  await imported(of('山田 和子', '山田 太郎', '田中 恵'), { source: 'tokyo' })
  const id = await pupilIn('tokyo')
  const first = await family(id)
  expect(first.contacts.map(({ name }) => name)).toEqual(['山田 和子', '山田 太郎', '田中 恵'])
  expect(first.adults.map(({ name }) => name).toSorted()).toEqual(['佐藤 一郎', '鈴木 次郎'])
  const turned = await imported(of('田中 恵', '山田 太郎', '山田 和子'), { source: 'tokyo' })
  expect(turned.counts.contact).toEqual({ arriving: 0, changing: 2, leaving: 0 })
  expect((await family(id)).contacts.map(({ name }) => name)).toEqual(['田中 恵', '山田 太郎', '山田 和子'])
  await undone(await undone(turned))
  expect((await family(id)).contacts.map(({ name }) => name)).toEqual(['田中 恵', '山田 太郎', '山田 和子'])
})
