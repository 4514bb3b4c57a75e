import { imageWording, readClassImageRights } from '#contract/image-rights.ts'
import { action } from '#kernel/action.ts'
import { schoolOf, schoolYearOn } from '#kernel/school.ts'
import { collatorOf, openNames } from '#modules/people/index.ts'
import * as queries from './consents.queries.ts'

export const ofClass = action(readClassImageRights, async ({ tx, actor, vault, params, now, emit }) => {
  const schoolId = actor.schoolId!
  const [pupils, year, school, audience] = await Promise.all([
    queries.pupilsOf(tx, schoolId, params.id),
    schoolYearOn(tx, schoolId, now),
    schoolOf(tx),
    queries.audienceOf(tx, schoolId, params.id),
  ])
  const members = pupils.map(({ id }) => id)
  const [rights, names, signs] = await Promise.all([
    queries.allowed(tx, year.id, members),
    openNames(tx, vault, schoolId, pupils),
    queries.signatories(tx, members),
  ])
  const signers = await openNames(tx, vault, schoolId, signs)
  const signsFor = (pupil: string) =>
    signs.flatMap(({ pupilId, id }, nth) => (pupilId === pupil ? [{ id, display: signers[nth]?.display ?? '' }] : []))
  const yes = new Set(rights.flatMap(({ pupilId, audience: to, allowed }) => (allowed ? [`${pupilId} ${to}`] : [])))
  const { compare } = collatorOf(school.locale)
  emit('class.list_read', { classId: params.id }, audience && members.length > 0 ? { audience, members } : {})
  const listed = pupils.map(({ id }, nth) => ({
    ...{ id, display: names[nth]?.display ?? '', sort: names[nth]?.sort ?? '' },
    may: { class: yes.has(`${id} class`), school: yes.has(`${id} school`), outside: yes.has(`${id} outside`) },
    signs: signsFor(id),
  }))
  return {
    wording: imageWording,
    pupils: listed.toSorted((a, b) => compare(a.sort, b.sort)).map(({ sort: _, ...pupil }) => pupil),
  }
})
