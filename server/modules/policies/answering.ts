import { type Language, languageOf, localeFor } from '#contract/locales.ts'
import { readMyPolicies, sayToPolicy } from '#contract/policies.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { schoolOf } from '#kernel/school.ts'
import { receiptNumber } from '#modules/image-rights/index.ts'
import { openNames } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import * as queries from './policies.queries.ts'
import { shownText, textFor } from './texts.ts'

const namesOf = async (tx: Tx, vault: Vault, schoolId: string, ids: readonly string[]) => {
  const rows = await queries.named(tx, schoolId, ids)
  const names = await openNames(tx, vault, schoolId, rows)
  return new Map(rows.map(({ id }, nth) => [id, names[nth]?.display ?? '']))
}

type Asking = { policy: queries.Policy; version: queries.Version }
/** Whether something is asked about somebody: terms and what is about oneself of whoever is old enough, the rest about children and of pupils who decide. */
const isAsked = ({ kind, about }: queries.Policy, { isSelf, isPupil, isTooYoung, decides }: queries.Person) =>
  about === 'pupil' ? !isSelf || (isPupil && decides) : isSelf && (kind === 'terms' ? !isTooYoung : decides)

const answerTo = ({ policy, version }: Asking, person: queries.Person, answers: readonly queries.Answer[]) => {
  const last = answers.find((one) => one.policyId === policy.id && one.personId === person.id && one.replacedAt === null)
  const isAgain = last !== undefined && last.says !== 'no' && last.number < version.countsFrom
  return { last: isAgain ? undefined : last, isAgain }
}

type Known = {
  policies: readonly queries.Policy[]
  versions: readonly queries.Version[]
  texts: readonly queries.Text[]
  answers: readonly queries.Answer[]
}
type Asked = Known & {
  people: readonly (queries.Person & { display: string })[]
  held: Awaited<ReturnType<typeof queries.holding>>
}

/** One question to one person: which text, what was said to it, and whether that holds. */
const questionOf = ({ answers, held }: Asked, asking: Asking, text: queries.Text, person: Asked['people'][number]) => {
  const { policy, version } = asking
  const { last, isAgain } = answerTo(asking, person, answers)
  const holds = held.some((one) => one.policyId === policy.id && one.personId === person.id && one.holds)
  return {
    ...{ policyId: policy.id, kind: policy.kind, text: shownText(text, version.number) },
    person: { id: person.id, display: person.display, isSelf: person.isSelf },
    ...{ said: last?.says ?? ('open' as const), saidAt: last?.saidAt.toISOString() ?? null, receiptId: last?.id ?? null },
    ...{ isAgain, mayAgree: person.mayAgree, isJoint: person.isJoint && policy.about === 'pupil' },
    holds: policy.kind === 'terms' ? last !== undefined : holds,
  }
}

const questionsOf = (asked: Asked, wanted: readonly Language[]) =>
  asked.policies.flatMap((policy) => {
    const version = asked.versions.find(({ policyId }) => policyId === policy.id)
    const text = version && textFor(asked.texts, version, wanted)
    if (!version || !text || policy.endedAt) return []
    const people = asked.people.filter((person) => isAsked(policy, person))
    return people.map((person) => questionOf(asked, { policy, version }, text, person))
  })

const receiptsOf = ({ answers, texts }: Known, names: ReadonlyMap<string, string>) =>
  answers.flatMap((answer) => {
    const text = texts.find((one) => one.versionId === answer.versionId && one.language === answer.language)
    if (!text) return []
    const { id, policyId, says, personId } = answer
    return [
      {
        ...{ id, number: receiptNumber(id), policyId, says, person: { id: personId, display: names.get(personId) ?? '' } },
        ...{ saidAt: answer.saidAt.toISOString(), replacedAt: answer.replacedAt?.toISOString() ?? null },
        text: shownText(text, answer.number),
      },
    ]
  })

/** What is asked here, in every version that is asked or was answered by somebody. */
const knownTo = async (tx: Tx, schoolId: string, by: string): Promise<Known> => {
  const [policies, versions, answers] = await Promise.all([
    queries.policies(tx, schoolId),
    queries.newest(tx, schoolId),
    queries.answersBy(tx, schoolId, by),
  ])
  const used = [...new Set([...versions.map(({ id }) => id), ...answers.map(({ versionId }) => versionId)])]
  return { policies, versions, answers, texts: await queries.textsOf(tx, schoolId, used) }
}

export const mine = action(readMyPolicies, async ({ tx, actor, vault, query }) => {
  const [schoolId, by] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in')]
  const [{ locale }, known, people] = await Promise.all([schoolOf(tx), knownTo(tx, schoolId, by), queries.people(tx)])
  const ids = people.map(({ id }) => id)
  const about = [...new Set(known.answers.map(({ personId }) => personId))]
  const [held, names, others] = await Promise.all([
    queries.holding(tx, ids),
    openNames(tx, vault, schoolId, people),
    namesOf(tx, vault, schoolId, about),
  ])
  const shown = people.map((person, nth) => ({ ...person, display: names[nth]?.display ?? '' }))
  const wanted = [...(query.language ? [query.language] : []), languageOf(localeFor(locale) ?? 'en')]
  return { asked: questionsOf({ ...known, people: shown, held }, wanted), receipts: receiptsOf(known, others) }
})

export const say = action(sayToPolicy, async ({ tx, actor, params, body, now, emit }) => {
  const [schoolId, byId, id] = [actor.schoolId!, actor.personId ?? refuse('not_signed_in'), uuidv7()]
  const { policyId, versionId, language, says } = body
  const version = (await queries.newest(tx, schoolId)).find((one) => one.policyId === policyId) ?? refuse('not_found')
  const text = (await queries.textsOf(tx, schoolId, [version.id])).find((one) => one.language === language)
  const isShown = version.id === versionId && text?.digest.toString('hex') === body.digest
  if (!text || !isShown) return refuse('policy.text_changed') // nobody agrees to what has not been shown
  if (!(await queries.mayAnswer(tx, policyId, params.id, says))) return refuse('policy.not_asked')
  const said = { schoolId, id, policyId, versionId, language, digest: text.digest, personId: params.id, byId, says, saidAt: now }
  await queries.say(tx, said)
  emit('policy.said', { receiptId: id, policyId, versionId, says }, { subject: params.id, own: params.id !== byId })
  const held = await queries.holding(tx, [params.id])
  const holds = says === 'accepted' || held.some((one) => one.policyId === policyId && one.holds)
  return { receiptId: id, number: receiptNumber(id), holds }
})
