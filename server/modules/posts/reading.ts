import { listDrafts, listVoices, readPhotoReaders, readPost, readReaders, readVersions } from '#contract/posts.ts'
import { action } from '#kernel/action.ts'
import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { schoolOf } from '#kernel/school.ts'
import { filesOf } from '#modules/files/index.ts'
import { collatorOf, namesByPerson, staffNamed } from '#modules/people/index.ts'
import { photosOf, removalsOf } from '#modules/photos/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as places from './audiences.queries.ts'
import { commenters, commentsOf } from './comments.queries.ts'
import { labelsOf } from './labels.ts'
import * as queries from './posts.queries.ts'
import { named, readersByName, readersOf } from './readers.ts'
import { postCommentTable, postTable, postVersionTable } from './sealed.ts'

type Hands = { tx: Tx; vault: Vault; schoolId: string }

const asText = (at: Date | null) => at?.toISOString() ?? null

/** What was answered, with the names of who did. */
const answersTo = async (hands: Hands, post: queries.PostRow, by: string | null, mayClear: boolean) => {
  const { tx, vault, schoolId } = hands
  const [rows, people] = await Promise.all([commentsOf(tx, schoolId, post.id), commenters(tx, post.id)])
  const [texts, { someone }] = await Promise.all([
    vault.openSurviving(tx, schoolId, postCommentTable, rows),
    namesByPerson(hands, people),
  ])
  return rows.map(({ id, authorId, madeAt, language, withdrawnAt }, nth) => ({
    ...{
      id,
      language,
      author: withdrawnAt ? null : someone(authorId),
      madeAt: madeAt.toISOString(),
      withdrawnAt: asText(withdrawnAt),
    },
    text: withdrawnAt ? null : (texts[nth]?.text ?? null),
    can: { withdraw: !withdrawnAt && (mayClear || authorId === by) },
  }))
}

/** What the reader may do with a post; the permission rows and the walls say the same, and decide. */
const rightsTo = async (tx: Tx, actor: Actor, post: queries.PostRow, audiences: readonly string[]) => {
  const [voices, { isOffice, isPupil, belongs }] = await Promise.all([
    places.voicesAmong(tx, actor.personId, audiences),
    places.standing(tx, audiences),
  ])
  const isAuthor = post.authorId === actor.personId && (post.publishedAt === null || voices.length > 0)
  const isThere = post.state !== 'withdrawn'
  return {
    edit: isThere && isAuthor && (post.publishedAt === null || voices.length === post.places),
    withdraw: isThere && (isAuthor || (isOffice && post.state === 'published')),
    pin: post.state === 'published' && (isAuthor || isOffice),
    comment: post.state === 'published' && post.answers === 'comments' && belongs && !isPupil,
  }
}

/** Photos are shown by the room that knows how far they go; those of a draft are files that wait for that. */
const sortedFiles = (all: Awaited<ReturnType<typeof filesOf>>, isDraft: boolean) => {
  const { pictures = [], files = [] } = Object.groupBy(all, ({ type }) => (type?.startsWith('image/') ? 'pictures' : 'files'))
  return {
    files: files.map(({ type, ...file }) => file),
    pictures: isDraft ? pictures.map(({ id, name, size }) => ({ id, name, size })) : [],
  }
}

