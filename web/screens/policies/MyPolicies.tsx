import { useState } from 'react'
import { languageOf } from '#contract/locales.ts'
import { type AskedPolicy, type PolicyAnswer, type PolicyReceipt, readMyPolicies, sayToPolicy } from '#contract/policies.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConsentCard } from '../../ui/Consent.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ShownReceipt } from './ShownReceipt.tsx'

type CardProps = { one: AskedPolicy; number: string | undefined; onReceipt: (id: string) => void }

const useSaying = ({ policyId, person, text }: AskedPolicy) => {
  const { mutate, isPending, error } = useAction(sayToPolicy, [readMyPolicies])
  const { versionId, language, digest } = text
  const say = (says: PolicyAnswer) => mutate({ params: { id: person.id }, body: { policyId, versionId, language, digest, says } })
  return { say, isPending, error }
}

const After = ({ one, number, onReceipt, error }: CardProps & { error: ReturnType<typeof useSaying>['error'] }) => {
  const t = useWords()
  return (
    <>
      {one.isAgain && <Banner title={t('policies.again')} />}
      {one.receiptId && number && (
        <p className="row">
          <Badge tone={one.holds ? 'ok' : 'info'}>{t(one.holds ? 'policies.holds' : 'policies.holds_not')}</Badge>
          <Button look="plain" onPress={() => one.receiptId && onReceipt(one.receiptId)}>
            {t('policies.receipt.show', { number })}
          </Button>
        </p>
      )}
      {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
    </>
  )
}

/** One purpose: what it means, what was said, and whether it holds. A tap is the whole of it, there and back. */
const Consent = (props: CardProps) => {
  const t = useWords()
  const { one } = props
  const { person, text, said, saidAt, isJoint, mayAgree } = one
  const { say, isPending, error } = useSaying(one)
  return (
    <ConsentCard
      purpose={person.isSelf ? text.title : t('policies.for', { title: text.title, name: person.display })}
      wording={text.body}
      said={said === 'yes' || said === 'no' ? said : 'open'}
      busy={isPending}
      onSay={say}
      {...(saidAt ? { changedOn: saidAt } : {})}
      receipt={<After {...props} error={error} />}
    >
      {[
        t('policies.why'),
        isJoint && t('policies.joint', { name: person.display }),
        !mayAgree && t('policies.alone', { name: person.display }),
      ]
        .filter(Boolean)
        .join(' ')}
    </ConsentCard>
  )
}

/** Terms: read, and accepted; apart from every consent. */
const Terms = (props: CardProps) => {
  const t = useWords()
  const { one } = props
  const { text, said, saidAt } = one
  const { say, isPending, error } = useSaying(one)
  return (
    <article className="card consent stack tight" aria-label={text.title}>
      <strong>{text.title}</strong>
      <p className="small said">{text.body}</p>
      <p className="small quiet" role="status">
        {saidAt ? t('policies.accepted_on', { day: shortDay(t.locale, saidAt) }) : t('policies.not_accepted')}
      </p>
      {said === 'open' && (
        <Button full busy={isPending} onPress={() => say('accepted')}>
          {t('policies.accept')}
        </Button>
      )}
      <After {...props} error={error} />
    </article>
  )
}

const Receipts = ({ receipts, onReceipt }: { receipts: readonly PolicyReceipt[]; onReceipt: (id: string) => void }) => {
  const t = useWords()
  return (
    <section className="stack tight no-print" aria-labelledby="receipts">
      <h2 id="receipts">{t('policies.receipts')}</h2>
      <p className="quiet small">{t('policies.receipts_how')}</p>
      <ul className="card rows">
        {receipts.map(({ id, number, person, says, saidAt, text }) => (
          <li key={id}>
            <span className="grow">
              {person.display} · {text.title} · {t(`policies.said.${says}`)}
              <br />
              <span className="quiet small">{shortDay(t.locale, saidAt)}</span>
            </span>
            <Button look="plain" onPress={() => onReceipt(id)}>
              {t('policies.receipt.show', { number })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

type GroupProps = {
  name: 'terms' | 'consent'
  asked: readonly AskedPolicy[]
  receipts: readonly PolicyReceipt[]
  onReceipt: (id: string) => void
}

const Group = ({ name, asked, receipts, onReceipt }: GroupProps) => {
  const t = useWords()
  const some = asked.filter(({ kind }) => kind === name)
  if (some.length === 0) return null
  const Card = name === 'terms' ? Terms : Consent
  return (
    <section className="stack" aria-labelledby={`of-${name}`}>
      <h2 id={`of-${name}`}>{t(`policies.kind.${name}`)}</h2>
      <div className="consents">
        {some.map((one) => (
          <Card
            key={`${one.policyId} ${one.person.id}`}
            one={one}
            number={receipts.find(({ id }) => id === one.receiptId)?.number}
            onReceipt={onReceipt}
          />
        ))}
      </div>
    </section>
  )
}

/** What the school asks: each consent by itself, terms apart from them, nothing chosen beforehand; and the receipts of all that was said. */
export const MyPolicies = () => {
  const t = useWords()
  const { asked, receipts } = useEndpoint(readMyPolicies, { query: { language: languageOf(t.locale) } })
  const [shown, setShown] = useState<string>()
  const receipt = receipts.find(({ id }) => id === shown)
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('policies.title')}</Title>
        <EyeChip groups={[t('policies.seen')]} />
      </header>
      {asked.length === 0 ? (
        <EmptyState title={t('policies.none')} drawing="tree">
          {t('policies.none_how')}
        </EmptyState>
      ) : (
        <p className="measure">{t('policies.lead')}</p>
      )}
      <Group name="consent" asked={asked} receipts={receipts} onReceipt={setShown} />
      <Group name="terms" asked={asked} receipts={receipts} onReceipt={setShown} />
      {receipts.length > 0 && <Receipts receipts={receipts} onReceipt={setShown} />}
      <LazySheet title={t('policies.receipts')} open={receipt !== undefined} onClose={() => setShown(undefined)}>
        {receipt && <ShownReceipt receipt={receipt} onClose={() => setShown(undefined)} />}
      </LazySheet>
    </div>
  )
}
