import { buffer } from 'node:stream/consumers'
import { expect } from 'vitest'
import yauzl from 'yauzl'
import { beginConversation, sendMessage } from '#contract/conversations.ts'
import { type CopyEntries, readCopyEntries } from '#contract/covering.ts'
import { exportPerson } from '#contract/privacy.ts'
import { askRight } from '#contract/rights.ts'
import { openSequencing } from '#server/working/sequencing.ts'
import { fetches } from './files.ts'
import { settled } from './ledger/ledger-world.ts'
import type { Person, Reply, World } from './world.ts'

const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })

/** Asks for a copy that somebody looks through first. */
export const asksByHand = async (who: Person, about: Person): Promise<string> => {
  const { status, body, text } = await who.ask(askRight, at(about.id, { kind: 'access', byHand: true, words: 'Une copie relue' }))
  expect(status, text).toBe(200)
  return `${body['id']}`
}

/** A page of what the copy would hold. */
export const looks = async (desk: Pick<Person, 'ask'>, id: string, query: Record<string, string> = {}): Promise<CopyEntries> => {
  const { status, body, text } = await desk.ask(readCopyEntries, { params: { id }, query: { locale: 'fr', ...query } })
  expect(status, text).toBe(200)
  return body as CopyEntries
}

/** The text of an entry that holds some words, and where in it they stand. */
export const placeOf = ({ entries }: CopyEntries, words: string) => {
  for (const { table, id, texts } of entries)
    for (const { field, text } of texts)
      if (text.includes(words)) {
        const from = [...text.slice(0, text.indexOf(words))].length
        return { table, id, field, from, to: from + [...words].length }
      }
  throw new Error(`nothing says ${words}`)
}

/** Begins a conversation about a pupil; answers its id. */
export const begins = async (who: Person, body: object): Promise<string> => {
  const reply = await who.ask(beginConversation, { body: { language: 'fr', ...body } })
  expect(reply.status, reply.text).toBe(200)
  return `${(reply.body['conversations'] as string[])[0]}`
}
export const says = (who: Person, id: string, text: string): Promise<Reply> =>
  who.ask(sendMessage, at(id, { text, language: 'fr' }))

const unzipped = async (world: World, who: Pick<Person, 'token'>, url: string): Promise<Map<string, Buffer>> => {
  const reply = await fetches(world, who, url)
  expect(reply.statusCode, reply.rawPayload.toString().slice(0, 300)).toBe(200)
  const found = new Map<string, Buffer>()
  const zip = await yauzl.fromBufferPromise(reply.rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) found.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return found
}

/** The files of the archive that answers a request, by their paths. */
export const archiveAt = (world: World, who: Pick<Person, 'token'>, id: string, locale = 'fr', slug = 'preau') =>
  unzipped(world, who, `/s/${slug}/rights-requests/${id}/export.zip?locale=${locale}`)

/** The same as the desk takes it, to hand it over. */
export const handedAt = (world: World, desk: Pick<Person, 'token'>, id: string, slug = 'preau') =>
  unzipped(world, desk, `/s/${slug}/rights-cases/${id}/export.zip?locale=fr`)

/** What the ledger holds about somebody, as their own copy says it, once every fact is in it. */
export const entriesAbout = async (world: World, who: Pick<Person, 'ask'>, id: string): Promise<string[]> => {
  const { pool, turn, close } = await openSequencing(world.installation, world.connection, world.keys)
  await settled(pool, { turn })
  await close()
  const { entries } = (await who.ask(exportPerson, { params: { id } })).body as { entries: { event: string }[] }
  return entries.map(({ event }) => event)
}