export const read = action(readPost, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const [found, stands] = await Promise.all([
    queries.postById(tx, hands.schoolId, params.id),
    places.audiencesOf(tx, hands.schoolId, params.id),
  ])
  const row = found ?? refuse('not_found')
  const audiences = stands.map(({ audienceId }) => audienceId)
  const [texts, { display, someone }, can] = await Promise.all([
    vault.open(tx, hands.schoolId, postTable, [row]),
    staffNamed(hands, [row.authorId, row.withdrawnBy]),
    rightsTo(tx, actor, row, audiences),
  ])
  const [all, photos, comments, removals] = await Promise.all([
    filesOf(tx, vault, hands.schoolId, 'post', row.id),
    row.photos > 0 && row.state !== 'withdrawn' ? photosOf(hands, [row.id]) : undefined,
    answersTo(hands, row, actor.personId, can.pin),
    removalsOf(tx, hands.schoolId, row.id),
  ])
  const { id, state, version, language, answers } = row
  return {
    ...{ id, state, version, audiences, language, answers, comments, can },
    ...sortedFiles(all, state === 'draft'),
    photos: photos?.get(row.id) ?? [],
    author: someone(row.authorId),
    ...{ publishAt: asText(row.publishAt), publishedAt: asText(row.publishedAt), editedAt: asText(row.editedAt) },
    hasHistory: row.editedAt !== null || removals.length > 0,
    text: texts[0]?.text ?? '',
    isPinned: row.pinnedAt !== null,
    withdrawn: row.withdrawnAt ? { at: row.withdrawnAt.toISOString(), by: display(row.withdrawnBy) } : null,
  }
})

export const versions = action(readVersions, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const [rows, removals] = await Promise.all([
    queries.versionsOf(tx, hands.schoolId, params.id),
    removalsOf(tx, hands.schoolId, params.id),
  ])
  const [texts, { display }] = await Promise.all([
    vault.open(tx, hands.schoolId, postVersionTable, rows),
    staffNamed(hands, [...rows.map(({ writtenBy }) => writtenBy), ...removals.map(({ removedBy }) => removedBy)]),
  ])
  return {
    versions: rows.map(({ number, writtenBy, replacedAt, language }, nth) => ({
      ...{ number, language, by: display(writtenBy), replacedAt: replacedAt.toISOString() },
      text: texts[nth]?.text ?? '',
      files: [...(texts[nth]?.files ?? [])],
    })),
    removedPhotos: removals.map(({ id, removedAt, removedBy }) => ({ id, at: removedAt.toISOString(), by: display(removedBy) })),
  }
})

export const readers = action(readReaders, async ({ tx, actor, vault, params }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const stands = await places.audiencesOf(tx, hands.schoolId, params.id)
  return readersByName(
    hands,
    stands.map(({ audienceId }) => audienceId),
  )
})

export const photoReaders = action(readPhotoReaders, async ({ tx, actor, vault, params: { id, photoId } }) => {
  const people = await places.namedPhotoReaders(tx, photoId, id)
  if (people.length === 0) refuse('not_found')
  return named({ tx, vault, schoolId: actor.schoolId! }, people)
})

export const drafts = action(listDrafts, async ({ tx, actor, vault }) => {
  const schoolId = actor.schoolId!
  const rows = await queries.draftsOf(tx, schoolId, actor.personId ?? refuse('not_signed_in'))
  const texts = await vault.open(tx, schoolId, postTable, rows)
  return {
    drafts: rows.map(({ id, state, version, audiences, publishAt, createdAt, language, answers, files }, nth) => ({
      ...{
        id,
        version,
        audiences,
        language,
        answers,
        files,
        state: state === 'scheduled' ? ('scheduled' as const) : ('draft' as const),
      },
      ...{ publishAt: asText(publishAt), createdAt: createdAt.toISOString(), text: texts[nth]?.text ?? '' },
    })),
  }
})

export const voices = action(listVoices, async ({ tx, actor, vault, now }) => {
  const schoolId = actor.schoolId!
  const [rows, school] = await Promise.all([places.voices(tx, schoolId), schoolOf(tx)])
  const [labels, counted] = await Promise.all([
    labelsOf({ tx, vault, schoolId }, rows),
    readersOf(
      { tx, vault, now },
      rows.map(({ id }) => id),
    ),
  ])
  const { compare } = collatorOf(school.locale)
  const audiences = rows.map(({ id, kind, targetId }) => ({
    ...{ id, kind, label: labels.get(targetId) ?? null, classId: kind === 'class' ? targetId : null },
    groupId: kind === 'group' ? targetId : null,
    readers: counted.get(id) ?? { staff: 0, pupils: 0, guardians: 0 },
  }))
  return { audiences: audiences.sort((a, b) => compare(a.label ?? '', b.label ?? '')) }
})
