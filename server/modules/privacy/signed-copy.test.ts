import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { beginConversation, sendMessage } from '#contract/conversations.ts'
import { languages } from '#contract/locales.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { keyText, signerOf } from '#ledger/notes.ts'
import { valuesOf } from '#modules/privacy/gate.ts'
import { exportKey, vouchedBy } from '#modules/privacy/manifest.ts'
import { checkFolder } from '#server/commands/verifying.ts'
import { dataMap } from '#server/registry.ts'
import { fetches } from '#tests/files.ts'
import { photoOf, posting, saysOf, twoFamilies } from '#tests/photos.ts'
import { guard, openWorld, type Person, person, type World } from '#tests/world.ts'

let world: World
let cast: Awaited<ReturnType<typeof twoFamilies>>
let karim: Person
beforeAll(async () => {
  world = await openWorld()
  cast = await twoFamilies(world)
  const { rosa, amal, eva, noor, ben, in6B, class6B } = cast
  karim = await person(world, { name: 'Karim Haddad', role: 'guardian' })
  await guard(world, karim, noor)
  await saysOf(eva, ben, 'yes')
  for (const one of [amal, karim]) await saysOf(one, noor, 'yes')
  expect((await posting(rosa, [in6B], [await photoOf(world, rosa, [noor, ben])], { text: 'La sortie' })).status).toBe(200)
  const words = { language: 'fr', line: 'teacher_guardian', side: 'family', classId: class6B, teacherId: rosa.id }
  const begun = async (who: Person, text: string) => {
    const body = { ...words, topic: 'Cantine', text, pupilIds: [noor.id] }
    return `${((await who.ask(beginConversation, { body })).body['conversations'] as string[])[0]}`
  }
  const [id, apart] = [await begun(amal, 'Noor ne mange pas ici le mardi.'), await begun(karim, 'Je viens la chercher.')]
  for (const one of [id, apart])
    await rosa.ask(sendMessage, { params: { id: one }, body: { text: 'C’est noté.', language: 'fr' } })
}, 60_000)
afterAll(() => world.close())

const archive = async (who: Person, whose: Person, locale = 'fr') => {
  const { statusCode, rawPayload } = await fetches(world, who, `/s/preau/people/${whose.id}/export.zip?locale=${locale}`)
  expect(statusCode, rawPayload.toString().slice(0, 200)).toBe(200)
  const found = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}
const textIn = (items: ReadonlyMap<string, Buffer>, name: string) => `${items.get(name)}`

const fieldNames = new Set(
  personalTables(dataMap).flatMap((table) => [
    ...Object.keys(table.columns),
    ...valuesOf(table).map(({ name }) => name.replace(/^sealed\./, '')),
  ]),
)

test('the page says in the reader’s language what each value is, and never as a column is called', async () => {
  for (const locale of languages) {
    const page = textIn(await archive(cast.amal, cast.noor, locale), 'export.html')
    const labels = [...page.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label]) => `${label}`)
    expect(labels.length).toBeGreaterThan(10)
    const isRaw = (label: string) =>
      label === '' || (fieldNames.has(label) && label.includes('_')) || /^[a-z]+_[a-z_]+$/.test(label)
    expect(labels.filter(isRaw), locale).toEqual([])
  }
  const page = textIn(await archive(cast.amal, cast.noor), 'export.html')
  expect(page).toContain('<dt>nom</dt><dd>Noor Benali')
  expect(page).not.toMatch(/\d{4}-\d\d-\d\dT\d\d/)
})

