import { endPolicy, listPolicies, makePolicy, publishPolicyVersion } from '#contract/policies.ts'
import { action } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import * as queries from './policies.queries.ts'
import { shownText, textsIn } from './texts.ts'

export const make = action(makePolicy, async ({ tx, actor, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const [id, versionId] = [uuidv7(), uuidv7()]
  const { kind, about, texts, serves = null } = body
  if (kind === 'terms' && about !== 'self') return refuse('policy.terms_are_own')
  if (serves && (kind !== 'consent' || about !== 'self')) return refuse('policy.serves_consent')
  if (!(await queries.insertPolicy(tx, { schoolId, id, kind, about, serves, madeAt: now })))
    return refuse('policy.serves_already')
  const version = { schoolId, id: versionId, policyId: id, number: 1, countsFrom: 1, publishedAt: now }
  await queries.insertVersion(tx, version, textsIn(texts))
  emit('policy.made', { policyId: id, kind })
  emit('policy.published', { policyId: id, versionId, number: 1, asksAgain: true })
  return { id, versionId }
})

export const publish = action(publishPolicyVersion, async ({ tx, actor, params, body, now, emit }) => {
  const schoolId = actor.schoolId!
  const policy = (await queries.policies(tx, schoolId)).find(({ id }) => id === params.id) ?? refuse('not_found')
  if (policy.endedAt) return refuse('policy.ended')
  const last = (await queries.newest(tx, schoolId)).find(({ policyId }) => policyId === policy.id)
  const number = (last?.number ?? 0) + 1
  if (last?.number !== body.after) return refuse('version_conflict') // somebody else has published meanwhile
  const versionId = uuidv7()
  const countsFrom = body.asksAgain ? number : (last?.countsFrom ?? number)
  const version = { schoolId, id: versionId, policyId: policy.id, number, countsFrom, publishedAt: now }
  if (!(await queries.insertVersion(tx, version, textsIn(body.texts)))) return refuse('version_conflict')
  emit('policy.published', { policyId: policy.id, versionId, number, asksAgain: body.asksAgain })
  return { versionId, number }
})

export const end = action(endPolicy, async ({ tx, actor, params: { id }, now, emit }) => {
  const schoolId = actor.schoolId!
  if (!(await queries.policies(tx, schoolId)).some((one) => one.id === id)) return refuse('not_found')
  if (!(await queries.end(tx, schoolId, id, now))) return refuse('policy.ended')
  emit('policy.ended', { policyId: id })
  return { id }
})

export const list = action(listPolicies, async ({ tx, actor }) => {
  const schoolId = actor.schoolId!
  const [all, versions, counted] = await Promise.all([
    queries.policies(tx, schoolId),
    queries.newest(tx, schoolId),
    queries.numbers(tx),
  ])
  const texts = await queries.textsOf(
    tx,
    schoolId,
    versions.map(({ id }) => id),
  )
  return {
    policies: all.flatMap(({ id, kind, about, endedAt, serves }) => {
      const version = versions.find(({ policyId }) => policyId === id)
      if (!version) return []
      const { asked = 0, agreed = 0, refused = 0 } = counted.find(({ policyId }) => policyId === id) ?? {}
      return [
        {
          ...{ id, kind, about, serves, number: version.number, publishedAt: version.publishedAt.toISOString() },
          ...{ endedAt: endedAt?.toISOString() ?? null, asked, agreed, refused },
          texts: texts.filter(({ versionId }) => versionId === version.id).map((text) => shownText(text, version.number)),
        },
      ]
    }),
  }
})
