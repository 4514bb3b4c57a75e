import { makePolicy } from '#contract/policies.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

/** A text in two languages, as a school would write it. */
export const newsletter = {
  fr: { title: 'Lettre du club photo', body: 'Nous envoyons la lettre du club photo une fois par mois.' },
  sv: { title: 'Fotoklubbens brev', body: 'Vi skickar fotoklubbens brev en gång i månaden.' },
}

const made = async (stage: Stage) => {
  const { body } = await stage.people.dora.ask(makePolicy, { body: { kind: 'consent', about: 'pupil', texts: newsletter } })
  const { rows } = await stage.world.owner.query<{ digest: string }>(
    "select encode(digest, 'hex') as digest from policy_text where version_id = $1 and language = 'fr'",
    [body['versionId']],
  )
  return { id: `${body['id']}`, versionId: `${body['versionId']}`, digest: rows[0]?.digest ?? '' }
}

/** What a school asks people to agree to: of each endpoint a question that makes sense. */
export const policyExamples: Readonly<Record<string, Example>> = {
  'policy.mine': () => ({}),
  'policy.list': () => ({}),
  'policy.make': () => ({ body: { kind: 'consent', about: 'pupil', texts: newsletter } }),
  'policy.publish': async (stage) => ({
    params: { id: (await made(stage)).id },
    body: { texts: newsletter, asksAgain: true, after: 1 },
  }),
  'policy.end': async (stage) => ({ params: { id: (await made(stage)).id } }),
  'policy.say': async (stage) => {
    const { id, versionId, digest } = await made(stage)
    return { params: { id: stage.people.noor.id }, body: { policyId: id, versionId, digest, language: 'fr', says: 'no' } }
  },
}