test('on a phone messages and photos are one tap away, each on a page that loads nothing', async () => {
  const items = await archive(cast.amal, cast.amal)
  const [first, messages] = [textIn(items, 'index.html'), textIn(items, 'messages.html')]
  for (const name of ['messages.html', 'photos.html', 'export.html']) expect(first).toContain(`href="${name}"`)
  expect(messages).toContain('Noor ne mange pas ici le mardi.')
  expect(messages).toContain('C’est noté.')
  for (const name of ['index.html', 'messages.html', 'photos.html']) {
    expect(textIn(items, name)).toContain('<meta name="viewport" content="width=device-width">')
    expect(textIn(items, name), name).not.toMatch(/<script|https?:\/\//)
  }
})

test('a teacher who sent photos finds them by themselves', async () => {
  const photos = textIn(await archive(cast.rosa, cast.rosa), 'photos.html')
  expect(photos).toMatch(/<img src="files\/[^"]+\.jpg" alt="[^"]+" loading="lazy">/)
})

test('no copy holds the name of another guardian or of another pupil', async () => {
  const others = (own: readonly string[]) =>
    ['Karim', 'Haddad', 'Eva Ek', 'Ben Ek', 'Amal'].filter((name) => !own.some((one) => name.includes(one)))
  for (const [who, whose, own] of [
    [cast.amal, cast.noor, ['Amal']],
    [cast.amal, cast.amal, ['Amal']],
    [karim, cast.noor, ['Karim', 'Haddad']],
    [cast.eva, cast.ben, ['Eva', 'Ben']],
  ] as const)
    for (const [name, bytes] of await archive(who, whose))
      if (!name.startsWith('files/'))
        for (const other of others(own)) expect(`${bytes}`, `${who.name}: ${name}`).not.toContain(other)
  for (const whose of [cast.amal, cast.noor])
    expect([...(await archive(cast.amal, whose)).values()].map(String).join('\n')).not.toContain('Je viens la chercher.')
})

const ourKey = () => keyText(exportKey(world.installation))

test('the manifest is signed by the installation, and whoever pastes its note at /verify is told so in four languages', async () => {
  const note = textIn(await archive(cast.amal, cast.noor), 'manifest.note')
  expect(vouchedBy(note, ourKey())).toMatchObject({ manifest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const asked = (text: string, lang: string) =>
    world.app.inject({ url: `/verify/copy?lang=${lang}&note=${encodeURIComponent(text)}`, headers: { accept: 'text/html' } })
  for (const locale of languages) {
    const { statusCode, body } = await asked(note.replaceAll('\n', '\r\n'), locale)
    expect([statusCode, body.includes('banner ok')]).toEqual([200, true])
    for (const told of ['Noor', 'Amal', '<script']) expect(body).not.toContain(told)
    expect(body).toContain(ourKey())
  }
  const changed = note.replace(/[0-9a-f]{64}/, (sum) => sum.replace(/./, (one) => (one === '0' ? '1' : '0')))
  for (const wrong of [changed, 'Noor', note.slice(0, 200)]) {
    const { statusCode, body } = await asked(wrong, 'en')
    expect([statusCode, body.includes('did not sign')]).toEqual([422, true])
  }
})

test('without a connection every file is checked: a changed, a missing and an added one are named, and a list of another hand is not believed', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preau-copy-'))
  for (const [name, bytes] of await archive(cast.rosa, cast.rosa)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), bytes)
  }
  expect(await checkFolder(folder, ourKey())).toMatchObject({ wrong: [], madeAt: expect.any(String) })
  expect((await checkFolder(folder)).key).toBe(ourKey())
  const page = path.join(folder, 'export.html')
  fs.appendFileSync(page, ' ')
  fs.rmSync(path.join(folder, 'meaning.json'))
  fs.writeFileSync(path.join(folder, 'files', 'more.txt'), 'more')
  expect((await checkFolder(folder, ourKey())).wrong).toEqual([
    'export.html: is not as it was made',
    'meaning.json: is missing',
    `${path.join('files', 'more.txt')}: was not in the copy`,
  ])
  const other = keyText(signerOf(exportKey(world.installation).name, randomBytes(32)))
  expect((await checkFolder(folder, other)).wrong).toEqual(['manifest.note was not signed by this key'])
  const manifest = path.join(folder, 'manifest.json')
  fs.writeFileSync(manifest, fs.readFileSync(manifest, 'utf8').replace('"size": ', '"size":  '))
  expect((await checkFolder(folder, ourKey())).wrong).toEqual(['manifest.json is not the one that was signed'])
  fs.rmSync(folder, { recursive: true })
})
