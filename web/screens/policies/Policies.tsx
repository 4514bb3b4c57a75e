import { useState } from 'react'
import { languageOf } from '#contract/locales.ts'
import { endPolicy, type KeptPolicy, listPolicies } from '#contract/policies.ts'
import { shortDay } from '#i18n/dates.ts'
import { listing } from '#i18n/lists.ts'
import { languageNames } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Publishing } from './Publishing.tsx'

const Numbers = ({ kind, asked, agreed, refused }: KeptPolicy) => {
  const t = useWords()
  return (
    <p className="row">
      <Badge tone="info">{t('policies.asked', { count: asked })}</Badge>
      <Badge tone="ok">{t(kind === 'terms' ? 'policies.accepted' : 'policies.agreed', { count: agreed })}</Badge>
      {kind === 'consent' && <Badge tone="info">{t('policies.refused', { count: refused })}</Badge>}
    </p>
  )
}

const Ending = ({ policy, onDone }: { policy: KeptPolicy; onDone: () => void }) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(endPolicy, [listPolicies])
  return (
    <ConfirmDestructive
      title={t('policies.end_sure')}
      action={t('policies.end')}
      open
      busy={isPending}
      onConfirm={() => mutate({ params: { id: policy.id } }, { onSuccess: onDone })}
      onClose={onDone}
    >
      <p>{t('policies.end_how')}</p>
      {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
    </ConfirmDestructive>
  )
}

const One = ({ policy, onPublish, onEnd }: { policy: KeptPolicy; onPublish: () => void; onEnd: () => void }) => {
  const t = useWords()
  const { kind, about, number, publishedAt, endedAt, texts } = policy
  const text = texts.find(({ language }) => language === languageOf(t.locale)) ?? texts[0]
  const title = text?.title ?? ''
  return (
    <article className="card stack tight" aria-label={title}>
      <strong lang={text?.language}>{title}</strong>
      <p className="small quiet">
        {t(`policies.kind_of.${kind}`)} · {t(`policies.about.${about}`)} ·{' '}
        {t('policies.version', { number, day: shortDay(t.locale, publishedAt) })} ·{' '}
        {t('policies.languages', { languages: listing(t.locale).format(texts.map(({ language }) => languageNames[language])) })}
      </p>
      {policy.serves && (
        <p className="small">
          {t('policies.serves')}: {t(`policies.serves.${policy.serves}`)}
        </p>
      )}
      <p className="small said" lang={text?.language}>
        {text?.body}
      </p>
      <Numbers {...policy} />
      {endedAt ? (
        <p className="small quiet">{t('policies.ended_on', { day: shortDay(t.locale, endedAt) })}</p>
      ) : (
        <p className="row no-print">
          <Button onPress={onPublish}>
            {t('policies.publish')}
            <span className="unseen"> {title}</span>
          </Button>
          <Button look="plain" onPress={onEnd}>
            {t('policies.end')}
            <span className="unseen"> {title}</span>
          </Button>
        </p>
      )}
    </article>
  )
}

type Doing = { what: 'make' } | { what: 'publish' | 'end'; policy: KeptPolicy }

/** What the school asks people to accept or to agree to, in every language, and how many have answered: numbers, never who. */
export const Policies = () => {
  const t = useWords()
  const { policies } = useEndpoint(listPolicies)
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  const isWriting = doing?.what === 'make' || doing?.what === 'publish'
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('policies.kept')}</Title>
        <EyeChip groups={[t('policies.kept_seen')]} />
      </header>
      <p className="measure">{t('policies.kept_lead')}</p>
      <p className="no-print">
        <Button look="primary" onPress={() => setDoing({ what: 'make' })}>
          {t('policies.make')}
        </Button>
      </p>
      {policies.length === 0 && (
        <EmptyState title={t('policies.kept_none')} drawing="tree">
          {t('policies.kept_none_how')}
        </EmptyState>
      )}
      {policies.map((policy) => (
        <One
          key={policy.id}
          policy={policy}
          onPublish={() => setDoing({ what: 'publish', policy })}
          onEnd={() => setDoing({ what: 'end', policy })}
        />
      ))}
      <LazySheet title={t(doing?.what === 'publish' ? 'policies.publish' : 'policies.make')} open={isWriting} onClose={done}>
        {isWriting && <Publishing policy={doing.what === 'publish' ? doing.policy : undefined} onDone={done} />}
      </LazySheet>
      {doing?.what === 'end' && <Ending policy={doing.policy} onDone={done} />}
    </div>
  )
}
