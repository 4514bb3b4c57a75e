import { printWords, voidWords } from '#contract/activation-pupils.ts'
import { action, type Preparing, preparedAction } from '#kernel/action.ts'
import { as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { classTable } from '#modules/classes/index.ts'
import { protectedAmong } from '#modules/people/index.ts'
import { hashPassword } from '#modules/sign-in/index.ts'
import * as activation from './activation.queries.ts'
import * as doors from './door.queries.ts'
import { doorOf } from './door.ts'
import { type Hands, type Named, named } from './making.ts'
import { inOrder } from './ordering.ts'
import * as queries from './words.queries.ts'
import { newWords } from './words.ts'

type Secret = { words: string[]; hash: string }

/** Those without words, or those who were named; never who has chosen a password, nor anyone who runs the school. */
const wanting = async (tx: Hands['tx'], classId: string, people: readonly string[] | undefined) => {
  const pupils = await doors.pupilsOf(tx, classId)
  const chosen = pupils.filter(
    ({ id, hasOwnPassword, hasWords }) => !hasOwnPassword && (people ? people.includes(id) : !hasWords),
  )
  const readers = await activation.readersById(
    tx,
    chosen.map(({ id }) => id),
  )
  return readers.filter(({ isPrivileged }) => !isPrivileged)
}

/** Words and their hashes, before the transaction: a class of thirty is a third of a second of a core. */
const makeSecrets = async ({
  installation,
  actor,
  params,
  body,
}: Preparing<{ id: string }, { people?: string[] | undefined }>) => {
  const asked = await as(installation.db, actor, async (tx) => {
    const found = await doors.classWithYear(tx, actor.schoolId ?? nobody, params.id)
    if (!found?.mayChange) return []
    const { locale } = await schoolOf(tx)
    return (await wanting(tx, params.id, body.people)).map((reader) => ({ id: reader.id, locale: reader.locale ?? locale }))
  })
  const secrets = await Promise.all(
    asked.map(async ({ id, locale }): Promise<[string, Secret]> => {
      const words = await newWords(locale)
      return [id, { words, hash: await hashPassword(words.join('')) }]
    }),
  )
  return new Map(secrets)
}

type Wanted = { schoolId: string; by: string; batchId: string; why: 'first' | 'lost' | 'forgotten'; endsOn: string }

/** What these pupils had before opens nothing any more. */
const replace = async (hands: Hands, wanted: Wanted, people: readonly Named[], secrets: ReadonlyMap<string, Secret>) => {
  const { tx, emit, now } = hands
  const { schoolId, batchId, why } = wanted
  const ids = people.map(({ id }) => id)
  for (const { id, personId } of await queries.voidWords(tx, schoolId, ids, now, 'new_one'))
    emit('words.voided', { wordsId: id, why: 'new_one' }, { subject: personId })
  for (const { id, personId } of await activation.voidCodes(tx, { schoolId, people: ids, at: now, why: 'gone' }))
    emit('activation.voided', { codeId: id, why: 'gone' }, { subject: personId })
  const rows = people.map(({ id }) => ({ id: uuidv7(), personId: id, secretHash: secrets.get(id)?.hash ?? refuse('internal') }))
  await queries.insertWords(tx, { ...wanted, madeAt: now }, rows)
  for (const { id, personId } of rows) emit('words.printed', { wordsId: id, batchId, why }, { subject: personId })
}

export const print = preparedAction(printWords, makeSecrets, async (context) => {
  const { tx, vault, actor, params, body, now, origin, emit, later, ready } = context
  const [schoolId, by] = [actor.schoolId ?? refuse('not_found'), actor.personId ?? nobody]
  const found = (await doors.classWithYear(tx, schoolId, params.id)) ?? refuse('not_found')
  const readers = (await wanting(tx, params.id, body.people)).filter(({ id }) => ready.has(id))
  if (readers.length === 0) refuse('slip.nobody')
  const { name, locale, timeZone, slug } = await schoolOf(tx)
  const people = inOrder(await named({ tx, vault }, schoolId, readers), locale)
  const batchId = uuidv7()
  const batch = { schoolId, id: batchId, classId: found.id, why: body.why, slips: people.length, madeAt: now, madeBy: by }
  await activation.insertBatch(tx, { ...batch, whom: body.people ? 'people' : 'class', kind: 'words' })
  emit('slip.batch_printed', { batchId, slips: people.length, classId: found.id })
  await replace(context, { schoolId, by, batchId, why: body.why, endsOn: found.toOn }, people, ready)
  if (body.people) for (const { id } of people) await later('activation.end_sessions', { personId: id })
  const classCode = await doorOf(context, { schoolId, by, found })
  const hidden = await protectedAmong(
    tx,
    people.map(({ id }) => id),
  )
  const [content] = await vault.open(tx, schoolId, classTable, [found])
  const slips = people.map(({ id, username, families, short, locale: own }) => ({
    ...{ personId: id, username, families, reader: 'pupil' as const, locale: own ?? locale },
    ...{ name: hidden.has(id) ? null : short, byHand: hidden.has(id) },
    ...{ code: ready.get(id)?.words.join(' ') ?? '', until: `${found.toOn}T23:59:59Z` },
    door: { classCode, address: `${origin}/s/${slug}/class` },
  }))
  const school = { name, locale, timeZone }
  return { batchId, school, origin, sections: [{ label: content?.label ?? '', slips }] }
})

export const withdraw = action(voidWords, async ({ tx, actor, params, now, emit, later }) => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const ended = await queries.voidWords(tx, schoolId, [params.id], now, 'lost')
  const pictures = await queries.endPictures(tx, schoolId, [params.id], now)
  if (ended.length + pictures.length === 0) refuse('slip.none_live')
  for (const { id } of ended) emit('words.voided', { wordsId: id, why: 'lost' }, { subject: params.id })
  if (pictures.length > 0) emit('pictures.ended', { why: 'revoked' }, { subject: params.id })
  await later('activation.end_sessions', { personId: params.id })
  return { id: params.id }
})
